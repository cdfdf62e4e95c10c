/**
 * Base columns of customers that are kept joined and in the order of ids: a later run takes the rows of customers who did not
 * change as they are, puts those computed anew in their places, and need neither join nor sort a million rows again.
 */
import {
  as,
  asc,
  cases,
  col,
  countAll,
  createTableAs,
  describe,
  dropTable,
  eq,
  isNotNull,
  isNull,
  join,
  named,
  or,
  select,
  sub,
  table,
  unionAll,
  type Query,
  type Scalar,
  type TableNode,
} from "../../query/index.ts";
import { idColumn } from "../../domain/columns.ts";
import type { Added } from "../../domain/fit.ts";
import type { BaseRequest } from "../../domain/metrics/base-columns.ts";
import { daysBack, windowsOfEdges } from "../../domain/metrics/day-edges.ts";
import {
  leavingWindows,
  leftColumnNames,
  leftWindows,
  type Span,
} from "../../domain/metrics/leaving-windows.ts";
import { contentKey } from "../../language/model/content-key.ts";
import { sureText } from "../engine/cell.ts";
import { EngineError } from "../engine/engine-error.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import { areNarrow, narrowing } from "../snapshot/narrow.ts";
import type { FeaturesInput } from "./feature-parts.ts";
import {
  changedRows,
  fillChanged,
  keptBefore,
  movedAlong,
  type FillOptions,
} from "./fill-from-kept.ts";
import type { Filling } from "./fill-tables.ts";
import { joinFeatures } from "./join-features.ts";
import { rowsOf, type Kept, type KeptTable } from "./kept.ts";

/** The parts of features that are kept as one table. */
export type Whole = {
  /** The table of features. */
  readonly name: string;
  /** That of transactions first. */
  readonly tables: readonly [Filling, ...Filling[]];
  /** The columns of each of the others. */
  readonly columns: readonly (readonly string[])[];
  readonly now: KeptTable;
};

/** `null` where features are more than what lines say: attributes of customers, other sources, or what is not kept. */
export function wholeOf(
  name: string,
  tables: Whole["tables"],
  columns: Whole["columns"],
  { customers, lines }: Pick<FeaturesInput, "customers" | "lines">,
): Whole | null {
  if (customers !== null || tables.some(({ rows }) => rows !== lines)) return null;
  const parts = tables.flatMap(({ now }) => (now === null ? [] : [now]));
  const [first] = parts;
  if (first === undefined || parts.length < tables.length) return null;

  const ages: Record<string, number> = {};
  const edges: string[] = [];
  for (const part of parts) {
    Object.assign(ages, part.ages);
    edges.push(...part.edges);
  }
  const key = contentKey(["whole", ...parts.map((part) => part.key)]);
  return { name, tables, columns, now: { key, files: first.files, edges, ages } };
}

/** How features were made from what is kept. */
export type FromWhole = {
  /** The share of customers that were computed anew. */
  readonly share: number;
  /** Whether rows are in the order of ids. */
  readonly sorted: boolean;
};

/**
 * Makes the table of features from what is kept.
 *
 * @returns `null` where nothing that is kept is of use, or so much changed that all is better computed anew
 */
export async function featuresFromKept(
  lane: Lane,
  kept: Kept,
  whole: Whole,
  input: FeaturesInput,
  ofDays: ((rows: Query) => Query) | null,
  options: FillOptions,
): Promise<FromWhole | null> {
  try {
    return await merged(lane, kept, whole, input, ofDays, options);
  } catch (error) {
    // A cache that cannot be read is made anew.
    if (error instanceof EngineError && (error.kind === "damaged" || error.kind === "missing"))
      return null;
    throw error;
  } finally {
    for (const { made } of whole.tables) await lane.run(dropTable(table(made)));
  }
}

