/** The base columns of every customer: computed bucket by bucket from the lines, joined to the customers table. */
import {
  as,
  coalesce,
  col,
  createTableAs,
  dropTable,
  eq,
  insert,
  join,
  named,
  nil,
  select,
  table,
  type Query,
  type Scalar,
} from "../../query/index.ts";
import {
  aggregateColumn,
  attributeColumn,
  consentColumn,
  idColumn,
  joinedColumn,
  labelColumn,
  ownerColumn,
} from "../../domain/columns.ts";
import {
  baseColumns,
  baseMetrics,
  withoutRows,
  type BaseRequest,
} from "../../domain/metrics/base-metrics.ts";
import { rowAggregates, type RowsRequest } from "../../domain/metrics/row-aggregates.ts";
import { joinedColumns, latestRow } from "../../domain/metrics/latest-row.ts";
import { rhythmColumns, rhythmDays } from "../../domain/metrics/rhythm-columns.ts";
import { rhythms } from "../../domain/metrics/rhythms.ts";
import { joinedOf } from "../../language/model/joined-names.ts";
import { hasMargin, sourcesBeside, type Model } from "../../language/model/model.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import type { CustomersInput } from "../ingest/customers.ts";
import { customersQuery } from "../ingest/customers.ts";
import { isMatch, type FactorRows } from "../ingest/factors.ts";
import type { Lines } from "../ingest/ingest.ts";
import type { OtherRows } from "./source-rows.ts";

export type FeaturesInput = {
  readonly lines: Lines;
  readonly others: readonly OtherRows[];
  readonly factors: readonly FactorRows[];
  readonly customers: CustomersInput | null;
  readonly request: BaseRequest;
  /** Days that do not count in recency, ISO. */
  readonly closed: readonly string[];
  readonly asOf: string;
};

const transactionsName = "transactions";

export const requestOf = (model: Model): BaseRequest => ({
  windows: model.windows,
  aggregates: model.aggregates.filter((a) => a.source === transactionsName),
  others: sourcesBeside(model).map((other) => ({
    name: other.name,
    kind: other.kind,
    aggregates: model.aggregates.filter((a) => a.source === other.name),
    joined: joinedOf(other),
  })),
  lineIsOrder: model.transactions.order === null,
  margin: hasMargin(model),
  rhythm: rhythmOf(model),
});

/** Days in which lifecycles count orders; `null` where there is no lifecycle. */
function rhythmOf({ segmentations }: Model): readonly number[] | null {
  const windows = segmentations.flatMap((s) => (s.kind === "lifecycle" ? [s.loyal.within] : []));
  return windows.length === 0 ? null : [...new Set(windows)].toSorted((a, b) => a - b);
}

/**
 * Makes a table of all customers with their base columns.
 *
 * @param name of the table that is made; an older one is replaced
 * @param onBucket called before each bucket, with the share that is done
 */
export async function buildFeatures(
  lane: Lane,
  name: string,
  input: FeaturesInput,
  options: QueryOptions & { readonly onBucket?: (done: number) => void } = {},
): Promise<void> {
  const { lines, request, asOf } = input;
  const ofOthers = input.others.flatMap(({ model, rows }) => {
    const wanted = request.others.find((r) => r.name === model.name);
    return wanted === undefined ? [] : partsOf(wanted, asOf).map((part) => ({ ...part, rows }));
  });
  const others = [...ofOthers, ...rhythmParts(input).map((part) => ({ ...part, rows: lines }))];
  const work = workTables(name, others.length);
  const [totals = "", ...otherTotals] = work;
  const buckets = lines.buckets + others.reduce((sum, { rows }) => sum + rows.buckets, 0);
  let done = 0;
  const fill = async (made: string, rows: Lines, plan: (part: Query) => Query): Promise<void> => {
    for (let bucket = 0; bucket < rows.buckets; bucket += 1) {
      options.onBucket?.(done / buckets);
      done += 1;
      const part = plan(rows.read(bucket));
      await lane.run(
        bucket === 0
          ? createTableAs(table(made), part, { orReplace: true })
          : insert(table(made), part),
        options,
      );
    }
  };
  await fill(totals, lines, (part) => baseMetrics(part, request, asOf, input.closed));
  for (const [i, { plan, rows }] of others.entries()) await fill(otherTotals[i] ?? "", rows, plan);
  const beside = others.map(({ columns }, i) => ({ columns, table: otherTotals[i] ?? "" }));
  const all = joined(totals, beside, input);
  await lane.run(createTableAs(table(name), all, { orReplace: true }), options);
  for (const made of work) await lane.run(dropTable(table(made)), options);
}

