// Loaded by node (--require) before jsii: cuts what loading the packages costs.
// - The index of a provider package requires all its modules, 1,527 for azurerm, of which a platform uses a handful:
//   that one file is compiled with getters in place of the requires. So is what cdktf needs for zipping assets only.
// - cdktf keeps for each token on which lines of its own JavaScript it was made: compiled to keep none.
// - Compiled code is kept for the next run, where this node can. The kernel links the packages into a new folder on
//   each run, and code is found again by its path: so it gets the path that the link leads to.
// An index that does not look as expected is compiled as it is, with a warning.
"use strict";
const fs = require("fs");
const Module = require("module");
const os = require("os");
const path = require("path");

const linked = /^(.*?[\\/]node_modules[\\/](?:@cdktf[\\/]provider-\w+|cdktf|constructs))([\\/].*)$/;
const index = /[\\/]@cdktf[\\/]provider-(azurerm|databricks)[\\/].*lib[\\/]index\.js$/;
const eager = /^exports\.(\w+) = (?:__importStar\()?require\(("[^"]+")\)\)?;$/gm;
const assets = /[\\/]cdktf[\\/]lib[\\/]private[\\/]fs\.js$/;
const traces = /[\\/]cdktf[\\/]lib[\\/]tokens[\\/]private[\\/]stack-trace\.js$/;
const compile = Module.prototype._compile;
const folders = new Map();

Module.prototype._compile = function (content, filename, ...rest) {
  return compile.call(this, cut(content, filename), real(filename), ...rest);
};
keepCompiledCode();

function cut(content, filename) {
  if (index.test(filename)) return withGetters(content, filename);
  if (assets.test(filename))
    return content.replace(
      /^const archiver = require\("archiver"\);$/m,
      'const archiver = (...given) => require("archiver")(...given);',
    );
  if (traces.test(filename)) return content.replace("= Number.MAX_SAFE_INTEGER;", "= 0;");
  return content;
}

function withGetters(content, filename) {
  let found = 0;
  const lazy = content.replace(eager, (_, name, file) => {
    found += 1;
    return `Object.defineProperty(exports, "${name}", { enumerable: true, configurable: true, get: () => require(${file}) });`;
  });
  // `exports.a = exports.b = void 0;` would define what the getters replace; configurable, so harmless.
  if (found >= 10) return lazy;
  process.stderr.write(`lakemason: ${filename} has an unknown layout; loading all of it\n`);
  return content;
}

function real(filename) {
  const [, folder, rest] = linked.exec(filename) ?? [];
  if (!folder) return filename;
  if (!folders.has(folder)) folders.set(folder, fs.realpathSync(folder));
  return folders.get(folder) + rest;
}

function keepCompiledCode() {
  if (!Module.enableCompileCache) return; // node before 22.8
  try {
    const caches = process.env.XDG_CACHE_HOME || path.join(os.homedir(), ".cache");
    Module.enableCompileCache(process.env.NODE_COMPILE_CACHE || path.join(caches, "lakemason", "node"));
  } catch {
    // nobody's home: compiled anew each time
  }
}