async function merged(
  ...[lane, kept, whole, input, ofDays, options]: Parameters<typeof featuresFromKept>
): Promise<FromWhole | null> {
  const { name, tables, now } = whole;
  const before = keptBefore(kept, name, now);
  if (before === undefined) return null;
  const all = rowsOf(before.path);
  const sorted = before.sorted === true;
  const spans = spansLeft(input.request, before, now);
  const found = changedRows(input.lines, [
    { before: withoutEdges(before, input, spans), now: withoutEdges(now, input, spans) },
  ]);
  const moved = await movedAlong(lane, all, before, now, options);
  if (found.length === 0) {
    const columns = moved.map((column) => as(column.name, column.value));
    const rows = select({ columns, from: named(all, "k") });
    await lane.run(createTableAs(table(name), rows, { orReplace: true }), options);
    return { share: 0, sorted };
  }
  let isAsCold = true;
  const share = await fillChanged(
    lane,
    { tables, changed: found, all },
    ofDays,
    options,
    async (ids) => {
      const [totals, ...others] = tables.map(({ made }) => made);
      const pieces = { pieces: [totals ?? ""] };
      const { narrow } = await narrowing(lane, table(totals ?? ""));
      const beside = others.map((made, i) => ({ pieces: [made], columns: whole.columns[i] ?? [] }));
      const anew = table(`${name}_anew`);
      const joined = joinFeatures({ ...pieces, narrow }, beside, {
        ...input,
        lines: { ...input.lines, buckets: 1 },
      });
      const left = table(`${name}_left`);
      const leaving = spans.size === 0 ? [] : leftColumnNames(input.request, new Set(spans.keys()));
      await lane.run(createTableAs(anew, joined, { orReplace: true }), options);
      try {
        if (leaving.length > 0) await makeLeft(lane, left, spans, input, options);
        const gone = new Set(leaving);
        const isNew = isNotNull(col(idColumn, "a"));
        const own = ({ name: column, value }: Added): Scalar =>
          gone.has(column)
            ? cases([[isNotNull(col(idColumn, "d")), sub(value, col(column, "d"))]], value)
            : value;
        const stayed = select({
          columns: moved.map((column) =>
            as(column.name, cases([[isNew, col(column.name, "a")]], own(column))),
          ),
          from: named(all, "k"),
          joins: [
            join("left", named(ids, "c"), eq(col(idColumn, "c"), col(idColumn, "k"))),
            join("left", named(anew, "a"), eq(col(idColumn, "a"), col(idColumn, "k"))),
            ...(leaving.length === 0
              ? []
              : [join("left", named(left, "d"), eq(col(idColumn, "d"), col(idColumn, "k")))]),
          ],
          where: or(isNull(col(idColumn, "c")), isNew),
        });
        const came = select({
          columns: moved.map((column) => as(column.name, col(column.name, "a"))),
          from: named(anew, "a"),
          joins: [join("anti", named(all, "k"), eq(col(idColumn, "k"), col(idColumn, "a")))],
          orderBy: [asc(col(idColumn, "a"))],
        });
        const rows = unionAll(stayed, came);
        // Where an amount outgrew what is narrow, or what was too large for it is gone, all rows are looked at.
        const { narrow: asCold } = await narrowing(lane, rows, {
          only: new Set(await namesOf(lane, totals ?? "", options)),
        });
        await lane.run(createTableAs(table(name), asCold(rows), { orReplace: true }), options);
        isAsCold = leaving.length === 0 || (await areNarrow(lane, table(name), leaving));
      } finally {
        for (const work of [anew, left]) await lane.run(dropTable(work));
      }
    },
  );
  return share === null || !isAsCold ? null : { share, sorted };
}

/** The days that left windows which only lose rows, where the day moved forward. */
function spansLeft(
  request: BaseRequest,
  before: KeptTable,
  now: KeptTable,
): ReadonlyMap<number, Span> {
  const [from = "", to = ""] = [before.edges[0], now.edges[0]];
  if (from >= to) return new Map();
  return new Map(
    [...leavingWindows(request)].map((within) => [
      within,
      { from: daysBack(from, within), to: daysBack(to, within) },
    ]),
  );
}

/** A table without the edges over which rows only leave. */
function withoutEdges<T extends KeptTable>(
  of: T,
  { request }: Pick<FeaturesInput, "request">,
  spans: ReadonlyMap<number, Span>,
): T {
  const windows = windowsOfEdges(request);
  return { ...of, edges: of.edges.filter((_, i) => !spans.has(windows[i] ?? Number.NaN)) };
}

/** Makes the table of what left windows, in narrow decimals where they hold it. */
async function makeLeft(
  lane: Lane,
  left: TableNode,
  spans: ReadonlyMap<number, Span>,
  { lines, request, asOf }: FeaturesInput,
  options: FillOptions,
): Promise<void> {
  const wide = table(`${left.name}_wide`);
  const found = leftWindows(lines.read(), request, spans, asOf);
  await lane.run(createTableAs(wide, found, { orReplace: true }), options);
  const { narrow } = await narrowing(lane, wide);
  await lane.run(createTableAs(left, narrow(wide), { orReplace: true }), options);
  await lane.run(dropTable(wide), options);
}

const namesOf = async (
  lane: Lane,
  made: string,
  options: FillOptions,
): Promise<readonly string[]> =>
  (await lane.rows(describe(select({ from: table(made) })), options)).map((row) =>
    sureText(row["column_name"]),
  );

/** The share of memory that rows may take while they are sorted at once: what they are made of is still there. */
const sortShare = 0.2;
const cellBytes = 10;

/** Whether a table's rows may be sorted at once. @param memory what the engine may take, in bytes */
export async function fitsSorted(
  lane: Lane,
  rows: Query,
  columns: number,
  memory: number,
  { signal }: QueryOptions,
): Promise<boolean> {
  const { n } = await lane.one(
    select({ columns: { n: countAll() }, from: rows }),
    signal === undefined ? {} : { signal },
  );
  return Number(n) * columns * cellBytes <= memory * sortShare;
}
