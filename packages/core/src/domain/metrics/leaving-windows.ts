/**
 * Windows that a later day only takes rows out of: where a customer has no new rows, what such a window sums or counts is what it
 * was, less what left it.
 */
import {
  and,
  as,
  cast,
  coalesce,
  col,
  countAll,
  date,
  decimal,
  gt,
  le,
  number,
  or,
  select,
  sum,
  type Query,
  type Relation,
  type Scalar,
  type SelectColumn,
} from "../../query/index.ts";
import { aggregateColumn, builtinColumn, idColumn } from "../columns.ts";
import type { BaseRequest } from "./base-columns.ts";
import { aggregateOf } from "./row-aggregates.ts";

/** The days that left a window: after `from`, up to `to`, ISO. */
export type Span = { readonly from: string; readonly to: string };

/** Windows in days that say nothing but sums and counts of lines, each line an order that is never taken back. */
export function leavingWindows(request: BaseRequest): ReadonlySet<number> {
  if (!request.lineIsOrder || request.refunds !== false) return new Set();
  const sums = new Map<number, boolean>();
  const note = (within: number, isSum: boolean): void =>
    void sums.set(within, isSum && sums.get(within) !== false);
  for (const { name, within } of request.windows)
    note(within, name === "frequency" || name === "monetary");
  for (const { within, function: of, distinct } of request.aggregates)
    if (within !== null) note(within, (of === "sum" || of === "count") && !distinct);
  return new Set([...sums].flatMap(([within, isSum]) => (isSum ? [within] : [])));
}

/**
 * What left windows, for each customer with lines that did.
 *
 * @param lines of everybody
 * @param spans the days that left each window
 * @returns `id`, and columns named as those of the windows
 */
export function leftWindows(
  lines: Relation,
  request: BaseRequest,
  spans: ReadonlyMap<number, Span>,
  asOf: string,
): Query {
  const inside = ({ from, to }: Span): Scalar =>
    and(gt(col("day"), date(from)), le(col("day"), date(to)));
  return select({
    columns: [as(idColumn, col("customer")), ...leftColumns(request, spans, asOf, inside)],
    from: lines,
    where: or(...[...spans.values()].map(inside)),
    groupBy: [col("customer")],
  });
}

function leftColumns(
  request: BaseRequest,
  spans: ReadonlyMap<number, Span>,
  asOf: string,
  inside: (span: Span) => Scalar,
): readonly SelectColumn[] {
  const builtins = request.windows.flatMap(({ name, within }) => {
    const span = spans.get(within);
    if (span === undefined) return [];
    const value =
      name === "frequency"
        ? countAll(and(inside(span), gt(col("amount"), number("0"))))
        : cast(coalesce(sum(col("amount"), inside(span)), number("0")), decimal(38, 4));
    return [as(builtinColumn(name, within), value)];
  });
  const aggregates = request.aggregates.flatMap((a) => {
    const span = a.within === null ? undefined : spans.get(a.within);
    return span === undefined ? [] : [aggregateOf(a, inside(span), asOf)];
  });
  return [...builtins, ...aggregates];
}

/** The columns of `leftWindows`. */
export const leftColumnNames = (
  request: BaseRequest,
  windows: ReadonlySet<number>,
): readonly string[] => [
  ...request.windows.flatMap(({ name, within }) =>
    windows.has(within) ? [builtinColumn(name, within)] : [],
  ),
  ...request.aggregates.flatMap((a) =>
    a.within !== null && windows.has(a.within) ? [aggregateColumn(a.id)] : [],
  ),
];
