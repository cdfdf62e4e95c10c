import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openEngine } from "../../packages/core/src/compute/engine/duckdb.ts";
import { openProject } from "../../packages/core/src/compute/project/project.ts";
import { run } from "../../packages/core/src/compute/run/run.ts";
import { openBase } from "../../packages/core/src/compute/snapshot/open-base.ts";
import {
  asc,
  col,
  compile,
  describe as described,
  duckdb,
  select,
} from "../../packages/core/src/query/index.ts";
import type { Lane } from "../../packages/core/src/compute/engine/engine.ts";

const firstDay = "2026-01-01";
const dayOf = (n: number): string =>
  new Date(Date.parse(firstDay) + n * 86_400_000).toISOString().slice(0, 10);

const ids = Array.from({ length: 30 }, (_, i) => `c${String(i).padStart(2, "0")}`);

type Shape = {
  readonly within: number;
  readonly orders: boolean;
  readonly refunds: boolean;
  readonly closed: boolean;
  readonly merged: boolean;
  readonly registered: boolean;
  readonly asOfInside: boolean;
  /** Nothing but transactions: all base columns are kept as one table. */
  readonly alone: boolean;
};

const config = (shape: Shape, asOf: string): string => `clientele: 1
name: Kept
as_of: ${asOf}
${shape.closed ? "calendar: { closed: data/closed.csv }" : ""}
sources:
${shape.merged ? "  identities: { from: data/same.csv, alias: id, customer: main }" : ""}
${shape.registered && !shape.alone ? "  customers: { from: data/customers.csv, key: id }" : ""}
  transactions:
    from: data/t/*.csv
    customer: customer
    ${shape.orders ? "order: order_no" : ""}
    time: day
    amount: amount
    ${shape.refunds ? `refund: { when: kind = 'refund'${shape.orders ? ", of: order_no" : ""} }` : ""}
${shape.alone ? "" : beside}metrics:
  in_app: { value: count(transactions) filter (where channel = 'app'), within: ${shape.within} days }
  biggest: { value: max(transactions.amount) }
  kinds: { value: count(distinct transactions.channel) }
  recent: { value: recency, within: ${shape.within} days }
  old: { value: tenure, within: ${shape.within + 3} days }
  money: { value: monetary, within: ${shape.within} days }
  days: { value: purchase_days, within: 20 days }
  back: { value: refund_rate, within: 20 days }
  change: { value: frequency_change, within: 9 days }
  again: { value: repurchased, within: 10 days }
  p_alive: { model: mbg_nbd }
  sum_12: { value: sum(transactions.amount), within: 12 days }
  apps_12: { value: count(transactions) filter (where channel = 'app'), within: 12 days }
  freq_12: { value: frequency, within: 12 days }
  money_12: { value: monetary, within: 12 days }
${shape.alone ? "" : `  asked: { value: count(tickets), within: ${shape.within} days }\n  open: { value: count(stages) }`}
${shape.asOfInside ? "  mine: { value: count(transactions) filter (where day > as_of - 6 days) }" : ""}
`;

const beside = `  tickets:
    kind: events
    from: data/tickets/*.csv
    customer: customer
    time: day
  stages:
    kind: spans
    from: data/stages/*.csv
    customer: customer
    start: day
    end: until
`;

const lifecycle = `segmentation: stage
kind: lifecycle
lost_after: 40 days
loyal: { orders: 3, within: 30 days }
`;

type Line = {
  readonly who: number;
  readonly order: number;
  readonly day: number;
  readonly cents: number;
  readonly refund: boolean;
  readonly app: boolean;
};

const lines = (most: number, least: number): fc.Arbitrary<readonly Line[]> =>
  fc.array(
    fc.record({
      who: fc.integer({ min: 0, max: ids.length - 1 }),
      order: fc.integer({ min: 1, max: 3 }),
      day: fc.integer({ min: 0, max: 60 }),
      cents: fc.oneof(
        { weight: 40, arbitrary: fc.integer({ min: -300, max: 9999 }) },
        // Two of them are more than narrow decimals hold.
        { weight: 1, arbitrary: fc.constant(700_000_000_000_000) },
      ),
      refund: fc.boolean(),
      app: fc.boolean(),
    }),
    { minLength: least, maxLength: most },
  );

