/** Reads transactions and other sources with times into the cache: local days, net amounts as decimals, bucketed by customer. */
import { join } from "node:path";
import { col, isNotNull, scan, select, type Query } from "../../query/index.ts";
import { contentKey } from "../../language/model/content-key.ts";
import type { Problem } from "../../problem.ts";
import { ok, type Result } from "../../result.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import {
  cacheFolder,
  hashFiles,
  pruneCaches,
  readCacheMeta,
  touchCache,
  writeCacheMeta,
  type CachedFile,
  type CachePart,
  type Days,
} from "./cache.ts";
import { forgottenOf } from "./forgotten.ts";
import { withImplied } from "./implied-columns.ts";
import type { SourceInput } from "./lines.ts";
import type { DataFile } from "./resolve-files.ts";
import { asBefore } from "./said-twice.ts";
import { sparedOf, writePart } from "./write-part.ts";

export type Lines = {
  /** Names the definition and the content of the data: the same key, the same lines. */
  readonly key: string;
  readonly buckets: number;
  /** The lines of a bucket; of all without an argument. */
  readonly read: (bucket?: number) => Query;
  readonly files: readonly CachedFile[];
  /** Where the lines come from, where they are files in parts: who knows some of the files need not read those again. */
  readonly origin?: {
    /** Names the definition alone. */
    readonly key: string;
    readonly parts: readonly { readonly files: readonly string[]; readonly read: () => Query }[];
  };
  /** What is known of their days without reading them; nothing where they have none. */
  readonly days?: Days;
  /** Whether any sum of their amounts has 18 digits at most. */
  readonly small?: boolean;
  /** Tables that the lines were read with, such as rates. */
  readonly side: readonly { readonly name: string; readonly files: readonly CachedFile[] }[];
  /** Warnings: rows without a customer. */
  readonly problems: readonly Problem[];
};

/** Data up to this many bytes (as text) are one bucket. */
const oneBucketBytes = 256_000_000;
const manyBuckets = 16;
/** Less than a decimal of 18 digits, four of them behind the point, holds. */
const smallSums = 1e13;
/** More delta parts than this are written anew as one. */
const maximumParts = 8;

/**
 * The rows of a source, from the cache where it has them; files that were added are read as a part of their own.
 *
 * @throws EngineError `interrupted`
 */
export async function ingest(
  lane: Lane,
  input: SourceInput,
  options: QueryOptions = {},
): Promise<Result<Lines, Problem>> {
  const { project, files } = input;
  const side = await sideFiles(input, options);
  const key = definitionKey(input, side);
  const folder = cacheFolder(project, input.model.name, key);
  const hashed = await hashFiles(project, files, options.signal);
  const meta = readCacheMeta(folder);
  const cached = new Set(meta?.parts.flatMap((part) => part.files.map(idOf)));
  const present = new Set(hashed.map(idOf));
  const reusable =
    meta !== undefined &&
    meta.parts.length < maximumParts &&
    [...cached].every((id) => present.has(id));
  const parts: CachePart[] = reusable ? [...meta.parts] : [];
  const missing = files.filter((_file, i) => !reusable || !cached.has(idOf(hashed[i] ?? noFile)));
  const bytes = files.reduce(
    (total, f) => total + f.bytes * (/\.(gz|parquet)$/.test(f.path) ? 8 : 1),
    0,
  );
  const buckets = reusable ? meta.buckets : bytes <= oneBucketBytes ? 1 : manyBuckets;
  if (missing.length > 0) {
    const added = hashed.filter((_file, i) => missing.includes(files[i] ?? missingFile));
    const written = await writePart(lane, { ...input, files: missing }, folder, buckets, options);
    if (!written.ok) return written;
    parts.push({ ...written.value, files: added });
    writeCacheMeta(folder, { key, buckets, parts });
    pruneCaches(project, input.model.name, folder, parts);
  } else touchCache(folder, new Date());
  // Where the table is declared may have moved since.
  const problems = parts.flatMap((part) =>
    part.problems.map((found): Problem => ({ ...found, related: [input.model.place] })),
  );
  const { twice, implied } = sparedOf(input);
  const readParts = (some: readonly CachePart[], bucket?: number): Query => {
    const inside =
      bucket === undefined || buckets === 1 ? "**/*.parquet" : `bucket=${bucket}/*.parquet`;
    const [first, ...rest] = some.map((part) => join(folder, part.folder, inside));
    if (first === undefined) throw new Error("unreachable: a cache has at least one part");
    const kept = select({
      from: scan([first, ...rest], {
        format: "parquet",
        unionByName: true,
        hivePartitioning: false,
      }),
      where: isNotNull(col("customer")),
    });
    return withImplied(asBefore(kept, twice), implied);
  };
  const origin = {
    key,
    parts: parts.map((part) => ({ files: part.files.map(idOf), read: () => readParts([part]) })),
  };
  const read = (bucket?: number): Query => readParts(parts, bucket);
  const contents = contentsKey(key, hashed);
  const days = daysOfAll(parts);
  const known = days === null ? {} : { days };
  const moved = parts.reduce((total, part) => total + (part.moved ?? Infinity), 0);
  const small = moved < smallSums;
  return ok({
    key: contents,
    buckets,
    read,
    files: hashed,
    origin,
    side,
    problems,
    small,
    ...known,
  });
}

/** `null` where a part has none that is known. */
function daysOfAll(parts: readonly CachePart[]): Days | null {
  const days = parts.flatMap((part) => (part.days === null ? [] : [part.days]));
  const [first] = days.map((d) => d.first).toSorted();
  const last = days
    .map((d) => d.last)
    .toSorted()
    .at(-1);
  if (days.length < parts.length || first === undefined || last === undefined) return null;
  return { first, last };
}

type SideFiles = Lines["side"];

/** The files of the tables that rows are read with, by the table's name. */
async function sideFiles(
  { project, rates, identities }: SourceInput,
  { signal }: QueryOptions,
): Promise<SideFiles> {
  const hashed: SideFiles[number][] = [];
  if (rates !== null) {
    const files = await hashFiles(project, rates.files, signal);
    hashed.push({ name: rates.model.name, files });
  }
  if (identities !== null) hashed.push({ name: "identities", files: identities.files });
  return hashed;
}

/** What rows depend on besides their own files: another definition or other rates make them anew. */
const definitionKey = (input: SourceInput, side: SideFiles): string => {
  const { project, model, timezone, rates, identities } = input;
  const forgotten = forgottenOf(project);
  return contentKey([
    model,
    sparedOf(input),
    timezone,
    rates === null ? null : [rates.model, rates.currency],
    identities?.key ?? null,
    side.map(({ name, files }) => [name, files.map((file) => file.sha256)]),
    ...(forgotten === null ? [] : [forgotten.version]),
  ]);
};

const contentsKey = (definition: string, files: readonly CachedFile[]): string =>
  contentKey([definition, files.map((file) => file.sha256).toSorted()]);

/** The key that the lines would have, without reading them: it tells whether a snapshot's base columns still hold. */
export async function linesKey(input: SourceInput, options: QueryOptions = {}): Promise<string> {
  const hashed = await hashFiles(input.project, input.files, options.signal);
  return contentsKey(definitionKey(input, await sideFiles(input, options)), hashed);
}

const idOf = (file: CachedFile): string => `${file.name} ${file.sha256}`;
const noFile: CachedFile = { name: "", bytes: 0, sha256: "" };
const missingFile: DataFile = { path: "", name: "", bytes: 0, modified: 0 };
