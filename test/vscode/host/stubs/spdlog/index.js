// Stands in for the native logger of VS Code's server: the same calls, plain appends. Spares a node-gyp build.
const fs = require("node:fs");
const path = require("node:path");

const names = ["trace", "debug", "info", "warning", "error", "critical", "off"];

function logger(name, file) {
  let level = 2;
  let raw = false;
  let waiting = "";
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const flush = () => {
    const text = waiting;
    waiting = "";
    // At the end of a test the folder may be gone before its last lines are written.
    if (text !== "" && fs.existsSync(path.dirname(file))) fs.appendFileSync(file, text);
  };
  const write = (at, message) => {
    if (at < level) return;
    if (waiting === "") setImmediate(flush);
    waiting += raw ? message : `${new Date().toISOString()} [${names[at]}] ${message}\n`;
  };
  const levels = { trace: 0, debug: 1, info: 2, warn: 3, error: 4, critical: 5 };
  const calls = Object.entries(levels).map(([call, at]) => [call, (message) => write(at, message)]);
  return {
    ...Object.fromEntries(calls),
    clearFormatters: () => {
      raw = true;
    },
    setPattern: () => {},
    setLevel: (next) => {
      level = next;
    },
    getLevel: () => level,
    flush,
    drop: flush,
  };
}

exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.shutdown = () => {};
exports.createRotatingLogger = async (name, file) => logger(name, file);
exports.createAsyncRotatingLogger = async (name, file) => logger(name, file);
