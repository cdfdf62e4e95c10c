/** Reads transactions and other sources with times into the cache: local days, net amounts as decimals, bucketed by customer. */
import { existsSync, readdirSync, renameSync, rmdirSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import {
  as,
  call,
  coalesce,
  col,
  copy,
  int,
  isNotNull,
  max,
  min,
  scan,
  select,
  star,
  sum,
  text,
  type Query,
} from "../../query/index.ts";
import { contentKey } from "../../language/model/content-key.ts";
import { hasErrors, type Problem } from "../../problem.ts";
import { err, ok, type Result } from "../../result.ts";
import { textOf } from "../engine/cell.ts";
import { EngineError } from "../engine/engine-error.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import {
  cacheFolder,
  hashFiles,
  newPart,
  pruneCaches,
  readCacheMeta,
  touchCache,
  writeCacheMeta,
  type CachedFile,
  type CachePart,
  type Days,
} from "./cache.ts";
import { dataProblem } from "./data-problem.ts";
import type { SourceInput } from "./lines.ts";
import { forgottenOf, withoutForgotten } from "./forgotten.ts";
import { lineProblems } from "./line-problems.ts";
import { rateProblems } from "./rate-problems.ts";
import { readTable } from "./read-table.ts";
import { asBefore, onceOnly, saidTwice } from "./said-twice.ts";
import { rowProblems } from "./row-problems.ts";
import { isOther, isTransactions, sourceRows } from "./source-rows.ts";
import { changedFiles, type DataFile } from "./resolve-files.ts";

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
  const twice = saidTwice(input.model, input.source);
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
    return asBefore(kept, twice);
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

/** @param parquet a part's files, a glob @param amounts whether its rows have any */
async function spanOfPart(
  lane: Lane,
  parquet: string,
  amounts: boolean,
  options: QueryOptions,
): Promise<Pick<CachePart, "days" | "moved">> {
  const row = await lane.one(
    select({
      columns: {
        first: min(col("day")),
        last: max(col("day")),
        ...(amounts ? { moved: sum(call("abs", col("amount"))) } : {}),
      },
      from: scan(parquet, { format: "parquet", hivePartitioning: false }),
      where: isNotNull(col("customer")),
    }),
    options,
  );
  const [first, last] = [textOf(row["first"]), textOf(row["last"])];
  const plain = /^\d{4}-\d\d-\d\d$/;
  const moved = row["moved"] === undefined ? {} : { moved: Number(row["moved"]) };
  if (first === null || last === null || !plain.test(first) || !plain.test(last))
    return { days: null, ...moved };
  return { days: { first, last }, ...moved };
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
const definitionKey = (
  { project, model, timezone, rates, identities }: SourceInput,
  side: SideFiles,
): string => {
  const forgotten = forgottenOf(project);
  return contentKey([
    model,
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

async function writePart(
  lane: Lane,
  input: SourceInput,
  folder: string,
  buckets: number,
  options: QueryOptions,
): Promise<Result<Omit<CachePart, "files">, Problem>> {
  const { rates } = input;
  const wrong = rates === null ? [] : await rateProblems(lane, rates, options);
  if (wrong.length > 0) return err(...wrong);
  const aside = newPart(folder);
  try {
    const rows = readTable(input.model, input.files, input.source);
    const kept = withoutForgotten(sourceRows(input, rows), "customer", forgottenOf(input.project));
    const twice = saidTwice(input.model, input.source);
    const lines = bucketed(onceOnly(kept, twice), buckets);
    const target = buckets === 1 ? join(aside, "all.parquet") : aside;
    const format = {
      format: "parquet",
      compression: "zstd",
      ...(buckets === 1 ? {} : { partitionBy: ["bucket"] }),
    } as const;
    await lane.run(copy(lines, target, format), options);
    const parquet = join(aside, "**", "*.parquet");
    const problems = [
      ...(isOther(input) ? await rowProblems(lane, input, parquet, options) : []),
      ...(isTransactions(input) ? await lineProblems(lane, input, parquet, options) : []),
    ];
    const changed = [...changedFiles(input.files), ...changedFiles(input.rates?.files ?? [])];
    if (changed.length > 0) return err(...changed);
    if (hasErrors(problems)) return err(...problems);
    const span = await spanOfPart(lane, parquet, isTransactions(input), options);
    const name = basename(aside).slice(1);
    renameSync(aside, join(folder, name));
    return ok({ folder: name, ...span, problems });
  } catch (error) {
    if (!(error instanceof EngineError) || error.kind === "interrupted") throw error;
    const changed = [...changedFiles(input.files), ...changedFiles(rates?.files ?? [])];
    return err(...(changed.length > 0 ? changed : [dataProblem(error, input.model, input.files)]));
  } finally {
    rmSync(aside, { recursive: true, force: true });
    if (!existsSync(join(folder, "meta.json"))) removeEmpty(folder);
  }
}

/** Another process may be writing its part there: only an empty folder goes. */
function removeEmpty(folder: string): void {
  if (existsSync(folder) && readdirSync(folder).length === 0) rmdirSync(folder);
}

/** The bucket of each line, by its customer. */
const bucketed = (lines: Query, buckets: number): Query =>
  buckets === 1
    ? lines
    : select({
        columns: [
          star(),
          as("bucket", call("bucket", coalesce(col("customer"), text("")), int(buckets))),
        ],
        from: lines,
      });
