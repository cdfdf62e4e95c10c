/**
 * Tables of databases and workbooks, copied once for each state of their content into `.clientele/cache/tables`; everything
 * after that reads the copy as it would a file.
 */
import { randomBytes } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { contentKey } from "../../../language/model/content-key.ts";
import { expandEnvironment } from "../../../language/config/environment.ts";
import { nearest } from "../../../language/config/nearest.ts";
import type { TableSource } from "../../../language/model/table-parts.ts";
import { problem, type Problem } from "../../../problem.ts";
import { err, ok, type Result } from "../../../result.ts";
import { EngineError } from "../../engine/engine-error.ts";
import type { Lane, QueryOptions } from "../../engine/engine.ts";
import { stateFolder, type Project } from "../../project/project.ts";
import { removeLeft } from "../../project/remove-left.ts";
import { hashFiles } from "../cache.ts";
import { changedFiles, type DataFile } from "../resolve-files.ts";
import { codeOf, isCut, postgresProblem, serverOf, type Server } from "./postgres-problem.ts";
import {
  connectPostgres,
  openPostgres,
  postgresTables,
  type PostgresClient,
} from "./read-postgres.ts";
import { openSqlite, sqliteProblem } from "./read-sqlite.ts";
import { openXlsx, workbookProblem } from "./read-xlsx.ts";
import type { OpenTable } from "./open-table.ts";
import { tableState } from "./table-state.ts";
import { writeTable } from "./write-table.ts";
import { WorkbookError } from "./zip-entries.ts";

/** Bump when copies are written differently. */
const copyFormat = 1;

export type Imported = {
  readonly files: readonly DataFile[];
  /** When each was read, where that is not now. */
  readonly problems: readonly Problem[];
};

/** Connections that stay open from table to table, by address: each sees one state of its database. */
export type Servers = Map<string, PostgresClient>;

export type ImportOptions = QueryOptions & {
  /** Tables that are read with the same are of one state of their server; without it each is of its own. */
  readonly servers?: Servers;
  /** Databases without a content hash are read again; else what was last read is taken. */
  readonly refresh?: boolean;
};

/** Whether a table's rows are copied before they are read. */
export const isImported = ({ format }: Pick<TableSource, "format">): boolean =>
  format === "xlsx" || format === "sqlite" || format === "postgres";

const copiesFolder = (project: Project): string => join(stateFolder(project), "cache", "tables");

function asidePath(folder: string): string {
  mkdirSync(folder, { recursive: true });
  removeLeft(folder, /^\.(\d+)-/);
  return join(folder, `.${process.pid}-${randomBytes(4).toString("hex")}`);
}

const ageOf = (path: string): number =>
  Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());

/**
 * Copies what a table holds now, where there is no copy of it yet.
 *
 * @param found its files as they were resolved; none for servers
 */
export const importTable = (
  lane: Lane,
  project: Project,
  table: TableSource,
  found: readonly DataFile[],
  options: ImportOptions,
): Promise<Result<Imported, Problem>> =>
  table.format === "postgres"
    ? fromServer(lane, project, table, options)
    : fromFiles(lane, project, table, found, options);

async function fromFiles(
  lane: Lane,
  project: Project,
  table: TableSource,
  found: readonly DataFile[],
  options: ImportOptions,
): Promise<Result<Imported, Problem>> {
  const folder = copiesFolder(project);
  const files: DataFile[] = [];
  for (const file of found) {
    const beside = table.format === "sqlite" ? logOf(file) : [];
    const hashed = await hashFiles(project, [file, ...beside], options.signal);
    const hashes = hashed.map(({ sha256 }) => sha256);
    const key = contentKey([copyFormat, table.format, table.part ?? null, hashes]);
    const target = join(folder, `${table.format}-${key}.parquet`);
    if (!existsSync(target)) {
      const opened =
        table.format === "sqlite" ? openSqlite(table, file) : await openXlsx(table, file);
      if (!opened.ok) return opened;
      const problems = await copied(
        lane,
        opened.value,
        target,
        asidePath(folder),
        table,
        file,
        options,
      );
      const changed = changedFiles([file, ...beside]);
      if (problems.length + changed.length > 0) {
        rmSync(target, { force: true });
        return err(...problems, ...changed);
      }
    }
    const name =
      table.part === null || table.part === undefined ? file.name : `${file.name}#${table.part}`;
    const [own, log] = hashed;
    const sha256 = log === undefined ? (own?.sha256 ?? "") : `${own?.sha256}+${log.sha256}`;
    files.push(copyOf(target, name, { bytes: file.bytes, sha256 }));
  }
  return ok({ files, problems: [] });
}

