// Runs jsii's kernel in this one node. jsii's own entry starts a second node and hands every message on to it; here
// the kernel itself reads stdin and writes stdout. What code in it prints goes where jsii's entry puts it: to
// stderr, a line of JSON each. Started by kernel.py, which has looked at the kernel's code first.
"use strict";
const fs = require("fs");
const Module = require("module");
const path = require("path");
const { Writable } = require("stream");
const threads = require("worker_threads");

const [program, channel] = process.argv.slice(2);

for (const name of ["stdout", "stderr"]) {
  const write = (chunk, _, done) => {
    fs.writeSync(2, `${JSON.stringify({ [name]: chunk.toString("base64") })}\n`);
    done();
  };
  const stream = new Writable({ write });
  Object.defineProperty(process, name, { configurable: true, enumerable: true, get: () => stream });
}

// The kernel starts a worker to make a package's index, the first time: in the Python package its file is beside the
// kernel's, under a name with the folder in it.
threads.Worker = class extends threads.Worker {
  constructor(file, options) {
    const packed = path.join(path.dirname(program), `lib__${path.basename(String(file))}`);
    super(fs.existsSync(packed) ? packed : file, options);
  }
};

const main = new Module(program, null);
main.filename = program;
main._compile(fs.readFileSync(program, "utf-8").replace(channel, "readFD:0,writeFD:1"), program);
