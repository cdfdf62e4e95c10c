/** The ingest cache: rows of a source as Parquet, in hash buckets by customer, made once for each state of the files. */
import { createHash } from "node:crypto";
import {
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Problem } from "../../problem.ts";
import { EngineError } from "../engine/engine-error.ts";
import { stateFolder, type Project } from "../project/project.ts";
import { removeLeft } from "../project/remove-left.ts";
import type { DataFile } from "./resolve-files.ts";

/** Bump when lines are written differently, so that older caches are not read. */
const lineFormat = 4;

export type CachedFile = {
  readonly name: string;
  readonly bytes: number;
  /** Of a server's table, a digest of its rows. */
  readonly sha256: string;
  readonly rows?: number;
  /** When a server's table was read, ISO. */
  readonly readAt?: string;
};

/** The first and the last day of rows that have a customer, ISO. */
export type Days = { readonly first: string; readonly last: string };

export type CachePart = {
  readonly folder: string;
  /** `null` where no row has a day, or one has a day that no calendar of four digits has. */
  readonly days: Days | null;
  readonly files: readonly CachedFile[];
  /** What all amounts come to without their signs; unknown of parts of before it was asked. */
  readonly moved?: number;
  /** Warnings about its rows, told again whenever it is used. */
  readonly problems: readonly Problem[];
};

export type CacheMeta = {
  readonly format: number;
  readonly key: string;
  readonly buckets: number;
  readonly parts: readonly CachePart[];
};

/** @param source its name */
export const cacheFolder = (project: Project, source: string, key: string): string =>
  join(stateFolder(project), "cache", `${source}-${key}-v${lineFormat}`);

/** The cache's description; `undefined` where there is none, or none that is whole. */
export function readCacheMeta(folder: string): CacheMeta | undefined {
  const path = join(folder, "meta.json");
  if (!existsSync(path)) return undefined;
  try {
    const meta = JSON.parse(readFileSync(path, "utf8")) as CacheMeta; // written by us, replaced atomically
    const whole =
      meta.format === lineFormat &&
      meta.parts.length > 0 &&
      meta.parts.every((part) => existsSync(join(folder, part.folder)));
    return whole ? meta : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined; // half-written by something else: made anew
    throw error;
  }
}

export function writeCacheMeta(folder: string, meta: Omit<CacheMeta, "format">): void {
  const whole = join(folder, "meta.json");
  const aside = join(folder, `.meta-${process.pid}.json`);
  writeFileSync(aside, JSON.stringify({ format: lineFormat, ...meta }, null, 2));
  renameSync(aside, whole);
}

const aside = /^\.(?:part-(?=\d+-)|meta-)(\d+)/;
const filesAside = /^files\.json\.(\d+)$/;

/** A folder for a new part that nobody else writes into; what killed processes left there is removed. */
export function newPart(folder: string): string {
  mkdirSync(folder, { recursive: true });
  removeLeft(folder, aside);
  removeLeft(join(folder, ".."), filesAside);
  return mkdtempSync(join(folder, `.part-${process.pid}-`));
}

/** Caches of a source's other definitions are removed when there are more than this, those used longest ago first. */
const keptCaches = 4;
/** What was used since may still be read by another process, in milliseconds. */
const keptFor = 3_600_000;

/** Marks a cache as used. */
export const touchCache = (folder: string, now: Date): void =>
  utimesSync(join(folder, "meta.json"), now, now);

/** Removes parts that the cache's description no longer names, and caches that nobody used for long. */
export function pruneCaches(
  project: Project,
  source: string,
  keep: string,
  parts: readonly CachePart[],
): void {
  const old = Date.now() - keptFor;
  const named = new Set(parts.map((part) => part.folder));
  for (const name of readdirSync(keep))
    if (name.startsWith("part-") && !named.has(name) && changedAt(join(keep, name)) < old)
      rmSync(join(keep, name), { recursive: true, force: true });
  const root = join(stateFolder(project), "cache");
  const others = readdirSync(root)
    .filter((name) => name.startsWith(`${source}-`))
    .map((name) => join(root, name))
    .filter((folder) => folder !== keep)
    .map((folder) => ({ folder, used: changedAt(join(folder, "meta.json")) }))
    .toSorted((a, b) => b.used - a.used);
  for (const { folder, used } of others.slice(keptCaches - 1))
    if (used < old) rmSync(folder, { recursive: true, force: true });
}

const changedAt = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/**
 * The content hashes of files. A file of the same size and time as at the last call is not read again.
 *
 * @returns in the order given
 */
export async function hashFiles(
  project: Project,
  files: readonly DataFile[],
  signal?: AbortSignal,
): Promise<readonly CachedFile[]> {
  const path = join(stateFolder(project), "cache", "files.json");
  const known = readKnown(path);
  const hashed: CachedFile[] = [];
  let changed = false;
  for (const file of files) {
    if (file.content !== undefined) {
      hashed.push({ name: file.name, ...file.content });
      continue;
    }
    const stamp = `${file.bytes}:${file.modified}`;
    const earlier = known[file.path];
    const sha256 = earlier?.stamp === stamp ? earlier.sha256 : await sha256Of(file.path, signal);
    changed ||= earlier?.stamp !== stamp;
    known[file.path] = { stamp, sha256 };
    hashed.push({ name: file.name, bytes: file.bytes, sha256 });
  }
  if (changed) {
    mkdirSync(join(stateFolder(project), "cache"), { recursive: true });
    const written = `${path}.${process.pid}`;
    writeFileSync(written, JSON.stringify(known));
    renameSync(written, path);
  }
  return hashed;
}

type Known = Record<string, { readonly stamp: string; readonly sha256: string }>;

function readKnown(path: string): Known {
  if (!existsSync(path)) return {};
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Known; // our own memo; anything odd is hashed again
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

async function sha256Of(path: string, signal: AbortSignal | undefined): Promise<string> {
  const hash = createHash("sha256");
  try {
    await pipeline(createReadStream(path), hash, signal === undefined ? {} : { signal });
  } catch (error) {
    if (signal?.aborted === true) throw new EngineError("interrupted", "interrupted while reading");
    throw error;
  }
  return hash.digest("hex");
}
