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
  le,
  named,
  nil,
  number,
  bool,
  select,
  star,
  table,
  text,
  unionAll,
  values,
  type Query,
  type Relation,
  type Scalar,
} from "../../query/index.ts";
import {
  firstOfUnitColumn,
  idColumn,
  metricColumn,
  ofUnit,
  unitColumn,
  withoutUnit,
} from "../../domain/columns.ts";
import type { MetricChange, Scenario } from "../../domain/explain/scenarios.ts";
import { withoutRows, type BaseRequest } from "../../domain/metrics/base-columns.ts";
import { baseMetrics } from "../../domain/metrics/base-metrics.ts";
import { sureText } from "../engine/cell.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import type { Lines } from "../ingest/ingest.ts";
import { rhythmParts } from "../run/feature-parts.ts";
import { requestOfUnit } from "../run/unit-features.ts";

/** The column of a changed metric. */
export const changedColumn = ({ metric, unit }: MetricChange): string =>
  ofUnit(unit, metricColumn(metric));

/** The id of a scenario's row: no customer has a control character in theirs. */
export const scenarioId = (i: number): string => `\u0001what if ${i}`;

export type WhatIfInput = {
  readonly customer: string;
  /** Units whose columns are needed, each with the key of the customer's own. */
  readonly units: readonly OwnUnit[];
  /** The customers of the snapshot, and the columns that are taken from them. */
  readonly customers: Relation;
  readonly columns: readonly string[];
  readonly lines: Lines;
  readonly request: BaseRequest;
  readonly closed: readonly string[];
  /** The day of the further orders, and the as-of date of the scenario; ISO. */
  readonly by: string;
};

export type OwnUnit = { readonly unit: string; readonly key: string };

const ownLines = "what_if_lines";
const linesOfUnit = (i: number): string => `${ownLines}_${i}`;

/** The tables of own lines that `readOwnLines` makes. */
export const ownLinesTables = (units: WhatIfInput["units"]): readonly string[] => [
  ownLines,
  ...units.map((_, i) => linesOfUnit(i)),
];

/**
 * Makes a table of the customer's own lines, and one of those of all members of each unit; the columns of such a table. What came
 * after the as-of date does not exist for the run, though the scenario's own day be later.
 */
export async function readOwnLines(
  lane: Lane,
  {
    lines,
    customer,
    units,
    customers,
    asOf,
  }: Pick<WhatIfInput, "lines" | "customer" | "units" | "customers"> & { readonly asOf: string },
  options: QueryOptions,
): Promise<readonly string[]> {
  const untilThen = le(col("day"), date(asOf));
  const known = select({ from: lines.read(), where: untilThen });
  const own = select({ from: known, where: eq(col("customer"), text(customer)) });
  await lane.run(createTableAs(table(ownLines), own, { orReplace: true }), options);
  for (const [i, { unit, key }] of units.entries()) {
    const members = select({
      columns: { member: col(idColumn) },
      from: customers,
      where: eq(col(unitColumn(unit)), text(key)),
    });
    const shared = select({
      columns: [star("l")],
      from: named(known, "l"),
      joins: [join("inner", named(members, "m"), eq(col("member", "m"), col("customer", "l")))],
    });
    await lane.run(createTableAs(table(linesOfUnit(i)), shared, { orReplace: true }), options);
  }
  const described = await lane.rows(describe(select({ from: table(ownLines) })), options);
  return described.map((row) => sureText(row["column_name"]));
}

/**
 * One row a scenario, with `columns` of the snapshot: what lines say anew, of the customer and of their units, the rest as it is,
 * changed metrics as they would be.
 *
 * @param lineColumns those of the table of own lines
 */
export function whatIfRows(
  input: WhatIfInput,
  scenarios: readonly Scenario[],
  lineColumns: readonly string[],
): Query {
  const { customers, customer, columns, request } = input;
  const ids = values(
    ["scenario"],
    scenarios.map((_, i) => [text(scenarioId(i))]),
  );
  const told = [null, ...input.units].flatMap((of, i) => {
    const lines = linesWith(scenarios, i === 0 ? ownLines : linesOfUnit(i - 1), lineColumns, input);
    const unit = of?.unit ?? null;
    return recomputed(lines, unit, input);
  });
  const changed = scenarios.flatMap((s, i) => s.changes.map((change) => ({ ...change, i })));
  const keys = new Set(input.units.map(({ unit }) => unitColumn(unit)));
  const stands = new Set(input.units.map(({ unit }) => firstOfUnitColumn(unit)));
  const value = (column: string): Scalar => {
    if (column === idColumn || keys.has(column)) return col("scenario", "s");
    if (stands.has(column)) return bool(true);
    const changes = changed.filter((c) => changedColumn(c) === column);
    if (changes.length > 0) return changedValue(changes, col(column, "c"));
    const at = told.findIndex((t) => t.columns.has(column));
    if (at === -1) return col(column, "c");
    const bare = withoutUnit(column);
    const zero = withoutRows(bare, request);
    return zero === null ? col(bare, `t${at}`) : coalesce(col(bare, `t${at}`), zero);
  };
  return select({
    columns: columns.map((c) => as(c, value(c))),
    from: named(ids, "s"),
    joins: [
      join("inner", named(customers, "c"), eq(col(idColumn, "c"), text(customer))),
      ...told.map(({ query }, i) =>
        join("left", named(query, `t${i}`), eq(col(idColumn, `t${i}`), col("scenario", "s"))),
      ),
    ],
  });
}

/** The lines of a table, once for each scenario and as if they were of its customer, with its further orders. */
function linesWith(
  scenarios: readonly Scenario[],
  lines: string,
  lineColumns: readonly string[],
  { by }: WhatIfInput,
): Query {
  const ids = values(
    ["scenario"],
    scenarios.map((_, i) => [text(scenarioId(i))]),
  );
  const kept = select({
    columns: lineColumns.map((c) => as(c, c === "customer" ? col("scenario", "s") : col(c, "l"))),
    from: named(table(lines), "l"),
    joins: [crossJoin(named(ids, "s"))],
  });
  const further = scenarios.flatMap((scenario, i) =>
    Array.from({ length: scenario.orders }, (_, n) => furtherLine(lineColumns, scenario, i, n, by)),
  );
  return further.length === 0
    ? kept
    : unionAll(kept, select({ from: values(lineColumns, further) }));
}

/** Queries over lines that compute base columns, with the columns that they give the customer. */
function recomputed(
  lines: Query,
  unit: string | null,
  { request, by, closed }: WhatIfInput,
): readonly { readonly query: Query; readonly columns: ReadonlySet<string> }[] {
  const wanted = request.units.find((u) => u.name === unit);
  const own = wanted === undefined ? request : requestOfUnit(wanted, request);
  const queries = [
    baseMetrics(lines, own, by, closed),
    ...rhythmParts(own, { asOf: by, closed }).map((part) => part.plan(lines)),
  ];
  return queries.map((query) => {
    const names = query.kind === "select" ? query.columns : [];
    const columns = names.flatMap((c) =>
      c.kind === "as" && c.name !== idColumn ? ofUnit(unit, c.name) : [],
    );
    return { query, columns: new Set(columns) };
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
