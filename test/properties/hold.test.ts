import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { sureText, textOf } from "../../packages/core/src/compute/engine/cell.ts";
import { openEngine } from "../../packages/core/src/compute/engine/duckdb.ts";
import { openProject } from "../../packages/core/src/compute/project/project.ts";
import { run } from "../../packages/core/src/compute/run/run.ts";
import { closeBase, openBase } from "../../packages/core/src/compute/snapshot/open-base.ts";
import { publish } from "../../packages/core/src/compute/snapshot/publish.ts";
import { select } from "../../packages/core/src/query/index.ts";

const config = `clientele: 1
name: Generated
sources:
  transactions: { from: data/t.csv, customer: customer, time: day, amount: amount }
`;
const hold = 10;
const tiers = `segmentation: value
kind: tiers
by: monetary
within: 8 days
hold: ${hold} days
tiers: [{ id: high, at_least: 20 }, { id: mid, at_least: 10 }, { id: low, rest: true }]
`;

const start = Date.parse("2026-06-01T00:00:00Z");
const dayOf = (n: number): string => new Date(start + n * 86_400_000).toISOString().slice(0, 10);
const length = 40;
const now = new Date("2026-11-21T12:00:00Z");

/** What each of four customers spends on each day; a fifth buys every day, so that every day is in the data. */
// Seldom enough that tiers fall as often as they rise.
const spend = fc.oneof(
  { weight: 16, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.constantFrom(5, 11, 21) },
);
const spending = fc.array(spend, { minLength: 4 * length, maxLength: 4 * length });
const asked = fc.array(
  fc.record({
    // Often exactly as long apart as tiers are held.
    day: fc.integer({ min: 1, max: 7 }).map((n) => n * 5),
    published: fc.constantFrom(true, true, false),
  }),
  { minLength: 4, maxLength: 7 },
);

type Held = { readonly tier: number; readonly since: number | null };

/** The tiers of one customer over a series of runs, by the definition: 0 is the highest, `null` before the first line. */
function naive(
  spent: readonly number[],
  runs: readonly { readonly day: number; readonly published: boolean }[],
): readonly (Held | null)[] {
  let prior: { readonly day: number; readonly held: Held | null } | null = null;
  return runs.map(({ day, published }) => {
    const isKnown = spent.slice(0, day + 1).some((s) => s > 0);
    const sum = spent.slice(Math.max(0, day - 7), day + 1).reduce((a, b) => a + b, 0);
    const tier = sum >= 20 ? 0 : sum >= 10 ? 1 : 2;
    const before: Held | null = prior !== null && prior.day <= day ? prior.held : null;
    const since = before?.since ?? day;
    const waits = before !== null && tier > before.tier && day - since < hold;
    const held = isKnown ? (waits ? { tier: before.tier, since } : { tier, since: null }) : null;
    if (published) prior = { day, held };
    return held;
  });
}

it("holds a tier exactly as METHODS says, over any series of published and unpublished runs", async () => {
  await fc.assert(
    fc.asyncProperty(spending, asked, async (spent, anyOrder) => {
      // A run of an earlier day now and then: the last two change places.
      const runs = [...anyOrder].toSorted((a, b) => a.day - b.day);
      if (anyOrder[0]?.published === false) runs.push(...runs.splice(-2, 1));
      const folder = mkdtempSync(join(realpathSync(tmpdir()), "clientele-p-"));
      const lines = spent.flatMap((s, i) =>
        s === 0 ? [] : [`c${Math.floor(i / length)},${dayOf(i % length)},${s}`],
      );
      const everyDay = Array.from({ length }, (_, i) => `every,${dayOf(i)},1`);
      for (const name of ["data", "segmentations", ".clientele/tmp"])
        mkdirSync(join(folder, name), { recursive: true });
      writeFileSync(join(folder, "clientele.yaml"), config);
      writeFileSync(join(folder, "segmentations/value.yaml"), tiers);
      writeFileSync(
        join(folder, "data/t.csv"),
        ["customer,day,amount", ...lines, ...everyDay].join("\n"),
      );
      const engine = await openEngine({
        tempDirectory: join(folder, ".clientele/tmp"),
        allowedDirectories: [folder],
      });
      const project = openProject(folder);
      try {
        const got: (readonly unknown[])[] = [];
        for (const { day, published } of runs) {
          const ran = await run(engine, project, { now, asOf: dayOf(day) });
          if (!ran.ok) throw new Error(JSON.stringify(ran.errors));
          const id = ran.value.summary.run;
          if (published) publish(project, { run: id, by: "me", why: "test", now });
          const base = await openBase(engine, project, id, false);
          if (!base.ok) throw new Error(JSON.stringify(base.errors));
          const rows = await engine.rows(select({ from: base.value.customers }));
          await closeBase(engine, base.value);
          const byId = new Map(rows.map((row) => [sureText(row["id"]), row]));
          got.push(
            [0, 1, 2, 3].map((c) => {
              const row = byId.get(`c${c}`);
              if (row === undefined) return null;
              return [row["s_value"], textOf(row["h_value_since"])?.slice(0, 10) ?? null];
            }),
          );
        }
        const each = [0, 1, 2, 3].map((c) =>
          naive(spent.slice(c * length, (c + 1) * length), runs),
        );
        expect(got).toEqual(
          runs.map((_, r) =>
            each.map((series) => {
              const held = series[r] ?? null;
              if (held === null) return null;
              const since = held.since === null ? null : dayOf(held.since);
              return [["high", "mid", "low"][held.tier], since];
            }),
          ),
        );
      } finally {
        await engine.close();
        rmSync(folder, { recursive: true, force: true });
      }
    }),
    { numRuns: 10 },
  );
});