const csv = (some: readonly Line[]): string =>
  [
    "customer,order_no,day,amount,kind,channel",
    ...some.map(
      ({ who, order, day, cents, refund, app }) =>
        `${ids[who] ?? ""},${who}-${order},${dayOf(day)},${(cents / 100).toFixed(2)},${refund ? "refund" : "sale"},${app ? "app" : "shop"}`,
    ),
  ].join("\n");

const tickets = (some: readonly Line[]): string =>
  ["customer,day", ...some.map(({ who, day }) => `${ids[who] ?? ""},${dayOf(day)}`)].join("\n");

const stages = (some: readonly Line[]): string =>
  [
    "customer,day,until",
    ...some.map(
      ({ who, day, order }) => `${ids[who] ?? ""},${dayOf(day)},${dayOf(day + order * 5)}`,
    ),
  ].join("\n");

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** Runs the project and gives its customers, and whether a part of them was computed anew beside what was kept, as one table, or less what left. */
async function snapshotOf(folder: string, threads: number) {
  mkdirSync(join(folder, ".clientele/tmp"), { recursive: true });
  const engine = await openEngine({
    tempDirectory: join(folder, ".clientele/tmp"),
    allowedDirectories: [folder],
    threads,
  });
  let isPart = false;
  let [isWhole, isLess] = [false, false];
  const lane: Lane = {
    ...engine,
    run: (statement, options) => {
      const { sql } = compile(statement, duckdb);
      isPart ||= /^(insert into|create or replace table) "run_features\w*".*cache\/base\//s.test(
        sql,
      );
      isWhole ||= /^create or replace table "run_features" .*cache\/base\//s.test(sql);
      isLess ||= sql.startsWith('create or replace table "run_features_left"');
      return engine.run(statement, options);
    },
  };
  try {
    const result = await run(lane, openProject(folder), { now: new Date("2026-06-01T12:00:00Z") });
    if (!result.ok) throw new Error(JSON.stringify(result.errors, null, 1));
    const base = await openBase(engine, openProject(folder), result.value.summary.run, false);
    if (!base.ok) throw new Error(JSON.stringify(base.errors));
    const from = base.value.customers;
    const rows = await engine.rows(select({ from, orderBy: [asc(col("id"))] }));
    const types = await engine.rows(described(select({ from })));
    const { run: _, seconds: __, ...summary } = result.value.summary;
    return { isPart, isWhole, isLess, content: JSON.stringify([types, rows, summary], null, 1) };
  } finally {
    await engine.close();
  }
}

/** The same project without what earlier runs left. */
async function fromNothing(folder: string) {
  const other = mkdtempSync(join(realpathSync(tmpdir()), "clientele-k-"));
  try {
    cpSync(folder, other, { recursive: true, filter: (path) => !path.includes(".clientele") });
    return await snapshotOf(other, 1);
  } finally {
    rmSync(other, { recursive: true, force: true });
  }
}

const shape: fc.Arbitrary<Shape> = fc.record({
  within: fc.integer({ min: 1, max: 30 }),
  orders: fc.boolean(),
  refunds: fc.boolean(),
  closed: fc.boolean(),
  merged: fc.boolean(),
  registered: fc.boolean(),
  asOfInside: fc.boolean(),
  alone: fc.boolean(),
});

/** What else happens between two runs. */
const happenings = ["nothing", "correction", "deletion", "configuration", "duplicates"] as const;

const step = fc.record({
  day: fc.integer({ min: 40, max: 62 }),
  lines: lines(4, 0),
  tickets: lines(2, 0),
  besides: fc.constantFrom(...happenings, "nothing", "nothing"),
});

