/** Aggregates of a source's rows for each customer, as query nodes. D is the as-of date, a window of w days is (D − w, D]. */
import {
  aggregate,
  and,
  as,
  call,
  cast,
  coalesce,
  col,
  date,
  decimal,
  gt,
  int,
  isNull,
  le,
  number,
  or,
  select,
  tryCast,
  type Query,
  type Relation,
  type Scalar,
  type SelectColumn,
} from "../../query/index.ts";
import type { AttributeModel, FactorsModel, OtherSourceModel } from "../../language/model/model.ts";
import type { AggregateModel, NameRef } from "../../language/model/typed.ts";
import { aggregateColumn, idColumn } from "../columns.ts";
import { toScalar } from "../to-scalar.ts";

/** A column of the source as ingest keeps it. */
export const lineSourceColumn = (name: string): string => `c_${name}`;

/** What is needed of a source. */
export type RowsRequest = {
  readonly name: string;
  readonly kind: (OtherSourceModel | FactorsModel)["kind"];
  readonly aggregates: readonly AggregateModel[];
  /** Columns of the row that holds for the customer. */
  readonly joined: readonly AttributeModel[];
};

/** Whether a day is in the window; `null` for all time. */
export const since = (day: Scalar, within: number | null, asOf: string): Scalar | null =>
  within === null ? null : gt(day, call("add_days", date(asOf), int(-within)));

/**
 * The column of an aggregate over a customer's rows.
 *
 * @param seen which rows it looks at, besides its filter; `null` for all
 */
export function aggregateOf(
  model: AggregateModel,
  seen: Scalar | null,
  asOf: string,
): SelectColumn {
  const names = rowNames(asOf);
  const filter = model.filter === null ? null : toScalar(model.filter, names);
  const both = [seen, filter].filter((f) => f !== null);
  const plain = isMoney(model);
  const argument = model.argument === null ? null : toScalar(model.argument, names);
  const value = aggregate(
    model.function,
    argument === null ? [] : [plain ? argument : exact(model, argument)],
    { distinct: model.distinct, filter: both.length === 0 ? null : and(...both) },
  );
  return as(
    aggregateColumn(model.id),
    model.function === "sum"
      ? coalesce(plain ? cast(value, decimal(38, 6)) : value, number("0"))
      : value,
  );
}

/** Whether it sums money of lines: decimals of 64 bits as they are, which takes a fraction of the time of wider ones. */
const isMoney = ({ function: of, argument }: AggregateModel): boolean =>
  of === "sum" &&
  argument?.kind === "name" &&
  argument.ref.kind === "line" &&
  (argument.ref.column === "amount" || argument.ref.column === "margin");

const rowNames =
  (asOf: string) =>
  (ref: NameRef): Scalar => {
    if (ref.kind === "as-of") return date(asOf);
    if (ref.kind === "column") return col(lineSourceColumn(ref.column));
    if (ref.kind === "line") return col(ref.column === "order" ? "order_id" : ref.column);
    throw new RangeError(`a row has no ${ref.kind}`);
  };

/** Sums and means of doubles depend on the order of rows; as decimals they do not. */
function exact(model: AggregateModel, argument: Scalar): Scalar {
  const sums = model.function === "sum" || model.function === "avg";
  return sums ? tryCast(argument, decimal(28, 6)) : argument;
}

/**
 * One row a customer with the aggregates of a source.
 *
 * @param rows the source's rows, or those of one bucket
 * @param asOf D, ISO: later rows do not exist
 * @returns columns `id`, `g_…`; customers without a row are absent
 */
export function rowAggregates(rows: Relation, request: RowsRequest, asOf: string): Query {
  return select({
    columns: [
      as(idColumn, col("customer")),
      ...request.aggregates.map((a) => aggregateOf(a, seenRows(request, a, asOf), asOf)),
    ],
    from: rows,
    where: le(col("day"), date(asOf)),
    groupBy: [col("customer")],
  });
}

/** Of spans, those that are open on D; in a window, those that began in it. */
function seenRows({ kind }: RowsRequest, { within }: AggregateModel, asOf: string): Scalar | null {
  if (kind === "spans" && within === null)
    return or(isNull(col("end_day")), gt(col("end_day"), date(asOf)));
  return since(col("day"), within, asOf);
}
