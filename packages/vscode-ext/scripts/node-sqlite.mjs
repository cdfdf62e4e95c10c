// Stands for `node:sqlite` in the bundles: where an editor's build lacks it, all else works.
const found = process.getBuiltinModule?.("node:sqlite");

function NoDatabase(path) {
  const details = { code: "ERR_UNKNOWN_BUILTIN_MODULE", syscall: "open", path };
  throw Object.assign(new Error("this build of the editor has no SQLite"), details);
}

export const DatabaseSync = found?.DatabaseSync ?? NoDatabase;
