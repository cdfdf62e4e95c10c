/** What building features takes, and what their parts share: a table of each source, filled bucket by bucket. */
import {
  createTableAs,
  dropTable,
  insert,
  table,
  type Query,
  type Relation,
} from "../../query/index.ts";
import { aggregateColumn } from "../../domain/columns.ts";
import { contractColumnsOf, contracts } from "../../domain/contracts/contract-columns.ts";
import { orderDaysOf, type BaseRequest } from "../../domain/metrics/base-metrics.ts";
import { rowAggregates, type RowsRequest } from "../../domain/metrics/row-aggregates.ts";
import { joinedColumns, latestRow } from "../../domain/metrics/latest-row.ts";
import {
  edgesOfLatest,
  edgesOfRhythm,
  edgesOfRows,
  type DayEdges,
} from "../../domain/metrics/day-edges.ts";
import { rhythmColumns, rhythmDays } from "../../domain/metrics/rhythm-columns.ts";
import { rhythms } from "../../domain/metrics/rhythms.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import type { CustomersInput } from "../ingest/customers.ts";
import type { FactorRows } from "../ingest/factors.ts";
import type { Lines } from "../ingest/ingest.ts";
import type { OtherRows } from "./source-rows.ts";

export type FeaturesInput = {
  readonly lines: Lines;
  readonly others: readonly OtherRows[];
  readonly factors: readonly FactorRows[];
  readonly customers: CustomersInput | null;
  readonly request: BaseRequest;
  /** Makes a folder that may be written to, for lines in other buckets; whoever asks removes it. */
  readonly scratch: () => string;
  /** Columns of the table of transactions. */
  readonly sourceColumns: readonly string[];
  /** Days that do not count in recency, ISO. */
  readonly closed: readonly string[];
  readonly asOf: string;
};

/** Makes a table of what a plan makes of each bucket. @param onBucket called before each */
export async function fillTable(
  lane: Lane,
  made: string,
  rows: Lines,
  plan: (part: Query) => Query,
  options: QueryOptions & { readonly onBucket?: () => void },
): Promise<void> {
  for (let bucket = 0; bucket < rows.buckets; bucket += 1) {
    options.onBucket?.();
    const part = plan(rows.read(bucket));
    await lane.run(
      bucket === 0
        ? createTableAs(table(made), part, { orReplace: true })
        : insert(table(made), part),
      options,
    );
  }
}

/**
 * Makes tables that are made of the same orders' days, bucket by bucket; each bucket's days are found once.
 *
 * @param days the name of a table for them, dropped again
 */
export async function fillFromDays(
  lane: Lane,
  days: string,
  { lines, request, asOf }: Pick<FeaturesInput, "lines" | "request" | "asOf">,
  tables: readonly { readonly made: string; readonly plan: DaysPlan }[],
  options: QueryOptions & { readonly onBucket?: () => void },
): Promise<void> {
  try {
    for (let bucket = 0; bucket < lines.buckets; bucket += 1) {
      const rows = lines.read(bucket);
      const found = orderDaysOf(rows, request, asOf);
      await lane.run(createTableAs(table(days), found, { orReplace: true }), options);
      for (const { made, plan } of tables) {
        options.onBucket?.();
        const part = plan(rows, table(days));
        await lane.run(
          bucket === 0
            ? createTableAs(table(made), part, { orReplace: true })
            : insert(table(made), part),
          options,
        );
      }
    }
  } finally {
    await lane.run(dropTable(table(days)));
  }
}

/** @param days `orderDaysOf` the rows, where that is there already */
export type DaysPlan = (rows: Query, days?: Relation) => Query;

/** What is computed of a source: columns of a table of its own. */
type Part = {
  readonly columns: readonly string[];
  readonly plan: (rows: Query) => Query;
  /** What decides the columns besides the rows and the day. */
  readonly definition: unknown;
  /** `null` where the columns cannot be kept for a later day. */
  readonly edges: DayEdges | null;
};

export const partsOf = (wanted: RowsRequest, asOf: string): readonly Part[] =>
  [
    {
      columns: wanted.aggregates.map((a) => aggregateColumn(a.id)),
      plan: (rows: Query) => rowAggregates(rows, wanted, asOf),
      definition: ["aggregates", wanted],
      edges: edgesOfRows(wanted, asOf),
    },
    {
      columns: joinedColumns(wanted),
      plan: (rows: Query) => latestRow(rows, wanted, asOf),
      definition: ["latest", wanted],
      edges: edgesOfLatest(asOf),
    },
  ].filter((part) => part.columns.length > 0);

/** What models of contracts look at. */
export const contractPart = (source: string, asOf: string): Part => ({
  columns: contractColumnsOf([source]),
  plan: (rows: Query) => contracts(rows, source, asOf),
  definition: ["contracts", source],
  edges: null, // contracts that ended are looked at by both of their days
});

/** What lifecycles need, as of each of their days. */
export const rhythmParts = (
  request: BaseRequest,
  { asOf, closed }: Pick<FeaturesInput, "asOf" | "closed">,
): readonly (Part & { readonly plan: DaysPlan })[] =>
  request.rhythm === null
    ? []
    : rhythmDays.map((back) => {
        const windows = request.rhythm ?? [];
        return {
          columns: rhythmColumns(windows, back),
          plan: (rows: Query, days?: Relation) =>
            rhythms(rows, request, { asOf, back, windows }, closed, days),
          definition: ["rhythm", request.lineIsOrder, back, windows, closed],
          edges: edgesOfRhythm(asOf, back, windows, closed),
        };
      });
