/** The ingest cache: transactions as Parquet, in hash buckets by customer, made once for each state of the files. */
import { createHash } from "node:crypto";
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { stateFolder, type Project } from "../project/project.ts";
import type { DataFile } from "./resolve-files.ts";

/** Bump when lines are written differently, so that older caches are not read. */
const lineFormat = 1;

export type CachedFile = { readonly name: string; readonly bytes: number; readonly sha256: string };

export type CachePart = { readonly folder: string; readonly files: readonly CachedFile[] };

export type CacheMeta = {
  readonly format: number;
  readonly key: string;
  readonly buckets: number;
  readonly parts: readonly CachePart[];
};

export const cacheFolder = (project: Project, key: string): string =>
  join(stateFolder(project), "cache", `transactions-${key}-v${lineFormat}`);

/** The cache's description; `undefined` where there is none, or none that is whole. */
export function readCacheMeta(folder: string): CacheMeta | undefined {
  const path = join(folder, "meta.json");
  if (!existsSync(path)) return undefined;
  try {
    const meta = JSON.parse(readFileSync(path, "utf8")) as CacheMeta; // written by us, replaced atomically
    const whole =
      meta.format === lineFormat &&
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

/** A folder for a new part; whatever an earlier, killed ingest left there is removed. */
export function newPart(folder: string, name: string): string {
  mkdirSync(folder, { recursive: true });
  for (const left of readdirSync(folder))
    if (left.startsWith(".part-")) rmSync(join(folder, left), { recursive: true, force: true });
  const part = join(folder, `.part-${name}`);
  mkdirSync(part);
  return part;
}

/** Caches of other definitions, the oldest first, are removed when there are more than this. */
const keptCaches = 4;

export function pruneCaches(project: Project, keep: string): void {
  const root = join(stateFolder(project), "cache");
  if (!existsSync(root)) return;
  const folders = readdirSync(root).filter(
    (name) => name.startsWith("transactions-") && join(root, name) !== keep,
  );
  for (const name of folders.slice(0, Math.max(0, folders.length - keptCaches + 1)))
    rmSync(join(root, name), { recursive: true, force: true });
}

/**
 * The content hashes of files. A file of the same size and time as at the last call is not read again.
 *
 * @returns in the order given
 */
export async function hashFiles(
  project: Project,
  files: readonly DataFile[],
): Promise<readonly CachedFile[]> {
  const path = join(stateFolder(project), "cache", "files.json");
  const known = readKnown(path);
  const hashed: CachedFile[] = [];
  let changed = false;
  for (const file of files) {
    const stamp = `${file.bytes}:${file.modified}`;
    const earlier = known[file.path];
    const sha256 = earlier?.stamp === stamp ? earlier.sha256 : await sha256Of(file.path);
    changed ||= earlier?.stamp !== stamp;
    known[file.path] = { stamp, sha256 };
    hashed.push({ name: file.name, bytes: file.bytes, sha256 });
  }
  if (changed) {
    mkdirSync(join(stateFolder(project), "cache"), { recursive: true });
    const aside = `${path}.${process.pid}`;
    writeFileSync(aside, JSON.stringify(known));
    renameSync(aside, path);
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

async function sha256Of(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}