/** Tables that are there while features are built: of transactions, then of parts of other sources and of lifecycles. */
export const workTables = (name: string, parts: number): readonly string[] => [
  `${name}_totals`,
  ...Array.from({ length: parts }, (_, i) => `${name}_source_${i}`),
];

/** What is computed of a source: columns of a table of its own. */
type Part = { readonly columns: readonly string[]; readonly plan: (rows: Query) => Query };

const partsOf = (wanted: RowsRequest, asOf: string): readonly Part[] =>
  [
    {
      columns: wanted.aggregates.map((a) => aggregateColumn(a.id)),
      plan: (rows: Query) => rowAggregates(rows, wanted, asOf),
    },
    { columns: joinedColumns(wanted), plan: (rows: Query) => latestRow(rows, wanted, asOf) },
  ].filter((part) => part.columns.length > 0);

/** What lifecycles need, as of each of their days. */
const rhythmParts = ({ request, asOf, closed }: FeaturesInput): readonly Part[] =>
  request.rhythm === null
    ? []
    : rhythmDays.map((back) => {
        const windows = request.rhythm ?? [];
        return {
          columns: rhythmColumns(windows, back),
          plan: (rows: Query) => rhythms(rows, request, { asOf, back, windows }, closed),
        };
      });

type Beside = { readonly columns: readonly string[]; readonly table: string };

function joined(
  totals: string,
  beside: readonly Beside[],
  { customers, factors, request, asOf }: FeaturesInput,
): Query {
  const base = baseColumns(request);
  const owner = new Map([
    ...beside.flatMap(({ columns }, i) => columns.map((column) => [column, `o${i}`] as const)),
    ...factors.flatMap(({ model }, i) =>
      model.joined.map((c) => [joinedColumn(model.name, c.name), `f${i}`] as const),
    ),
  ]);
  const orZero = (column: string): Scalar => {
    const value = col(column, owner.get(column) ?? "t");
    const zero = withoutRows(column, request);
    return zero === null ? value : coalesce(value, zero);
  };
  const sameCustomer = (other: string, of: string): Scalar =>
    eq(col(idColumn, other), col(idColumn, of));
  const joins = (of: string) =>
    beside.map((b, i) => join("left", named(table(b.table), `o${i}`), sameCustomer(`o${i}`, of)));
  if (customers === null)
    return select({
      columns: [
        as(idColumn, col(idColumn, "t")),
        as(labelColumn, nil("varchar")),
        as(ownerColumn, nil("varchar")),
        ...base.map((c) => as(c, orZero(c))),
      ],
      from: named(table(totals), "t"),
      joins: joins("t"),
    });
  const own = [
    idColumn,
    labelColumn,
    ownerColumn,
    ...customers.model.attributes.map((a) => attributeColumn(a.name)),
    ...customers.model.consent.map((c) => consentColumn(c.name)),
  ];
  return select({
    columns: [...own.map((c) => as(c, col(c, "c"))), ...base.map((c) => as(c, orZero(c)))],
    from: named(customersQuery(customers, asOf), "c"),
    joins: [
      join("left", named(table(totals), "t"), sameCustomer("t", "c")),
      ...joins("c"),
      ...factors.map(({ model, query }, i) =>
        join("left", named(query, `f${i}`), isMatch(model, "c", `f${i}`)),
      ),
    ],
  });
}
