/**
 * A customer as they would be: their own lines with further orders, by the same queries as everybody's, one row a scenario.
 */
import {
  and,
  as,
  cast,
  coalesce,
  col,
  createTableAs,
  crossJoin,
  date,
  decimal,
  describe,
  eq,
  join,
  named,
  nil,
  number,
  bool,
  select,
  table,
  text,
  unionAll,
  values,
  type Query,
  type Relation,
  type Scalar,
} from "../../query/index.ts";
import { idColumn, metricColumn } from "../../domain/columns.ts";
import type { Scenario } from "../../domain/explain/scenarios.ts";
import { baseMetrics, withoutRows, type BaseRequest } from "../../domain/metrics/base-metrics.ts";
import { sureText } from "../engine/cell.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import type { Lines } from "../ingest/ingest.ts";

/** The id of a scenario's row: no customer has a control character in theirs. */
export const scenarioId = (i: number): string => `\u0001what if ${i}`;

export type WhatIfInput = {
  readonly customer: string;
  /** The customers of the snapshot, and the columns that are taken from them. */
  readonly customers: Relation;
  readonly columns: readonly string[];
  readonly lines: Lines;
  readonly request: BaseRequest;
  readonly closed: readonly string[];
  /** The day of the further orders, and the as-of date of the scenario; ISO. */
  readonly by: string;
};

export const ownLines = "what_if_lines";

/** Makes the table of the customer's own lines. */
export async function readOwnLines(
  lane: Lane,
  { lines, customer }: Pick<WhatIfInput, "lines" | "customer">,
  options: QueryOptions,
): Promise<readonly string[]> {
  const own = select({ from: lines.read(), where: eq(col("customer"), text(customer)) });
  await lane.run(createTableAs(table(ownLines), own, { orReplace: true }), options);
  const described = await lane.rows(describe(select({ from: table(ownLines) })), options);
  return described.map((row) => sureText(row["column_name"]));
}

/**
 * One row a scenario, with `columns` of the snapshot: what lines say anew, the rest as it is, changed metrics as they would be.
 *
 * @param lineColumns those of the table of own lines
 */
export function whatIfRows(
  input: WhatIfInput,
  scenarios: readonly Scenario[],
  lineColumns: readonly string[],
): Query {
  const { customers, customer, columns, request, by } = input;
  const ids = values(
    ["scenario"],
    scenarios.map((_, i) => [text(scenarioId(i))]),
  );
  const kept = select({
    columns: lineColumns.map((c) => as(c, c === "customer" ? col("scenario", "s") : col(c, "l"))),
    from: named(table(ownLines), "l"),
    joins: [crossJoin(named(ids, "s"))],
  });
  const further = scenarios.flatMap((scenario, i) =>
    Array.from({ length: scenario.orders }, (_, n) => furtherLine(lineColumns, scenario, i, n, by)),
  );
  const lines =
    further.length === 0 ? kept : unionAll(kept, select({ from: values(lineColumns, further) }));
  const told = baseMetrics(lines, request, by, input.closed);
  const computed = new Set(
    told.kind === "select" ? told.columns.flatMap((c) => (c.kind === "as" ? c.name : [])) : [],
  );
  const changed = scenarios.flatMap((s, i) => s.changes.map((change) => ({ ...change, i })));
  const value = (column: string): Scalar => {
    if (column === idColumn) return col("scenario", "s");
    const changes = changed.filter((c) => metricColumn(c.metric) === column);
    if (changes.length > 0) return changedValue(changes, col(column, "c"));
    if (!computed.has(column)) return col(column, "c");
    const zero = withoutRows(column, request);
    return zero === null ? col(column, "t") : coalesce(col(column, "t"), zero);
  };
  return select({
    columns: columns.map((c) => as(c, value(c))),
    from: named(ids, "s"),
    joins: [
      join("inner", named(customers, "c"), eq(col(idColumn, "c"), text(customer))),
      join("left", named(told, "t"), eq(col(idColumn, "t"), col("scenario", "s"))),
    ],
  });
}

function changedValue(
  changes: readonly { readonly i: number; readonly to: number }[],
  own: Scalar,
): Scalar {
  return {
    kind: "case",
    branches: changes.map(({ i, to }) => ({
      when: and(eq(col("scenario", "s"), text(scenarioId(i)))),
      then: cast(number(String(to)), "double"),
    })),
    otherwise: cast(own, "double"),
  };
}

/** A line of an order that nobody has made yet: an amount on a day; what else a line says is unknown. */
function furtherLine(
  columns: readonly string[],
  { amount }: Scenario,
  i: number,
  n: number,
  by: string,
): readonly Scalar[] {
  const known: Readonly<Record<string, Scalar>> = {
    customer: text(scenarioId(i)),
    order_id: text(`\u0001order ${n}`),
    day: date(by),
    amount: cast(number(String(amount)), decimal(18, 4)),
    too_large: bool(false),
    no_rate: bool(false),
    refund: bool(false),
  };
  return columns.map((c) => known[c] ?? nil());
}
