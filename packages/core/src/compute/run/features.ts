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
  attributeColumn,
  consentColumn,
  idColumn,
  labelColumn,
  ownerColumn,
} from "../../domain/columns.ts";
import {
  baseColumns,
  baseMetrics,
  withoutTransactions,
  type BaseRequest,
} from "../../domain/metrics/base-metrics.ts";
import { hasMargin, type Model } from "../../language/model/model.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import type { CustomersInput } from "../ingest/customers.ts";
import { customersQuery } from "../ingest/customers.ts";
import type { Lines } from "../ingest/ingest.ts";

export type FeaturesInput = {
  readonly lines: Lines;
  readonly customers: CustomersInput | null;
  readonly request: BaseRequest;
  readonly asOf: string;
};

export const requestOf = (model: Model): BaseRequest => ({
  windows: model.windows,
  aggregates: model.aggregates,
  lineIsOrder: model.transactions.order === null,
  margin: hasMargin(model),
});

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
  const totals = `${name}_totals`;
  const { buckets } = input.lines;
  for (let bucket = 0; bucket < buckets; bucket += 1) {
    options.onBucket?.(bucket / buckets);
    const rows = baseMetrics(input.lines.read(bucket), input.request, input.asOf);
    await lane.run(
      bucket === 0
        ? createTableAs(table(totals), rows, { orReplace: true })
        : insert(table(totals), rows),
      options,
    );
  }
  await lane.run(createTableAs(table(name), joined(totals, input), { orReplace: true }), options);
  await lane.run(dropTable(table(totals)), options);
}

function joined(totals: string, { customers, request, asOf }: FeaturesInput): Query {
  const base = baseColumns(request);
  if (customers === null)
    return select({
      columns: [
        as(idColumn, col(idColumn)),
        as(labelColumn, nil("varchar")),
        as(ownerColumn, nil("varchar")),
        ...base,
      ],
      from: table(totals),
    });
  const orZero = (column: string): Scalar => {
    const value = col(column, "t");
    const zero = withoutTransactions(column, request);
    return zero === null ? value : coalesce(value, zero);
  };
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
    joins: [join("left", named(table(totals), "t"), eq(col(idColumn, "t"), col(idColumn, "c")))],
  });
}
