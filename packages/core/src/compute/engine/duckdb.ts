import { existsSync, realpathSync } from "node:fs";
import { resolve } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { compile, duckdb, set } from "../../query/index.ts";
import type { Statement } from "../../query/index.ts";
import { duckdbError } from "./duckdb-error.ts";
import { duckdbLane } from "./duckdb-lane.ts";
import type { Engine, EngineOptions, Lane, LaneName } from "./engine.ts";

/**
 * Opens a DuckDB database, the only place that does. It reads and writes in the allowed folders and nowhere else, loads no
 * extensions, thinks in UTC, and its settings are locked.
 *
 * @returns the engine, with its lanes
 * @throws RangeError for a database in memory that is read-only
 * @throws EngineError `locked`, `damaged`, `missing` or `io` when the file cannot be opened
 * @example await openEngine({ tempDirectory: "/project/.clientele/tmp", allowedDirectories: ["/project"] })
 */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  if (options.readOnly && options.file === undefined) {
    throw new RangeError("a database in memory cannot be read-only");
  }
  const instance = await DuckDBInstance.create(
    options.file ?? ":memory:",
    startOptions(options),
  ).catch((cause: unknown) => Promise.reject(duckdbError(cause)));
  try {
    return await lock(instance, options);
  } catch (cause) {
    instance.closeSync();
    throw duckdbError(cause);
  }
}

async function lock(instance: DuckDBInstance, options: EngineOptions): Promise<Engine> {
  const connect = () => instance.connect();
  const connections = [await connect(), await connect(), await connect()] as const;
  for (const statement of settings(options)) {
    await connections[0].run(compile(statement, duckdb).sql);
  }
  const closing = new AbortController();
  const interactive = duckdbLane(connections[0], closing.signal);
  const run = duckdbLane(connections[1], closing.signal);
  const background = duckdbLane(connections[2], closing.signal);
  const lanes: Readonly<Record<LaneName, Lane>> = { interactive, run, background };
  const close = async (): Promise<void> => {
    if (closing.signal.aborted) return;
    closing.abort();
    await Promise.all([interactive.idle(), run.idle(), background.idle()]);
    for (const connection of connections) connection.closeSync();
    instance.closeSync();
  };
  return { ...interactive, lane: (name) => lanes[name], close };
}

const startOptions = (options: EngineOptions): Record<string, string> => ({
  autoinstall_known_extensions: "false",
  autoload_known_extensions: "false",
  allow_community_extensions: "false",
  allow_persistent_secrets: "false",
  temp_directory: resolve(options.tempDirectory),
  ...(options.readOnly && { access_mode: "READ_ONLY" }),
  ...(options.threads !== undefined && { threads: String(options.threads) }),
  ...(options.memoryLimit !== undefined && { memory_limit: options.memoryLimit }),
});

/** The order matters: what is allowed must be said before access is off, and the lock comes last. */
const settings = (options: EngineOptions): readonly Statement[] => [
  set("TimeZone", "UTC"),
  ...settingEntries(options).map(([name, value]) => set(name, value)),
  set("allowed_directories", withRealPaths(options.allowedDirectories)),
  set("allowed_paths", withRealPaths(options.allowedPaths ?? [])),
  set("enable_external_access", false),
  set("lock_configuration", true),
];

type SettingEntry = readonly [
  Parameters<typeof set>[0],
  Exclude<Parameters<typeof set>[1], readonly string[]>,
];
const settingEntries = (options: EngineOptions): readonly SettingEntry[] =>
  // Object.entries forgets that the keys are settings.
  Object.entries(options.settings ?? {}) as unknown as readonly SettingEntry[];

/** DuckDB compares resolved paths, so a folder that is reached through a link is allowed under both names. */
function withRealPaths(paths: readonly string[]): readonly string[] {
  return [...new Set(paths.flatMap((path) => [resolve(path), realPath(path)]))];
}

function realPath(path: string): string {
  const absolute = resolve(path);
  return existsSync(absolute) ? realpathSync.native(absolute) : absolute;
}
