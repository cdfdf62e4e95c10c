/** Counts who is in each segment and who changed it against the base. */
import {
  and,
  as,
  bool,
  coalesce,
  col,
  countAll,
  not,
  number,
  select,
  sum,
  type Query,
  type Relation,
  type Scalar,
} from "../../query/index.ts";
import { builtinColumn, segmentationColumn, segmentColumn } from "../../domain/columns.ts";
import type { Move } from "../../host/protocol.ts";
import type { SegmentationModel } from "../../language/model/model.ts";
import { textOf } from "../engine/cell.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";

const revenue = col(builtinColumn("monetary", null));

/** The base's column of this name, beside the one that is computed now. */
export const previous = (column: string): string => `before ${column}`;

type Size = { customers: number; revenue: number; before: number };
/** Sizes by segment, `null` for none, and moves, the largest first. */
export type Moves = {
  readonly sizes: ReadonlyMap<string | null, Size>;
  readonly moves: readonly Move[];
};

/** All customers, as the size of "no segment". */
export async function everybody(
  lane: Lane,
  relation: Relation,
  options: QueryOptions,
): Promise<Moves> {
  const row = await lane.one(select({ columns: { n: countAll() }, from: relation }), options);
  const size = { customers: Number(row["n"]), revenue: 0, before: 0 };
  return { sizes: new Map([[null, size]]), moves: [] };
}

/** Of a segmentation that puts each customer in one segment. */
export async function firstMoves(
  lane: Lane,
  assigned: Query,
  segmentation: SegmentationModel,
  before: SegmentationModel | undefined,
  options: QueryOptions,
): Promise<Moves> {
  const column = segmentationColumn(segmentation.name);
  const now = col(column);
  const old: Scalar =
    before === undefined ? { kind: "null", type: "varchar" } : col(previous(column));
  const rows = await lane.rows(
    select({
      columns: { now, old, customers: countAll(), revenue: coalesce(sum(revenue), number("0")) },
      from: assigned,
      groupBy: before === undefined ? [now] : [now, old],
    }),
    options,
  );
  const sizes = new Map<string | null, Size>();
  const size = (id: string | null): Size => {
    const found = sizes.get(id) ?? { customers: 0, revenue: 0, before: 0 };
    sizes.set(id, found);
    return found;
  };
  const moves: Move[] = [];
  for (const row of rows) {
    const to = textOf(row["now"]);
    const from = textOf(row["old"]);
    const customers = Number(row["customers"]);
    const spent = Number(row["revenue"]);
    size(to).customers += customers;
    size(to).revenue += spent;
    if (before === undefined) continue;
    size(from).before += customers;
    if (from !== to) moves.push({ from, to, customers, revenue: spent });
  }
  return { sizes, moves: largestFirst(moves) };
}

/** Of a segmentation whose segments are each a yes or no. */
export async function allMoves(
  lane: Lane,
  assigned: Query,
  segmentation: SegmentationModel,
  before: SegmentationModel | undefined,
  options: QueryOptions,
): Promise<Moves> {
  const known = new Set(before?.segments.map((s) => s.id));
  const flags = segmentation.segments.map((s) => {
    const column = segmentColumn(segmentation.name, s.id);
    const old = known.has(s.id) ? coalesce(col(previous(column)), bool(false)) : bool(false);
    return { id: s.id, now: col(column), old };
  });
  const money = (filter: Scalar): Scalar => coalesce(sum(revenue, filter), number("0"));
  const columns = flags.flatMap(({ now, old }, i) => [
    as(`n_${i}`, countAll(now)),
    as(`r_${i}`, money(now)),
    as(`b_${i}`, countAll(old)),
    as(`in_${i}`, countAll(and(now, not(old)))),
    as(`inr_${i}`, money(and(now, not(old)))),
    as(`out_${i}`, countAll(and(old, not(now)))),
    as(`outr_${i}`, money(and(old, not(now)))),
  ]);
  const none = as("none", countAll(and(...flags.map(({ now }) => not(now)))));
  const row = await lane.one(select({ columns: [...columns, none], from: assigned }), options);
  const n = (name: string): number => Number(row[name] ?? 0);
  const sizes = new Map<string | null, Size>([
    [null, { customers: n("none"), revenue: 0, before: 0 }],
  ]);
  const moves: Move[] = [];
  flags.forEach(({ id }, i) => {
    sizes.set(id, { customers: n(`n_${i}`), revenue: n(`r_${i}`), before: n(`b_${i}`) });
    if (!known.has(id)) return;
    if (n(`in_${i}`) > 0)
      moves.push({ from: null, to: id, customers: n(`in_${i}`), revenue: n(`inr_${i}`) });
    if (n(`out_${i}`) > 0)
      moves.push({ from: id, to: null, customers: n(`out_${i}`), revenue: n(`outr_${i}`) });
  });
  return { sizes, moves: largestFirst(moves) };
}

const largestFirst = (moves: readonly Move[]): readonly Move[] =>
  moves.toSorted((a, b) => b.customers - a.customers || String(a.to).localeCompare(String(b.to)));
