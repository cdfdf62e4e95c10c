/** What building features takes, and what their parts share: a table of each source, filled bucket by bucket. */
import {
  createTableAs,
  dropTable,
  select,
  table,
  unionAll,
  type Query,
  type Relation,
} from "../../query/index.ts";
import { aggregateColumn } from "../../domain/columns.ts";
import { contractColumnsOf, contracts } from "../../domain/contracts/contract-columns.ts";
import { type BaseRequest } from "../../domain/metrics/base-columns.ts";
import { orderDaysOf } from "../../domain/metrics/order-tables.ts";
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
import { EngineError } from "../engine/engine-error.ts";
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
  const pieces = await fillPieces(lane, made, rows, plan, options);
  if (pieces.length === 1) return;
  try {
    await lane.run(createTableAs(table(made), together(pieces), { orReplace: true }), options);
  } finally {
    await dropPieces(lane, pieces);
  }
}

/**
 * The same as tables of buckets, which together are what one table would be: adding rows to a table as they are computed takes
 * three times as long.
 *
 * @returns their names; the caller drops them
 */
export async function fillPieces(
  lane: Lane,
  made: string,
  rows: Lines,
  plan: (part: Query) => Query,
  options: QueryOptions & { readonly onBucket?: () => void },
): Promise<readonly string[]> {
  const pieces = piecesOf(made, rows.buckets);
  try {
    for (const [bucket, piece] of pieces.entries()) {
      options.onBucket?.();
      const part = plan(rows.read(bucket));
      await lane.run(createTableAs(table(piece), part, { orReplace: true }), options);
    }
    return pieces;
  } catch (error) {
    await dropPieces(lane, pieces);
    throw error;
  }
}

/**
 * Fills tables that are made of the same orders' days, bucket by bucket; each bucket's days are found once.
 *
 * @param days the name of a table for them, dropped again
 * @returns the names of each table's pieces, by the table's; the caller drops them
 */
export async function fillFromDays(
  lane: Lane,
  days: string,
  { lines, request, asOf }: Pick<FeaturesInput, "lines" | "request" | "asOf">,
  tables: readonly { readonly made: string; readonly plan: DaysPlan }[],
  options: QueryOptions & { readonly onBucket?: () => void },
): Promise<ReadonlyMap<string, readonly string[]>> {
  const pieces = new Map(tables.map(({ made }) => [made, piecesOf(made, lines.buckets)]));
  try {
    for (let bucket = 0; bucket < lines.buckets; bucket += 1) {
      const rows = lines.read(bucket);
      const found = orderDaysOf(rows, request, asOf, lines.small === true);
      await lane.run(createTableAs(table(days), found, { orReplace: true }), options);
      for (const { made, plan } of tables) {
        options.onBucket?.();
        const piece = pieces.get(made)?.[bucket] ?? made;
        const part = plan(rows, table(days));
        await lane.run(createTableAs(table(piece), part, { orReplace: true }), options);
      }
    }
    return pieces;
  } catch (error) {
    await dropPieces(lane, [...pieces.values()].flat());
    throw error;
  } finally {
    await dropPieces(lane, [days]);
  }
}

const piecesOf = (made: string, buckets: number): readonly string[] =>
  buckets === 1 ? [made] : Array.from({ length: buckets }, (_, i) => `${made}_bucket_${i}`);

/** The rows of all pieces. */
export function together(pieces: readonly string[]): Query {
  const [first, ...rest] = pieces.map((piece) => select({ from: table(piece) }));
  if (first === undefined) throw new RangeError("a table of no pieces");
  return rest.length === 0 ? first : unionAll(first, ...rest);
}

export async function dropPieces(lane: Lane, pieces: readonly string[]): Promise<void> {
  for (const piece of pieces) {
    try {
      await lane.run(dropTable(table(piece)));
    } catch (error) {
      if (!(error instanceof EngineError)) throw error; // a broken or closed engine keeps no tables
    }
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
