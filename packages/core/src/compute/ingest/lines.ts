/** Transactions as lines: what each row says about customer, order, day and net amount. */
import {
  and,
  as,
  bool,
  call,
  cases,
  cast,
  coalesce,
  col,
  countAll,
  date,
  decimal,
  eq,
  gt,
  isNotNull,
  isNull,
  join,
  named,
  neg,
  nil,
  not,
  parseTime,
  select,
  star,
  text,
  tryCast,
  type Query,
  type Scalar,
} from "../../query/index.ts";
import { lineSourceColumn } from "../../domain/metrics/row-aggregates.ts";
import { toScalar } from "../../domain/to-scalar.ts";
import type { CatalogSource } from "../../language/model/catalog.ts";
import type { OtherSourceModel, TransactionsModel } from "../../language/model/model.ts";
import type { NameRef, Typed } from "../../language/model/typed.ts";
import type { Project } from "../project/project.ts";
import { keyText } from "./key-text.ts";
import type { Identities } from "./identities.ts";
import { codeText, converted, type RatesInput } from "./rates.ts";
import type { DataFile } from "./resolve-files.ts";
import { rowNames } from "./row-names.ts";

/** What reading a source with times needs. */
export type SourceInput<M = TransactionsModel | OtherSourceModel> = {
  readonly project: Project;
  readonly model: M;
  readonly source: CatalogSource;
  readonly files: readonly DataFile[];
  readonly timezone: string;
  readonly rates: RatesInput | null;
  readonly identities: Identities | null;
  /** Today where the project is, ISO: rows after it are problems. */
  readonly today: string;
};

export type IngestInput = SourceInput<TransactionsModel>;

/**
 * The lines of a table of transactions.
 *
 * @param rows the table, as `readTable` gives it
 * @param carried columns that are kept as they are
 */
export function linesOf(input: IngestInput, rows: Query, carried: readonly string[] = []): Query {
  const { model, source } = input;
  const refund =
    model.refund === null
      ? bool(false)
      : coalesce(toScalar(model.refund.when, rowNames), bool(false));
  const keyOf = (key: Typed | null | undefined): Scalar =>
    key === null || key === undefined ? nil("varchar") : keyText(toScalar(key, rowNames));
  const order = keyOf(model.order);
  const kept = source.columns.map((column) => lineSourceColumn(column.name));
  const raw = select({
    columns: [
      as("customer", keyOf(model.customer)),
      as(
        "order_id",
        model.refund === null ? order : cases([[refund, keyOf(model.refund.of)]], order),
      ),
      as("time", localTime(model.time, model.timeFormat, input)),
      ...(model.currency === null ? [] : [as("currency", codeText(keyOf(model.currency)))]),
      as("gross", tryCast(toScalar(model.amount, rowNames), "double")),
      as("exact", tryCast(toScalar(model.amount, rowNames), decimal(18, 4))),
      as("refund", refund),
      ...source.columns.map((column) => as(lineSourceColumn(column.name), col(column.name))),
      ...carried,
    ],
    from: rows,
    where: model.where === null ? null : toScalar(model.where, rowNames),
  });
  const foreign = input.rates !== null;
  const lines = select({
    columns: [
      as("customer", input.identities === null ? col("customer") : col("main")),
      "order_id",
      as("day", cast(col("time"), "date")),
      as("amount", cases([[col("refund"), neg(call("abs", col("exact")))]], col("exact"))),
      as("too_large", and(isNull(col("exact")), isNotNull(col("gross")))),
      ...(foreign ? ["currency", "no_rate"] : [as("no_rate", bool(false))]),
      "refund",
      ...kept,
      ...carried,
    ],
    from: merged(
      input.rates === null ? raw : converted(raw, input.rates, input.today),
      "customer",
      input.identities,
    ),
  });
  const { margin } = model;
  if (margin === null) return lines;
  const earned = tryCast(toScalar(margin, marginNames), decimal(18, 4));
  return select({ columns: [star(), as("margin", earned)], from: lines });
}

/** Rows with `main` besides: the customer that an id stands for. */
export const merged = (rows: Query, id: string, identities: Identities | null): Query =>
  identities === null
    ? rows
    : select({
        columns: [star("l"), as("main", coalesce(col("customer", "i"), col(id, "l")))],
        from: named(rows, "l"),
        joins: [join("left", named(identities.query, "i"), eq(col("alias", "i"), col(id, "l")))],
      });

/** In `margin`, columns are the row's and `amount` is its net amount. */
const marginNames = (ref: NameRef): Scalar => {
  if (ref.kind === "line") return col(ref.column);
  if (ref.kind === "column") return col(lineSourceColumn(ref.column));
  throw new RangeError(`a row of transactions has no ${ref.kind}`);
};

/** A local time of a row; NULL where it cannot be read. @param format strptime's, where it is text */
export function localTime(
  time: Typed,
  format: string | null,
  { source, timezone }: Pick<SourceInput, "source" | "timezone">,
): Scalar {
  const value = toScalar(time, rowNames);
  if (format !== null) return parseTime(cast(value, "varchar"), format);
  const ref = time.kind === "name" && time.ref.kind === "column" ? time.ref.column : undefined;
  const native = source.columns.find((c) => c.name === ref)?.nativeType ?? "";
  if (/WITH TIME ZONE|TIMESTAMPTZ/i.test(native)) return call("local_time", value, text(timezone));
  return tryCast(value, "timestamp");
}

/** Counts of lines that have a fault. @param margin whether they say what they earn */
export const faultCounts = (today: string, margin: boolean): Readonly<Record<string, Scalar>> => ({
  rows: countAll(),
  no_customer: countAll(isNull(col("customer"))),
  no_day: countAll(isNull(col("day"))),
  too_large: countAll(col("too_large")),
  no_amount: countAll(and(isNull(col("amount")), not(col("too_large")), not(col("no_rate")))),
  no_rate: countAll(col("no_rate")),
  ...(margin ? { no_margin: countAll(and(isNull(col("margin")), isNotNull(col("amount")))) } : {}),
  future: countAll(gt(col("day"), date(today))),
});
