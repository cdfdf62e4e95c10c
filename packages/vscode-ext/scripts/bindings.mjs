import { readFileSync, readdirSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** The engine's native package of each platform, by VS Code's name of it. */
export const bindingsOf = {
  "linux-x64": "@duckdb/node-bindings-linux-x64",
  "linux-arm64": "@duckdb/node-bindings-linux-arm64",
  "alpine-x64": "@duckdb/node-bindings-linux-x64-musl",
  "alpine-arm64": "@duckdb/node-bindings-linux-arm64-musl",
  "darwin-x64": "@duckdb/node-bindings-darwin-x64",
  "darwin-arm64": "@duckdb/node-bindings-darwin-arm64",
  "win32-x64": "@duckdb/node-bindings-win32-x64",
  "win32-arm64": "@duckdb/node-bindings-win32-arm64",
};

/** @param {string} core the folder of the package that depends on the engine */
export function bindingsVersion(core) {
  return JSON.parse(readFileSync(join(packageOf(core), "package.json"), "utf8")).version;
}

/**
 * The native packages that are installed here: as a rule one, that of this platform.
 *
 * @param {string} core the folder of the package that depends on the engine
 */
export function installedBindings(core) {
  const scope = dirname(packageOf(core));
  return readdirSync(scope)
    .filter((name) => name.startsWith("node-bindings-"))
    .map((name) => ({ name: `@duckdb/${name}`, folder: realpathSync(join(scope, name)) }));
}

/** Where @duckdb/node-bindings lies, beside which the package manager puts the native ones. */
function packageOf(core) {
  const api = createRequire(join(core, "package.json")).resolve("@duckdb/node-api");
  return realpathSync(dirname(createRequire(api).resolve("@duckdb/node-bindings/package.json")));
}
