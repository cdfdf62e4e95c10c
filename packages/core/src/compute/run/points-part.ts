/** Points of customers as a part of their features: rows of transactions, beside those of the source where points are used. */
import {
  call,
  coalesce,
  col,
  eq,
  int,
  select,
  text,
  unionAll,
  type Query,
} from "../../query/index.ts";
import {
  earningRows,
  pointsColumns,
  pointsOf,
  spendingRows,
  type PointsRequest,
} from "../../domain/loyalty/points.ts";
import type { Lines } from "../ingest/ingest.ts";
import type { FeaturesInput } from "./feature-parts.ts";

type PointsRows = Pick<FeaturesInput, "lines" | "others" | "asOf">;

/** The rows of points, in the buckets of transactions; they are not kept from run to run. */
export function pointsRows({ earning }: PointsRequest, input: PointsRows): Lines {
  const { lines, others, asOf } = input;
  const spending = others.find(({ model }) => model.name === earning.spend?.source)?.rows;
  const read = (bucket?: number): Query => {
    const earned = earningRows(lines.read(bucket), earning, asOf);
    if (spending === undefined) return earned;
    return unionAll(earned, spendingRows(inBucket(spending, lines.buckets, bucket), earning, asOf));
  };
  const { key, buckets, files, side, problems } = lines;
  return { key, buckets, files, side, problems, read };
}

/** Rows of a source for the customers of a bucket of another. */
function inBucket(rows: Lines, buckets: number, bucket: number | undefined): Query {
  if (bucket === undefined || buckets === 1) return rows.read();
  if (rows.buckets === buckets) return rows.read(bucket);
  const own = call("bucket", coalesce(col("customer"), text("")), int(buckets));
  return select({ from: rows.read(), where: eq(own, int(bucket)) });
}

/** What is computed of points; nothing where the project has no programme. */
export const pointsParts = (request: PointsRequest | null, input: PointsRows) =>
  request === null
    ? []
    : [
        {
          columns: pointsColumns(request),
          plan: (rows: Query) => pointsOf(rows, request, input.asOf),
          definition: ["points", request],
          edges: null, // each day points lapse
          rows: pointsRows(request, input),
        },
      ];