/** What SQLite has written but not yet put into the file itself. */
function logOf(file: DataFile): readonly DataFile[] {
  const path = `${file.path}-wal`;
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined || found.size === 0) return [];
  return [{ path, name: `${file.name}-wal`, bytes: found.size, modified: found.mtimeMs }];
}

async function copied(
  lane: Lane,
  open: OpenTable,
  target: string,
  aside: string,
  table: TableSource,
  file: DataFile,
  options: QueryOptions,
): Promise<readonly Problem[]> {
  try {
    const { rows } = await writeTable(lane, open, target, aside, options);
    const found = open.problems?.() ?? [];
    if (found.length > 0 || rows > 0) return found;
    return [problem("data-empty", { path: file.name }, table.place)];
  } catch (error) {
    if (error instanceof EngineError || isSystem(error)) throw error;
    return [
      error instanceof WorkbookError
        ? workbookProblem(error, table, file)
        : sqliteProblem(error, table, file),
    ];
  } finally {
    await open.close();
  }
}

/** An error of the disk, such as no space left: told elsewhere. */
const isSystem = (error: unknown): boolean => error instanceof Error && "syscall" in error;

/** What is kept of a server's table that was read. Nothing of how it was reached. */
type LastRead = {
  readonly readAt: string;
  readonly rows: number;
  readonly sha256: string;
  readonly file: string;
  /** What the server had counted when it was read; `null` where it does not say, and not there in older memos. */
  readonly state?: string | null;
};

async function fromServer(
  lane: Lane,
  project: Project,
  table: TableSource,
  options: ImportOptions,
): Promise<Result<Imported, Problem>> {
  const { text: address } = expandEnvironment(table.from, project.environment);
  const server = serverOf(address);
  if (server === undefined) return ok({ files: [], problems: [] }); // reported where the configuration is read
  const folder = copiesFolder(project);
  const name = table.part ?? "";
  const memo = memoPath(folder, server, name);
  const last = readLast(folder, memo);
  if (last !== undefined && options.refresh !== true) {
    const hours = Math.floor((Date.now() - Date.parse(last.readAt)) / 3_600_000);
    const at = last.readAt.slice(0, 16).replace("T", " ");
    const said = problem("read-earlier", { table: name, at: `${at} UTC`, hours }, table.place, {
      severity: "info",
    });
    return ok({ files: [serverCopy(folder, server, name, last)], problems: [said] });
  }
  const read = await readServer(lane, folder, address, server, table, options, 1);
  if (!read.ok) return read;
  writeFileSync(`${memo}.${process.pid}`, JSON.stringify(read.value));
  renameSync(`${memo}.${process.pid}`, memo);
  if (
    last !== undefined &&
    last.file !== read.value.file &&
    ageOf(join(folder, last.file)) > 3_600_000
  )
    rmSync(join(folder, last.file), { force: true });
  return ok({ files: [serverCopy(folder, server, name, read.value)], problems: [] });
}

const memoPath = (folder: string, server: Server, table: string): string =>
  join(folder, `postgres-${contentKey([copyFormat, server, table])}.json`);

/** What is known of a server's table without asking the server; `undefined` before it was first read. */
export function lastRead(project: Project, table: TableSource): LastRead | undefined {
  const server = serverOf(expandEnvironment(table.from, project.environment).text);
  const folder = copiesFolder(project);
  return server && readLast(folder, memoPath(folder, server, table.part ?? ""));
}

