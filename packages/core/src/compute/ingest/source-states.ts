/** How the sources are now, found without reading them: to know whether a run would find anything new. */
import { statSync } from "node:fs";
import { expandEnvironment } from "../../language/config/environment.ts";
import { readConfig } from "../../language/config/read-config.ts";
import { tablesOf } from "../../language/model/source-models.ts";
import type { TableSource } from "../../language/model/table-parts.ts";
import type { Project } from "../project/project.ts";
import { readManifest, readPublished } from "../snapshot/store.ts";
import { lastRead } from "./imported/import-table.ts";
import { connectPostgres, type PostgresClient } from "./imported/read-postgres.ts";
import { tableState } from "./imported/table-state.ts";
import { resolveFiles } from "./resolve-files.ts";

export type SourceFile = {
  /** Absolute. */
  readonly path: string;
  readonly bytes: number;
  /** In milliseconds. */
  readonly modified: number;
};

export type ServerTable = {
  /** Another text: something was written. */
  readonly state: string;
  /** Whether what is published was computed from other rows, as far as that can be told without reading them. */
  readonly isNewer: boolean;
};

export type SourceState = {
  readonly name: string;
  /** A SQLite database with its log. None for a server's table. */
  readonly files: readonly SourceFile[];
  /** `null` for files, and where the server does not answer. */
  readonly table: ServerTable | null;
};

/** A table whose changes its server does not count is taken for new after so long, in milliseconds. */
const rereadAfter = 24 * 3_600_000;

/**
 * Each table of the project, in the order of the configuration.
 *
 * @param now the clock
 * @example await sourceStates(project, new Date()) // => [{ name: "customers", files: [{ path: "/crm/customers.csv", … }], table: null }]
 */
export async function sourceStates(
  project: Project,
  now: () => Date,
): Promise<readonly SourceState[]> {
  const config = readConfig(project.files);
  if (config.project === undefined) return [];
  const published = publishedContents(project);
  const servers = new Map<string, PostgresClient | null>();
  const states: SourceState[] = [];
  try {
    for (const table of tablesOf(config.project, project.environment))
      states.push({
        name: table.name,
        files: filesOf(project, table),
        table:
          table.format === "postgres"
            ? await serverTable(project, table, published, servers, now())
            : null,
      });
    return states;
  } finally {
    for (const client of servers.values()) await client?.end().catch(() => {}); // it is gone already
  }
}

function filesOf(project: Project, table: TableSource): readonly SourceFile[] {
  const found = resolveFiles(project, table);
  if (!found.ok) return [];
  return found.value.flatMap(({ path, bytes, modified }) => {
    const log = table.format === "sqlite" ? fileAt(`${path}-wal`) : undefined;
    return [{ path, bytes, modified }, ...(log === undefined ? [] : [log])];
  });
}

function fileAt(path: string): SourceFile | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  return found && { path, bytes: found.size, modified: found.mtimeMs };
}

/** The content of each source that what is published was computed from. */
function publishedContents(project: Project): ReadonlyMap<string, readonly string[]> {
  const published = readPublished(project);
  if (!published.ok || published.value === undefined) return new Map();
  const manifest = readManifest(project, published.value.run);
  if (!manifest.ok) return new Map();
  return new Map(
    manifest.value.sources.map(({ name, files }) => [name, files.map(({ sha256 }) => sha256)]),
  );
}

async function serverTable(
  project: Project,
  table: TableSource,
  published: ReadonlyMap<string, readonly string[]>,
  servers: Map<string, PostgresClient | null>,
  now: Date,
): Promise<ServerTable | null> {
  const address = expandEnvironment(table.from, project.environment).text;
  if (!servers.has(address))
    // Whatever is wrong with the server is told by the next run; until then nothing new is known.
    servers.set(address, await connectPostgres(address).catch(() => null));
  const client = servers.get(address) ?? null;
  if (client === null) return null;
  const state = await tableState(client, table.part ?? "");
  const last = lastRead(project, table);
  if (last === undefined) return { state: state?.text ?? "", isNewer: true };
  const isOld = now.getTime() - Date.parse(last.readAt) > rereadAfter;
  const isSure = state?.isCounted === true;
  return {
    // What is not counted is tried again once a day, whatever became of it.
    state: isSure ? state.text : `${state?.text ?? ""} ${now.toISOString().slice(0, 10)}`,
    isNewer:
      published.get(table.name)?.includes(last.sha256) !== true ||
      (state !== null && state.text !== last.state) ||
      (!isSure && isOld),
  };
}
