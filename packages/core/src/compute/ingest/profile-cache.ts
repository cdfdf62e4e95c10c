/** Profiles kept beside the project: taken once for each content of a table's files, whoever asks. */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { CatalogSource } from "../../language/model/catalog.ts";
import { contentKey } from "../../language/model/content-key.ts";
import type { TableSource } from "../../language/model/table-parts.ts";
import { stateFolder, type Project } from "../project/project.ts";
import { hashFiles } from "./cache.ts";
import { forgottenOf } from "./forgotten.ts";
import type { DataFile } from "./resolve-files.ts";

/** Bump when profiles say something else, so that older ones are not read. */
const profileFormat = 2;
/** Profiles of a table that are kept: a branch and its neighbours. */
const keptProfiles = 8;

type Kept = { readonly format: number; readonly key: string; readonly source: CatalogSource };

/** Remembers the profile of a table. What cannot be written down is only taken again. */
export type ProfileMemory = {
  readonly find: () => CatalogSource | undefined;
  readonly keep: (profiled: CatalogSource) => void;
};

/**
 * @param source the table before it is profiled: another type of a column is another profile
 * @param signal ends the reading of its files
 */
export async function profileMemory(
  project: Project,
  table: TableSource,
  files: readonly DataFile[],
  source: CatalogSource,
  signal?: AbortSignal,
): Promise<ProfileMemory> {
  const folder = join(stateFolder(project), "cache", "profiles");
  const hashes = await hashed(project, files, signal);
  if (hashes === undefined) return { find: () => undefined, keep: () => {} };
  const forgotten = forgottenOf(project);
  const version = forgotten === null ? [] : [forgotten.version];
  const key = contentKey([profileFormat, table.format, source.columns, hashes, ...version]);
  const path = join(folder, `${table.name}-${key}.json`);
  return {
    find: () => {
      const kept = readKept(path);
      return kept?.key === key ? { ...kept.source, files: source.files } : undefined;
    },
    keep: (profiled) => {
      const text: Kept = { format: profileFormat, key, source: profiled };
      ifWritable(() => {
        mkdirSync(folder, { recursive: true });
        const aside = `${path}.${process.pid}`;
        writeFileSync(aside, JSON.stringify(text));
        renameSync(aside, path);
        prune(folder, table.name);
      });
    },
  };
}

async function hashed(
  project: Project,
  files: readonly DataFile[],
  signal: AbortSignal | undefined,
): Promise<readonly string[] | undefined> {
  try {
    return (await hashFiles(project, files, signal)).map((file) => file.sha256);
  } catch (error) {
    if (isRefusal(error)) return undefined;
    throw error;
  }
}

function readKept(path: string): Kept | undefined {
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Kept; // written by us, replaced atomically
  } catch (error) {
    if (error instanceof SyntaxError) return undefined; // damaged by something else: taken anew
    throw error;
  }
}

function prune(folder: string, table: string): void {
  const own = readdirSync(folder)
    .filter((name) => name.startsWith(`${table}-`) && name.length === table.length + endLength)
    .map((name) => join(folder, name))
    .map((path) => ({ path, changed: statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
    .toSorted((a, b) => b.changed - a.changed);
  for (const { path } of own.slice(keptProfiles)) rmSync(path, { force: true });
}
/** Of `-`, a key and `.json`. */
const endLength = 22;

function ifWritable(write: () => void): void {
  try {
    write();
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
}

const refusals: ReadonlySet<unknown> = new Set(["EROFS", "EACCES", "EPERM", "ENOSPC", "EDQUOT"]);
/** ENOENT too: that is what Node says when it makes a folder and its parents on a disk that is read-only. */
const isRefusal = (error: unknown): boolean =>
  error instanceof Error &&
  "code" in error &&
  (refusals.has(error.code) || error.code === "ENOENT");
