/** Fills tables of work from what is kept: only customers who changed are computed anew. */
import {
  add,
  and,
  as,
  col,
  countAll,
  createTableAs,
  date,
  dropTable,
  eq,
  gt,
  insert,
  int,
  join as joinTo,
  describe,
  le,
  named,
  namesIn,
  or,
  select,
  table,
  unionAll,
  type Query,
  type Relation,
  type Scalar,
  type SelectColumn,
  type TableNode,
} from "../../query/index.ts";
import { idColumn } from "../../domain/columns.ts";
import type { Added } from "../../domain/fit.ts";
import { sureText } from "../engine/cell.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import type { Lines } from "../ingest/ingest.ts";
import { rowsOf, type Kept, type KeptTable } from "./kept.ts";

/** A table of work that is filled from rows. */
export type Filled = {
  readonly made: string;
  readonly rows: Lines;
  /** @param days `ofDays` the rows, where the caller has them made */
  readonly plan: (part: Query, days?: Relation) => Query;
  /** `null` where it is computed whole. */
  readonly now: KeptTable | null;
};

/** Tables of the same rows that were filled, and the share of kept customers that were computed anew. */
export type FilledFromKept = { readonly made: ReadonlySet<string>; readonly share: number };

/** Where nothing that is kept is of use. */
export const nothing: FilledFromKept = { made: new Set(), share: 0 };

/**
 * Makes tables from those that are kept, where that is less work. Rows of customers who changed in any are read once for all.
 *
 * @param tables of the same rows
 * @param ofDays what several of the tables are made of, where they are
 */
export async function fillFromKept(
  lane: Lane,
  kept: Kept,
  tables: readonly Filled[],
  ofDays: ((rows: Query) => Query) | null,
  options: FillOptions,
): Promise<FilledFromKept> {
  const known = tables.flatMap((filled) => knownOf(kept, filled));
  const [one] = known;
  if (one === undefined) return nothing;
  const made = new Set(known.map(({ filled }) => filled.made));
  const changed = changedRows(one.filled.rows, known);
  if (changed.length === 0) {
    for (const { filled, before, now } of known) {
      const all = rowsOf(before.path);
      const columns = asColumns(await movedAlong(lane, all, before, now, options));
      const whole = select({ columns, from: named(all, "k") });
      await lane.run(createTableAs(table(filled.made), whole, { orReplace: true }), options);
    }
    return { made, share: 0 };
  }
  const [, ...others] = known.map(({ filled }) => filled);
  const of: Changed = { tables: [one.filled, ...others], changed, all: rowsOf(one.before.path) };
  const share = await fillChanged(lane, of, ofDays, options, async (ids) => {
    for (const { filled, before, now } of known) {
      const all = rowsOf(before.path);
      const unchanged = select({
        columns: asColumns(await movedAlong(lane, all, before, now, options)),
        from: named(all, "k"),
        joins: [joinTo("anti", named(ids, "c"), eq(col(idColumn, "c"), col(idColumn, "k")))],
      });
      await lane.run(insert(table(filled.made), unchanged), options);
    }
  });
  return share === null ? nothing : { made, share };
}

export type FillOptions = QueryOptions & { readonly onBucket?: () => void };

/** What is computed anew, of whom. */
export type Changed = {
  /** Tables of the same rows. */
  readonly tables: readonly [Omit<Filled, "now">, ...Omit<Filled, "now">[]];
  /** Their customers, each query with the column `customer`. */
  readonly changed: readonly Query[];
  /** The customers that are kept. */
  readonly all: Query;
};

/**
 * Fills tables with customers who changed.
 *
 * @param rest does what is left to do, with a table of their ids that is dropped after it
 * @returns the share of customers that changed; `null` where they are so many that nothing was done
 */