/** @param again how often a read whose connection was cut is begun anew */
async function readServer(
  lane: Lane,
  folder: string,
  address: string,
  server: Server,
  table: TableSource,
  options: ImportOptions,
  again: number,
): Promise<Result<LastRead, Problem>> {
  const name = table.part ?? "";
  const secrets = secretsOf(address);
  const aside = asidePath(folder);
  const arrived = `${aside}.read`;
  const servers: Servers = options.servers ?? new Map();
  const shared = servers.get(address);
  let client = shared;
  let isDone = false;
  const stop = (): void => void client?.end();
  options.signal?.addEventListener("abort", stop, { once: true });
  try {
    client ??= await connectPostgres(address);
    const state = (await tableState(client, name))?.text ?? null;
    const open = await openPostgres(client, name);
    const { rows, digest } = await writeTable(lane, open, arrived, aside, {
      ...options,
      digest: true,
    });
    if (rows === 0)
      return err(problem("data-empty", { path: `${server.name}#${name}` }, table.place));
    const file = `postgres-${digest.slice(0, 32)}.parquet`;
    renameSync(arrived, join(folder, file));
    servers.set(address, client);
    isDone = options.servers !== undefined;
    return ok({ readAt: new Date().toISOString(), rows, sha256: digest, file, state });
  } catch (error) {
    if (options.signal?.aborted === true)
      throw new EngineError("interrupted", "interrupted while reading");
    if (error instanceof EngineError || (isSystem(error) && codeOf(error) === "ENOSPC"))
      throw error;
    // A new connection sees another state: where tables of the old one were read, the run has to begin anew.
    if (client !== undefined && isCut(error) && again > 0 && shared === undefined)
      return readServer(lane, folder, address, server, table, options, again - 1);
    if (["42P01", "3F000"].includes(codeOf(error)))
      return err(await missingTable(address, server, table));
    return err(postgresProblem(error, server, name, table.place, secrets));
  } finally {
    options.signal?.removeEventListener("abort", stop);
    rmSync(arrived, { force: true });
    if (!isDone) {
      servers.delete(address);
      client?.end().catch(() => {}); // it is gone already
    }
  }
}

/** Ends the connections of a read of several tables. */
export async function closeServers(servers: Servers): Promise<void> {
  for (const client of servers.values()) await client.end().catch(() => {}); // it is gone already
  servers.clear();
}

async function missingTable(address: string, server: Server, table: TableSource): Promise<Problem> {
  const name = table.part ?? "";
  const client = await connectPostgres(address);
  try {
    const near = nearest(name, await postgresTables(client));
    return problem("table-missing", { table: name, path: server.name, nearest: near }, table.place);
  } finally {
    await client.end();
  }
}

/** Everything in an address that may not be told, as it is written and as it is meant. */
function secretsOf(address: string): readonly string[] {
  const { password, searchParams } = new URL(address);
  const said = searchParams.get("password") ?? "";
  return [password, decodeURIComponent(password), said, address].filter((text) => text !== "");
}

function readLast(folder: string, memo: string): LastRead | undefined {
  if (!existsSync(memo)) return undefined;
  try {
    const last = JSON.parse(readFileSync(memo, "utf8")) as LastRead; // written by us, replaced atomically
    return existsSync(join(folder, last.file)) ? last : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined; // read again
    throw error;
  }
}

const serverCopy = (folder: string, server: Server, table: string, last: LastRead): DataFile => {
  const path = join(folder, last.file);
  const content = { sha256: last.sha256, rows: last.rows, readAt: last.readAt };
  return copyOf(path, `postgres://${server.name}#${table}`, {
    bytes: statSync(path).size,
    ...content,
  });
};

function copyOf(path: string, name: string, content: DataFile["content"]): DataFile {
  const { size, mtimeMs } = statSync(path);
  return {
    path,
    name,
    bytes: size,
    modified: mtimeMs,
    ...(content === undefined ? {} : { content }),
  };
}
