// Loaded by node (NODE_OPTIONS=--require) before jsii: the index of a provider package requires all its
// modules, 1,527 for azurerm, of which a platform uses a handful. This compiles that one file with getters
// in place of the requires. A file that does not look as expected is compiled as it is, with a warning.
"use strict";
const Module = require("module");
const index = /[\\/]@cdktf[\\/]provider-(azurerm|databricks)[\\/].*lib[\\/]index\.js$/;
const eager = /^exports\.(\w+) = (?:__importStar\()?require\(("[^"]+")\)\)?;$/gm;
const compile = Module.prototype._compile;

Module.prototype._compile = function (content, filename) {
  if (!index.test(filename)) return compile.apply(this, arguments);
  let found = 0;
  const lazy = content.replace(eager, (_, name, path) => {
    found += 1;
    return `Object.defineProperty(exports, "${name}", { enumerable: true, configurable: true, get: () => require(${path}) });`;
  });
  // `exports.a = exports.b = void 0;` would define what the getters replace; configurable, so harmless.
  if (found < 10) {
    process.stderr.write(`lakemason: ${filename} has an unknown layout; loading all of it\n`);
    return compile.apply(this, arguments);
  }
  return compile.call(this, lazy, filename);
};
