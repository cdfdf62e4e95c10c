const fs = require("node:fs");
exports.isCloneSupported = async () => false;
exports.copyFile = (from, to) => fs.promises.copyFile(from, to);
exports.cloneFile = exports.copyFile;
