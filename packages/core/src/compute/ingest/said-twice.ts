/**
 * A column of the source that a line says already: an id that was clean, a day without a time, an amount as it stood. It is
 * kept only where it says more than the line does.
 */
import {
  as,
  cases,
  coalesce,
  col,
  decimal,
  differs,
  select,
  star,
  tryCast,
  type Query,
  type Scalar,
  type SqlType,
} from "../../query/index.ts";
import { lineSourceColumn } from "../../domain/metrics/row-aggregates.ts";
import type { CatalogSource } from "../../language/model/catalog.ts";
import type { OtherSourceModel, TransactionsModel } from "../../language/model/model.ts";
import type { Typed } from "../../language/model/typed.ts";

export type SaidTwice = {
  /** The source's column, as ingest names it. */
  readonly column: string;
  /** The line's column that says it. */
  readonly line: Said;
  /** What the line says, in the column's type. */
  readonly said: Scalar;
};

type Said = "customer" | "day" | "amount";

/** Which columns of a source may say what its lines do. */
export function saidTwice(
  model: TransactionsModel | OtherSourceModel,
  source: CatalogSource,
): readonly SaidTwice[] {
  const pairs: readonly (readonly [Typed, Said])[] = [
    [model.customer, "customer"],
    [model.time, "day"],
    ...("amount" in model ? [[model.amount, "amount"] as const] : []),
  ];
  const found = new Map<string, SaidTwice>();
  for (const [typed, line] of pairs) {
    if (typed.kind !== "name" || typed.ref.kind !== "column") continue;
    const name = typed.ref.column;
    const native = source.columns.find((c) => c.name === name)?.nativeType ?? "";
    const type = typeOf(line, native, model.textColumns.includes(name));
    if (type === null || found.has(name)) continue;
    found.set(name, { column: lineSourceColumn(name), line, said: tryCast(col(line), type) });
  }
  return [...found.values()];
}

/** The column's type; `null` where the line does not say it as it stands. */
function typeOf(line: Said, native: string, isText: boolean): SqlType | null {
  if (line === "customer") return isText ? "varchar" : null;
  if (isText) return null;
  if (line === "day") return native === "DATE" ? "date" : null;
  switch (native) {
    case "DOUBLE":
      return "double";
    case "INTEGER":
      return "integer";
    case "BIGINT":
      return "bigint";
    default: {
      const [, precision, scale] = /^DECIMAL\((\d+),(\d+)\)$/.exec(native) ?? [];
      return precision === undefined || scale === undefined
        ? null
        : decimal(Number(precision), Number(scale));
    }
  }
}

const others = (twice: readonly SaidTwice[]) =>
  star(
    null,
    twice.map(({ column }) => column),
  );

/** Lines as they are kept: NULL in columns that say the same as the line. */
export const onceOnly = (lines: Query, twice: readonly SaidTwice[]): Query =>
  twice.length === 0
    ? lines
    : select({
        columns: [
          others(twice),
          ...twice.map(({ column, said }) => {
            return as(column, cases([[differs(col(column), said), col(column)]]));
          }),
        ],
        from: lines,
      });

/** Lines as they were, of those that are kept. */
export const asBefore = (kept: Query, twice: readonly SaidTwice[]): Query =>
  twice.length === 0
    ? kept
    : select({
        columns: [
          others(twice),
          ...twice.map(({ column, said }) => as(column, coalesce(col(column), said))),
        ],
        from: kept,
      });
