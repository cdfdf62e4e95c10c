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
  gt,
  isNotNull,
  isNull,
  neg,
  nil,
  not,
  parseTime,
  scan,
  select,
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
import type { DataFile } from "./resolve-files.ts";

/** What reading a source with times needs. */
export type SourceInput<M = TransactionsModel | OtherSourceModel> = {
  readonly project: Project;
  readonly model: M;
  readonly source: CatalogSource;
  readonly files: readonly DataFile[];
  readonly timezone: string;
  /** Today where the project is, ISO: rows after it are problems. */
  readonly today: string;
};

export type IngestInput = SourceInput<TransactionsModel>;

/** What a name in a row of transactions stands for. */
export const rowNames = (ref: NameRef): Scalar => {
  if (ref.kind === "column") return col(ref.column);
  throw new RangeError(`a row of a source has no ${ref.kind}`);
};

/** Text of a key: trimmed, NULL where empty. */
export const keyText = (value: Scalar): Scalar =>
  call("nullif", call("trim", cast(value, "varchar")), text(""));

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
  const named = (key: Typed | null | undefined): Scalar =>
    key === null || key === undefined ? nil("varchar") : keyText(toScalar(key, rowNames));
  const order = named(model.order);
  const kept = source.columns.map((column) => lineSourceColumn(column.name));
  const raw = select({
    columns: [
      as("customer", named(model.customer)),
      as(
        "order_id",
        model.refund === null ? order : cases([[refund, named(model.refund.of)]], order),
      ),
      as("time", localTime(model.time, model.timeFormat, input)),
      as("gross", tryCast(toScalar(model.amount, rowNames), "double")),
      as("exact", tryCast(toScalar(model.amount, rowNames), decimal(18, 4))),
      as("refund", refund),
      ...source.columns.map((column) => as(lineSourceColumn(column.name), col(column.name))),
      ...carried,
    ],
    from: rows,
    where: model.where === null ? null : toScalar(model.where, rowNames),
  });
  return select({
    columns: [
      "customer",
      "order_id",
      as("day", cast(col("time"), "date")),
      as("amount", cases([[col("refund"), neg(call("abs", col("exact")))]], col("exact"))),
      as("too_large", and(isNull(col("exact")), isNotNull(col("gross")))),
      "refund",
      ...kept,
      ...carried,
    ],
    from: raw,
  });
}

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

/** Counts the lines of a part that have a fault. */
export const faultCounts = (parquet: string, today: string): Query =>
  select({
    columns: {
      rows: countAll(),
      no_customer: countAll(isNull(col("customer"))),
      no_day: countAll(isNull(col("day"))),
      too_large: countAll(col("too_large")),
      no_amount: countAll(and(isNull(col("amount")), not(col("too_large")))),
      future: countAll(gt(col("day"), date(today))),
    },
    from: scan(parquet, { format: "parquet", hivePartitioning: false }),
  });
