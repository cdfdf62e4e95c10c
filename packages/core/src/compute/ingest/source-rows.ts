/** Rows of sources besides transactions: what each says about customer and days. */
import {
  and,
  as,
  bool,
  cast,
  col,
  countAll,
  date,
  double,
  gt,
  isNotNull,
  isNull,
  lt,
  nil,
  or,
  select,
  star,
  tryCast,
  type Query,
  type Scalar,
} from "../../query/index.ts";
import { lineSourceColumn } from "../../domain/metrics/row-aggregates.ts";
import { toScalar } from "../../domain/to-scalar.ts";
import type { OtherSourceModel } from "../../language/model/model.ts";
import { keyText } from "./key-text.ts";
import { linesOf, localTime, merged, type IngestInput, type SourceInput } from "./lines.ts";
import { rowNames } from "./row-names.ts";

export type OtherInput = SourceInput<OtherSourceModel>;

export const isOther = (input: SourceInput): input is OtherInput => "kind" in input.model;
export const isTransactions = (input: SourceInput): input is IngestInput => !isOther(input);

/**
 * The rows of a source as ingest keeps them.
 *
 * @param rows the table, as `readTable` gives it
 * @param carried columns that are kept as they are
 */
export const sourceRows = (
  input: SourceInput,
  rows: Query,
  carried: readonly string[] = [],
): Query => {
  if (isOther(input)) return otherRows(input, rows, carried);
  if (isTransactions(input)) return linesOf(input, rows, carried);
  throw new Error("unreachable: a source is transactions or another one");
};

function otherRows(input: OtherInput, rows: Query, carried: readonly string[]): Query {
  const { model, source } = input;
  const time = localTime(model.time, model.timeFormat, input);
  const raw = model.kind === "scores" ? keyText(col(model.score)) : null;
  const score = raw === null ? nil("double") : tryCast(raw, "double");
  const span = model.kind === "spans" ? model : null;
  const end = span === null ? null : keyText(toScalar(span.end, rowNames));
  const endDay =
    span === null ? nil("date") : cast(localTime(span.end, span.endFormat, input), "date");
  const kept = select({
    columns: [
      as("customer", keyText(toScalar(model.customer, rowNames))),
      as("day", cast(time, "date")),
      as("time", time),
      as("score", score),
      as("bad_score", raw === null ? bool(false) : and(isNotNull(raw), isNull(score))),
      as("end_day", endDay),
      as("bad_end", end === null ? bool(false) : and(isNotNull(end), isNull(endDay))),
      ...source.columns.map((column) => as(lineSourceColumn(column.name), col(column.name))),
      ...carried,
    ],
    from: rows,
    where: model.where === null ? null : toScalar(model.where, rowNames),
  });
  if (input.identities === null) return kept;
  return select({
    columns: [as("customer", col("main")), star(null, ["customer", "main"])],
    from: merged(kept, "customer", input.identities),
  });
}

/** What can be wrong with a row, each as a condition on it. */
export const rowFaults = (model: OtherSourceModel, today: string) =>
  ({
    no_customer: isNull(col("customer")),
    no_day: isNull(col("day")),
    bad_end: col("bad_end"),
    bad_score: col("bad_score"),
    out_of_scale:
      model.kind === "scores"
        ? or(lt(col("score"), double(model.scale[0])), gt(col("score"), double(model.scale[1])))
        : bool(false),
    reversed: lt(col("end_day"), col("day")),
    // A contract may begin tomorrow; it is not there before.
    future: model.kind === "spans" ? bool(false) : gt(col("day"), date(today)),
  }) as const satisfies Readonly<Record<string, Scalar>>;

/** Counts of rows, and of those that have a fault. */
export const rowFaultCounts = (
  faults: Readonly<Record<string, Scalar>>,
): Readonly<Record<string, Scalar>> => ({
  rows: countAll(),
  ...Object.fromEntries(Object.entries(faults).map(([name, fault]) => [name, countAll(fault)])),
});
