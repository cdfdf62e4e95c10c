/**
 * Base columns that are kept from run to run: the next run computes anew only the customers with new rows and those for whom
 * a window's edge moved over a row; what only counts days up to D is moved along for all others.
 */
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import {
  add,
  and,
  as,
  col,
  createTableAs,
  date,
  copy,
  describe,
  dropTable,
  eq,
  gt,
  insert,
  int,
  join as joinTo,
  le,
  named,
  or,
  scan,
  select,
  star,
  table,
  unionAll,
  countAll,
  type Query,
  type Relation,
  type Scalar,
  type SelectColumn,
  type TableNode,
} from "../../query/index.ts";
import { idColumn } from "../../domain/columns.ts";
import type { DayEdges } from "../../domain/metrics/day-edges.ts";
import { contentKey } from "../../language/model/content-key.ts";
import { sureText } from "../engine/cell.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import { newPart } from "../ingest/cache.ts";
import type { Lines } from "../ingest/ingest.ts";
import { stateFolder, type Project } from "../project/project.ts";
import { codeVersion } from "./version.ts";

/** Bump when base columns are computed differently. */
const format = 1;

/** What is known of a table that is kept. */
type KeptTable = DayEdges & {
  /** Names the definitions of the columns and of the rows that they are made of. */
  readonly key: string;
  /** The files whose rows are in it. */
  readonly files: readonly string[];
};

type Meta = {
  readonly format: number;
  readonly folder: string;
  readonly tables: Readonly<Record<string, KeptTable>>;
};

/** What is kept of a project; its tables by the name of the work table that they were. */
export type Kept = {
  readonly folder: string;
  readonly tables: Readonly<Record<string, KeptTable & { readonly path: string }>>;
};

const rowsOf = (path: string): Query =>
  select({ from: scan(path, { format: "parquet", hivePartitioning: false }) });

/** What the last run kept; nothing where there is none that is whole. */
export function readKept(project: Project): Kept {
  const folder = join(stateFolder(project), "cache", "base");
  const meta = readMeta(folder);
  const tables = Object.entries(meta?.tables ?? {}).map(([made, known]) => {
    return [made, { ...known, path: join(folder, meta?.folder ?? "", `${made}.parquet`) }] as const;
  });
  return { folder, tables: Object.fromEntries(tables) };
}

function readMeta(folder: string): Meta | undefined {
  const path = join(folder, "meta.json");
  if (!existsSync(path)) return undefined;
  try {
    const meta = JSON.parse(readFileSync(path, "utf8")) as Meta; // written by us, replaced atomically
    const whole =
      meta.format === format &&
      Object.keys(meta.tables).every((made) =>
        existsSync(join(folder, meta.folder, `${made}.parquet`)),
      );
    return whole ? meta : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined; // half-written by something else: made anew
    throw error;
  }
}

/** What a table is made of. `null` where it is not kept. */
export const keptAs = (
  definition: unknown,
  { origin }: Lines,
  edges: DayEdges | null,
): KeptTable | null =>
  origin === undefined || edges === null
    ? null
    : {
        key: contentKey([definition, origin.key, codeVersion]),
        files: origin.parts.flatMap((part) => part.files),
        ...edges,
      };

/** A table of work that is filled from rows. */
export type Filled = {
  readonly made: string;
  readonly rows: Lines;
  readonly plan: (part: Query) => Query;
  /** `null` where it is computed whole. */
  readonly now: KeptTable | null;
};

/**
 * Makes a table from the one that is kept, where that is less work.
 *
 * @returns whether it did
 */
export async function fillFromKept(
  lane: Lane,
  kept: Kept,
  { made, rows, plan, now }: Filled,
  options: QueryOptions & { readonly onBucket?: () => void },
): Promise<boolean> {
  const before = kept.tables[made];
  const { origin } = rows;
  if (before === undefined || now === null || origin === undefined) return false;
  const present = new Set(now.files);
  if (before.key !== now.key || !before.files.every((file) => present.has(file))) return false;
  const [first, ...rest] = changedRows(rows, before, now);
  const all = rowsOf(before.path);
  const unchanged = await movedAlong(lane, all, before, now, options);
  if (first === undefined) {
    const whole = select({ columns: unchanged, from: named(all, "k") });
    await lane.run(createTableAs(table(made), whole, { orReplace: true }), options);
    return true;
  }
  const changed = table(`${made}_changed`);
  const ids = select({
    columns: [as(idColumn, col("customer"))],
    distinct: true,
    from: unionAll(first, ...rest),
  });
  await lane.run(createTableAs(changed, ids, { orReplace: true }), options);
  try {
    const share = await shareOf(lane, changed, all, options);
    if (share > most) return false;
    // As few as are in two buckets fit together.
    const buckets =
      share * rows.buckets <= 2 ? [undefined] : Array.from({ length: rows.buckets }, (_, i) => i);
    for (const bucket of buckets) {
      options.onBucket?.();
      const some = select({
        columns: [star("l")],
        from: named(rows.read(bucket), "l"),
        joins: [joinTo("semi", named(changed, "c"), eq(col(idColumn, "c"), col("customer", "l")))],
      });
      await lane.run(
        bucket === buckets[0]
          ? createTableAs(table(made), plan(some), { orReplace: true })
          : insert(table(made), plan(some)),
        options,
      );
    }
    const others = select({
      columns: unchanged,
      from: named(all, "k"),
      joins: [joinTo("anti", named(changed, "c"), eq(col(idColumn, "c"), col(idColumn, "k")))],
    });
    await lane.run(insert(table(made), others), options);
    return true;
  } finally {
    await lane.run(dropTable(changed));
  }
}