export async function fillChanged(
  lane: Lane,
  { tables, changed: found, all }: Changed,
  ofDays: ((rows: Query) => Query) | null,
  options: FillOptions,
  rest: (ids: TableNode) => Promise<void>,
): Promise<number | null> {
  const [one] = tables;
  const { rows } = one;
  const work = (what: string): TableNode => table(`${one.made}_${what}`);
  const [changed, some, days] = [work("changed"), work("some"), work("some_days")];
  const [first, ...further] = found;
  if (first === undefined) throw new RangeError("nobody changed");
  const ids = select({
    columns: [as(idColumn, col("customer"))],
    distinct: true,
    from: unionAll(first, ...further),
  });
  await lane.run(createTableAs(changed, ids, { orReplace: true }), options);
  try {
    const share = await shareOf(lane, changed, all, options);
    if (share > most) return null;
    // As few as are in two buckets fit together.
    const buckets =
      share * rows.buckets <= 2 ? [undefined] : Array.from({ length: rows.buckets }, (_, i) => i);
    const part = select({ from: some });
    const ofPart = ofDays?.(part);
    const plans = tables.map((filled) => ({
      into: table(filled.made),
      anew: ofPart === undefined ? filled.plan(part) : filled.plan(part, days),
    }));
    const anew = [...plans.map((plan) => plan.anew), ...(ofPart === undefined ? [] : [ofPart])];
    const columns = await columnsRead(lane, rows, anew, options);
    for (const bucket of buckets) {
      options.onBucket?.();
      const lines = select({
        columns,
        from: named(rows.read(bucket), "l"),
        joins: [joinTo("semi", named(changed, "c"), eq(col(idColumn, "c"), col("customer", "l")))],
      });
      await lane.run(createTableAs(some, lines, { orReplace: true }), options);
      if (ofPart !== undefined)
        await lane.run(createTableAs(days, ofPart, { orReplace: true }), options);
      for (const { into, anew: query } of plans) {
        const isFirst = bucket === buckets[0];
        await lane.run(
          isFirst ? createTableAs(into, query, { orReplace: true }) : insert(into, query),
          options,
        );
      }
    }
    await rest(changed);
    return share;
  } finally {
    for (const left of [changed, some, days]) await lane.run(dropTable(left));
  }
}

/** The columns of rows that queries read: few of those that a source may have. */
async function columnsRead(
  lane: Lane,
  rows: Lines,
  queries: readonly Query[],
  options: QueryOptions,
): Promise<readonly SelectColumn[]> {
  const read = namesIn(...queries);
  const names = (await lane.rows(describe(rows.read()), options)).map((row) =>
    sureText(row["column_name"]),
  );
  return names.filter((name) => read.has(name)).map((name) => as(name, col(name, "l")));
}

type Known = {
  readonly filled: Filled;
  readonly before: Kept["tables"][string];
  readonly now: KeptTable;
};

/** A table as it is kept, where its definition is the same and all of its files are still there. */
function knownOf(kept: Kept, filled: Filled): readonly Known[] {
  const { made, rows, now } = filled;
  const before = now === null ? undefined : keptBefore(kept, made, now);
  if (before === undefined || now === null || rows.origin === undefined) return [];
  return [{ filled, before, now }];
}

/** What is kept of a table, where its definition is the same and all of its files are still there. */
export function keptBefore(
  kept: Kept,
  made: string,
  now: KeptTable,
): Kept["tables"][string] | undefined {
  const before = kept.tables[made];
  const present = new Set(now.files);
  return before?.key === now.key && before.files.every((file) => present.has(file))
    ? before
    : undefined;
}

/** The customers of rows that are new to a table, and of rows that an edge of one moved over. */
export function changedRows(
  rows: Lines,
  tables: readonly Pick<Known, "before" | "now">[],
): readonly Query[] {
  const parts = rows.origin?.parts ?? [];
  const added = parts
    .filter(({ files }) =>
      tables.some(({ before }) => files.some((file) => !before.files.includes(file))),
    )
    .map((part) => select({ columns: ["customer"], from: part.read() }));
  const passed = tables.flatMap(({ before, now }) =>
    now.edges.flatMap((edge, i): readonly (readonly [string, string])[] => {
      const [from = "", to = ""] = [before.edges[i] ?? "", edge].toSorted();
      return from === to ? [] : [[from, to]];
    }),
  );
  if (passed.length === 0) return added;
  const spans = new Map(passed.map(([from, to]) => [`${from} ${to}`, [from, to] as const]));
  const between = [...spans.values()].map(([from, to]): Scalar =>
    and(gt(col("day"), date(from)), le(col("day"), date(to))),
  );
  return [...added, select({ columns: ["customer"], from: rows.read(), where: or(...between) })];
}

/** Above this share of the customers that are kept, computing all of them is not more work. */
const most = 0.5;
/** Up to this share, what is kept stays: computing so many once more is less work than writing all of them anew. */
export const fewAnew = 0.15;

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
export async function movedAlong(
  lane: Lane,
  all: Query,
  before: KeptTable,
  now: KeptTable,
  options: QueryOptions,
): Promise<readonly Added[]> {
  return (await lane.rows(describe(all), options)).map((row) => {
    const name = sureText(row["column_name"]);
    const moved = (now.ages[name] ?? 0) - (before.ages[name] ?? 0);
    const value = col(name, "k");
    return { name, value: moved === 0 ? value : add(value, int(moved)) };
  });
}

const asColumns = (added: readonly Added[]): readonly SelectColumn[] =>
  added.map(({ name, value }) => as(name, value));
