import { expect, it } from "vitest";
import { openEngine } from "../../../packages/core/src/compute/engine/duckdb.ts";
import type { Lines } from "../../../packages/core/src/compute/ingest/ingest.ts";
import { buildFeatures } from "../../../packages/core/src/compute/run/features.ts";
import type { BaseRequest } from "../../../packages/core/src/domain/metrics/base-columns.ts";
import {
  add,
  as,
  asc,
  bool,
  call,
  cast,
  col,
  concat,
  createTableAs,
  date,
  decimal,
  eq,
  int,
  mul,
  nil,
  select,
  series,
  table,
  text,
} from "../../../packages/core/src/query/index.ts";
import { folders } from "../engine/open.ts";

const request: BaseRequest = {
  windows: [
    { name: "monetary", within: 90 },
    { name: "frequency", within: 365 },
    { name: "monetary_before", within: 30 },
  ],
  aggregates: [],
  others: [],
  units: [],
  lineIsOrder: true,
  refunds: false,
  margin: false,
  rhythm: [365],
  purchases: true,
  contracts: [],
  points: null,
};

/** A number below `below` that hangs on the line's own. */
const drawn = (purpose: string, below: number) =>
  call("bucket", concat(text(`${purpose}:`), cast(col("i"), "varchar")), int(below));

const made = select({
  columns: [
    as("customer", concat(text("c"), cast(drawn("customer", 300), "varchar"))),
    as("order_id", nil("varchar")),
    as("day", call("add_days", date("2024-01-01"), drawn("day", 900))),
    as(
      "amount",
      cast(
        add(mul(drawn("amount", 100_000), cast(text("0.0101"), decimal(10, 4))), int(0)),
        decimal(18, 4),
      ),
    ),
    as("refund", bool(false)),
  ],
  from: series("i", 1, 6000),
});

async function features(threads: number, buckets: number, lines: Partial<Lines>): Promise<string> {
  const { inside } = folders();
  const engine = await openEngine({ tempDirectory: inside, allowedDirectories: [inside], threads });
  try {
    await engine.run(createTableAs(table("lines_made"), made));
    const all: Lines = {
      key: "made",
      buckets,
      read: (bucket) =>
        select({
          from: table("lines_made"),
          where:
            bucket === undefined
              ? null
              : eq(call("bucket", col("customer"), int(buckets)), int(bucket)),
        }),
      files: [],
      side: [],
      problems: [],
      ...lines,
    };
    const built = await buildFeatures(engine, "features", {
      lines: all,
      others: [],
      factors: [],
      customers: null,
      request,
      scratch: () => inside,
      sourceColumns: [],
      closed: ["2026-01-01"],
      asOf: "2026-06-01",
    });
    expect(built.ok).toBe(true);
    const rows = await engine.rows(select({ from: table("features"), orderBy: [asc(col("id"))] }));
    expect(rows.length).toBe(300);
    return JSON.stringify(rows);
  } finally {
    await engine.close();
  }
}

it("gives every customer the same in one bucket and in several, from one thread and from two", async () => {
  const whole = await features(1, 1, {});
  expect(await features(2, 5, {})).toBe(whole);
  expect(await features(1, 16, {})).toBe(whole);
});

it("gives the same where sums are known to be small, and where they are not", async () => {
  expect(await features(2, 3, { small: true })).toBe(await features(2, 3, { small: false }));
});
