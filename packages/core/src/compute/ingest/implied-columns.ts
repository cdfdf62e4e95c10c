/**
 * Columns of lines that follow from the definition of a source and the rest of the line, whatever the rows say: the order of a
 * table without orders, the day that a column of days repeats. They are not written and come back when lines are read.
 */
import {
  as,
  bool,
  nil,
  select,
  star,
  type Query,
  type Scalar,
  type SqlType,
} from "../../query/index.ts";
import type { Typed } from "../../language/model/typed.ts";
import type { SourceInput } from "./lines.ts";
import { saidTwice } from "./said-twice.ts";
import { isOther, isTransactions } from "./source-rows.ts";

export type Implied = { readonly column: string; readonly value: Scalar };

/** Which columns of a source's lines need not be written. */
export function impliedColumns(input: SourceInput): readonly Implied[] {
  const said = new Map(
    saidTwice(input.model, input.source).map(({ column, said: value, line }) => [
      line,
      { column, value },
    ]),
  );
  const day = said.get("day");
  const always = day === undefined || input.model.timeFormat !== null ? [] : [day];
  if (isOther(input)) {
    const { kind } = input.model;
    return [
      ...always,
      ...(kind === "scores" ? [] : [nothing("score", "double"), never("bad_score")]),
      ...(kind === "spans" ? [] : [nothing("end_day", "date"), never("bad_end")]),
    ];
  }
  if (!isTransactions(input)) throw new Error("unreachable: a source is transactions or another");
  const { order, refund, amount } = input.model;
  const inOwnCurrency = input.rates === null;
  const fits = inOwnCurrency && isNarrow(amount, input);
  const paid = said.get("amount");
  return [
    ...always,
    ...(order === null && refund === null ? [nothing("order_id", "varchar")] : []),
    ...(refund === null ? [never("refund")] : []),
    ...(inOwnCurrency ? [never("no_rate")] : []),
    ...(fits ? [never("too_large")] : []),
    ...(fits && refund === null && paid !== undefined ? [paid] : []),
  ];
}

const nothing = (column: string, type: SqlType): Implied => ({ column, value: nil(type) });
const never = (column: string): Implied => ({ column, value: bool(false) });

/** Whether every value of a plain column is an amount as lines keep it: 14 digits, and four behind the point. */
function isNarrow({ kind, ...of }: Typed, { model, source }: SourceInput): boolean {
  const ref = kind === "name" && "ref" in of ? of.ref : undefined;
  if (ref?.kind !== "column" || model.textColumns.includes(ref.column)) return false;
  const native = source.columns.find((c) => c.name === ref.column)?.nativeType ?? "";
  if (/^(?:TINYINT|SMALLINT|INTEGER)$/.test(native)) return true;
  const [, precision, scale] = /^DECIMAL\((\d+),(\d+)\)$/.exec(native) ?? [];
  return Number(scale) <= 4 && Number(precision) - Number(scale) <= 14;
}

const names = (implied: readonly Implied[]): readonly string[] =>
  implied.map(({ column }) => column);

/** Lines as they are written. */
export const withoutImplied = (lines: Query, implied: readonly Implied[]): Query =>
  implied.length === 0 ? lines : select({ columns: [star(null, names(implied))], from: lines });

/** Lines as they were, of those that were written. */
export const withImplied = (written: Query, implied: readonly Implied[]): Query =>
  implied.length === 0
    ? written
    : select({
        columns: [star(), ...implied.map(({ column, value }) => as(column, value))],
        from: written,
      });