describe("a run after another", () => {
  it("is the run from nothing, byte for byte, whatever came in and wherever the day moved", async () => {
    let [parts, wholes, less] = [0, 0, 0];
    await fc.assert(
      fc.asyncProperty(
        shape,
        lines(80, 40),
        fc.array(step, { minLength: 1, maxLength: 3 }),
        async (chosen, first, steps) => {
          const folder = mkdtempSync(join(realpathSync(tmpdir()), "clientele-k-"));
          try {
            write(folder, {
              "clientele.yaml": config(chosen, dayOf(45)),
              "segmentations/stage.yaml": lifecycle,
              "segmentations/rfm.yaml": "segmentation: rfm\nkind: rfm\n",
              "data/t/0.csv": csv([...first, ...anchor]),
              "data/tickets/0.csv": tickets(first),
              "data/stages/0.csv": stages(first),
              "data/closed.csv": `day\n${[3, 30, 42, 43, 50, 57].map(dayOf).join("\n")}\n`,
              "data/same.csv": "id,main\nc01,c02\nc03,c02\n",
              "data/customers.csv": `id\n${ids.slice(2).join("\n")}\nz99\n`,
            });
            await snapshotOf(folder, 2);
            let within = chosen.within;
            for (const [i, next] of steps.entries()) {
              const { besides } = next;
              if (besides === "deletion" && i > 0)
                rmSync(join(folder, `data/t/${i}.csv`), { force: true });
              if (besides === "configuration") within += 1;
              write(folder, {
                "clientele.yaml": config({ ...chosen, within }, dayOf(next.day)),
                ...(besides === "correction"
                  ? { "data/t/0.csv": csv([...first.slice(i + 1), ...anchor]) }
                  : {}),
                ...(besides === "duplicates" ? { [`data/t/${i + 1}-again.csv`]: csv(first) } : {}),
                ...(next.lines.length === 0 ? {} : { [`data/t/${i + 1}.csv`]: csv(next.lines) }),
                ...(next.tickets.length === 0
                  ? {}
                  : { [`data/tickets/${i + 1}.csv`]: tickets(next.tickets) }),
              });
              const later = await snapshotOf(folder, 2);
              parts += later.isPart ? 1 : 0;
              wholes += later.isWhole ? 1 : 0;
              less += later.isLess ? 1 : 0;
              expect(later.content).toBe((await fromNothing(folder)).content);
            }
          } finally {
            rmSync(folder, { recursive: true, force: true });
          }
        },
      ),
      {
        numRuns: Number(process.env["KEPT_RUNS"] ?? 6),
        examples: [
          [nothingBeside, some, [aDay]],
          [{ ...nothingBeside, refunds: true }, some, [aDay]],
        ],
      },
    );
    expect(parts).toBeGreaterThan(0);
    expect(wholes).toBeGreaterThan(0);
    expect(less).toBeGreaterThan(0);
  }, 240_000);
});

/** A line on each of the last days, so that the day asked for is the day that is taken. */
const anchor: readonly Line[] = Array.from({ length: 23 }, (_, i) => ({
  who: 29,
  order: 2,
  day: 40 + i,
  cents: 500,
  refund: false,
  app: false,
}));

/** All but one who is new, and whoever buys each day. */
const some: readonly Line[] = ids.slice(2).flatMap((_, who) =>
  [who + 8, who + 20].map((day) => ({
    who,
    order: day,
    day,
    cents: 1000 + day,
    refund: false,
    app: day % 2 === 0,
  })),
);

const nothingBeside: Shape = {
  within: 20,
  orders: false,
  refunds: false,
  closed: true,
  merged: false,
  registered: false,
  asOfInside: false,
  alone: true,
};

/** Somebody new buys, somebody takes something back, and one amount is more than narrow decimals hold. */
const aDay = {
  day: 46,
  lines: [
    { who: 28, order: 1, day: 46, cents: 100, refund: false, app: false },
    { who: 3, order: 1, day: 46, cents: -200, refund: true, app: false },
    { who: 4, order: 1, day: 46, cents: 700_000_000_000_000, refund: false, app: false },
    { who: 4, order: 2, day: 46, cents: 700_000_000_000_000, refund: false, app: true },
  ],
  tickets: [],
  besides: "nothing" as const,
};