/** The customers of rows that are new, and of rows that an edge moved over. */
function changedRows(rows: Lines, before: KeptTable, now: KeptTable): readonly Query[] {
  const known = new Set(before.files);
  const added = (rows.origin?.parts ?? [])
    .filter((part) => part.files.some((file) => !known.has(file)))
    .map((part) => select({ columns: ["customer"], from: part.read() }));
  const passed = now.edges.flatMap((edge, i): readonly Scalar[] => {
    const [from = "", to = ""] = [before.edges[i] ?? "", edge].toSorted();
    return from === to ? [] : [and(gt(col("day"), date(from)), le(col("day"), date(to)))];
  });
  if (passed.length === 0) return added;
  return [...added, select({ columns: ["customer"], from: rows.read(), where: or(...passed) })];
}

/** Above this share of the customers that are kept, computing all of them is not more work. */
const most = 0.5;

async function shareOf(
  lane: Lane,
  part: TableNode,
  all: Query,
  options: QueryOptions,
): Promise<number> {
  const count = async (of: Relation): Promise<number> => {
    const row = await lane.one(select({ columns: { n: countAll() }, from: of }), options);
    return Number(row["n"]);
  };
  return (await count(part)) / Math.max(1, await count(all));
}

/** The columns of a kept table, called `k`, as of the new day. */
async function movedAlong(
  lane: Lane,
  all: Query,
  before: KeptTable,
  now: KeptTable,
  options: QueryOptions,
): Promise<readonly SelectColumn[]> {
  return (await lane.rows(describe(all), options)).map((row) => {
    const name = sureText(row["column_name"]);
    const moved = (now.ages[name] ?? 0) - (before.ages[name] ?? 0);
    const value = col(name, "k");
    return as(name, moved === 0 ? value : add(value, int(moved)));
  });
}

/** Keeps tables for the next run, instead of what is kept. @param tables by the name of the work table @param rowsOfTable its rows */
export async function keep(
  lane: Lane,
  { folder }: Kept,
  tables: Readonly<Record<string, KeptTable>>,
  rowsOfTable: (made: string) => Query,
  options: QueryOptions,
): Promise<void> {
  const aside = newPart(folder);
  const name = basename(aside).slice(1);
  try {
    const whole: [string, KeptTable][] = [];
    for (const [made, known] of Object.entries(tables)) {
      const path = join(aside, `${made}.parquet`);
      const rows = rowsOfTable(made);
      await lane.run(copy(rows, path, { format: "parquet" }), options);
      // What the format has no type for is not kept.
      if (contentKey(await typesOf(lane, rows)) === contentKey(await typesOf(lane, rowsOf(path))))
        whole.push([made, known]);
    }
    renameSync(aside, join(folder, name));
    const meta: Meta = { format, folder: name, tables: Object.fromEntries(whole) };
    const written = join(folder, `.meta-${process.pid}.json`);
    writeFileSync(written, JSON.stringify(meta));
    renameSync(written, join(folder, "meta.json"));
    for (const other of readdirSync(folder))
      if (other.startsWith("part-") && other !== name)
        rmSync(join(folder, other), { recursive: true, force: true });
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

const typesOf = async (lane: Lane, rows: Query): Promise<readonly string[]> =>
  (await lane.rows(describe(rows))).map((row) => sureText(row["column_type"]));

/** Whether what is kept is what would be kept anew. */
export const isSame = (kept: Kept, tables: Readonly<Record<string, KeptTable>>): boolean => {
  const known = Object.entries(kept.tables).map(([made, { path: _, ...of }]) => [made, of]);
  return contentKey(Object.fromEntries(known)) === contentKey(tables);
};
