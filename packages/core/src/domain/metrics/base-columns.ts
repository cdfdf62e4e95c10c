/** The base columns of customers: what is asked for, what they are called, what they are of somebody without a row. */
import { number, type Scalar } from "../../query/index.ts";
import type { Place } from "../../problem.ts";
import type { AggregateModel, BuiltinName } from "../../language/model/typed.ts";
import { alwaysBuiltins } from "../../language/model/builtins.ts";
import {
  aggregateColumn,
  builtinColumn,
  firstOfUnitColumn,
  isPointsColumn,
  ofUnit,
  unitColumn,
  unitSizeColumn,
} from "../columns.ts";
import { contractColumnsOf } from "../contracts/contract-columns.ts";
import { joinedColumns } from "./latest-row.ts";
import { isOnUseCount } from "./on-use-metrics.ts";
import { pointsColumns, type PointsRequest } from "../loyalty/points.ts";
import { allRhythmColumns, isRhythmCount } from "./rhythm-columns.ts";
import { purchaseColumns } from "./purchase-history.ts";
import { type RowsRequest } from "./row-aggregates.ts";

/** How many lines and how many orders a customer has, whatever their amounts: for totals. */
export const linesColumn = "n_lines";
export const ordersColumn = "n_orders";

/** A unit of several customers, and the base columns that are needed of it. */
export type UnitRequest = {
  readonly name: string;
  /** As those of a customer are called. */
  readonly columns: readonly string[];
  /** The first segmentation of the unit, for problems about its members. */
  readonly place: Place | null;
};

export type BaseRequest = {
  /** Windows in days besides all time. */
  readonly windows: readonly { readonly name: BuiltinName; readonly within: number }[];
  /** Of transactions. */
  readonly aggregates: readonly AggregateModel[];
  /** What is needed of other sources. */
  readonly others: readonly RowsRequest[];
  /** Units that customers are members of, with what is needed of each. */
  readonly units: readonly UnitRequest[];
  /** Each line is an order of its own. */
  readonly lineIsOrder: boolean;
  /** Whether lines can be refunds; default they can. */
  readonly refunds?: boolean;
  /** Lines say what they earn. */
  readonly margin: boolean;
  /** Days in which lifecycles count orders; `null` where nothing looks at rhythms. */
  readonly rhythm: readonly number[] | null;
  /** What models of purchases look at. */
  readonly purchases: boolean;
  /** Sources of spans that models of contracts look at. */
  readonly contracts: readonly string[];
  /** Points of the loyalty programme; `null` without one. */
  readonly points: PointsRequest | null;
};

/** The built-in metrics that are always computed, over all time. */
export const allTime = ({ margin }: BaseRequest): readonly BuiltinName[] =>
  alwaysBuiltins(margin).map((b) => b.name);

/** What a base column is for a customer without a row: counts and sums are zero, the rest unknown. */
export function withoutRows(column: string, request: BaseRequest): Scalar | null {
  if (/^(b_(frequency|monetary|margin)(_\d+)?|n_lines|n_orders)$/.test(column)) return number("0");
  if (isOnUseCount(column) || isPointsColumn(column)) return number("0");
  if (isRhythmCount(column)) return number("0");
  const counted = aggregatesOf(request).find((a) => aggregateColumn(a.id) === column);
  return counted !== undefined && (counted.function === "count" || counted.function === "sum")
    ? number("0")
    : null;
}

/** The base columns of a request, in a stable order. */
export function baseColumns(request: BaseRequest): readonly string[] {
  return [
    linesColumn,
    ordersColumn,
    ...allTime(request).map((name) => builtinColumn(name, null)),
    ...request.windows.map((w) => builtinColumn(w.name, w.within)),
    ...aggregatesOf(request).map((a) => aggregateColumn(a.id)),
    ...request.others.flatMap(joinedColumns),
    ...(request.rhythm === null ? [] : allRhythmColumns(request.rhythm)),
    ...(request.purchases ? purchaseColumns : []),
    ...contractColumnsOf(request.contracts),
    ...(request.points === null ? [] : pointsColumns(request.points)),
  ];
}

/** The columns that say which units a customer is in, and what is known of those. */
export const unitColumns = ({ units }: Pick<BaseRequest, "units">): readonly string[] =>
  units.flatMap(({ name, columns }) => [
    unitColumn(name),
    firstOfUnitColumn(name),
    unitSizeColumn(name),
    ...columns.map((column) => ofUnit(name, column)),
  ]);

const aggregatesOf = ({ aggregates, others }: BaseRequest): readonly AggregateModel[] => [
  ...aggregates,
  ...others.flatMap((other) => other.aggregates),
];
