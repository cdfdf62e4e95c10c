/** Moves by a model that was learned anew, and drift of real data beside scipy's. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openSession } from "../../../packages/core/src/host/session.ts";
import { opened, type Opened } from "../sources/computed.ts";
import { publicData, publicDataThere } from "../stats/cdnow.ts";
import { ownerOf } from "../../../packages/core/src/viewer.ts";

const call = { signal: new AbortController().signal, progress: () => {} };

const config = (asOf: string): string => `clientele: 1
name: Moves
as_of: ${asOf}
sources:
  transactions: { from: t.csv, customer: id, time: day, amount: amount }
`;

async function runIn({ folder }: Opened, minute: number): Promise<string> {
  const clock = (): Date => new Date(`2026-11-21T11:0${minute}:00Z`);
  const session = await openSession({ project: folder, allowRead: [] }, clock);
  const ran = await session.run({ publish: { by: "test", why: "" } }, call);
  await session.close();
  if (!ran.ok) throw new Error(JSON.stringify(ran.errors));
  return ran.value.run;
}

async function diffOf({ folder }: Opened, from: string, to: string) {
  const now = (): Date => new Date("2026-11-21T12:00:00Z");
  const session = await openSession({ project: folder, allowRead: [] }, now);
  const found = await session.diff({ viewer: ownerOf("cli:test"), from, to }, call);
  await session.close();
  if (!found.ok) throw new Error(JSON.stringify(found.errors));
  return found.value;
}

const csv = (rows: readonly string[]): string => ["id,day,amount", ...rows].join("\n");

it("tells who moved because clusters were learned anew", async () => {
  // Four hundred customers; two clusters of spend: first 10 and 20 against 100 and 110, cut at 60; then 10, 20 and 70 against 300.
  const spent = (i: number, of: readonly number[]): number => of[Math.floor(i / 100)] ?? 0;
  const lines = (day: string, of: readonly number[]): readonly string[] =>
    Array.from({ length: 400 }, (_, i) => `c${i},${day},${spent(i, of)}`);
  const first = lines("2026-01-10", [10, 20, 100, 110]);
  const at = await opened({
    "clientele.yaml": config("2026-01-31"),
    "segmentations/alike.yaml":
      "segmentation: alike\nkind: kmeans\nfeatures: [{ metric: monetary, transform: none }]\nk: 2\n",
    "t.csv": csv(first),
  });
  const from = await runIn(at, 1);
  at.write("clientele.yaml", config("2026-02-28"));
  // The third hundred sent goods back for 30 since, the fourth spends 190 more.
  at.write(
    "t.csv",
    csv([...first, ...lines("2026-02-10", [0, 0, -30, 190]).filter((l) => !l.endsWith(",0"))]),
  );
  const { segmentations } = await diffOf(at, from, await runIn(at, 2));
  const [found] = segmentations;
  expect(found?.unsplit).toEqual([]);
  expect(found?.segments.map((s) => [s.opening.customers, s.closing.customers])).toEqual(
    expect.arrayContaining([
      [200, 300],
      [200, 100],
    ]),
  );
  // By hand: beside the old centres of 15 and 105, 70 is nearer to 105; beside the new ones of 33.3 and 300 it is not.
  expect(found?.flows.map((f) => [f.cause, f.customers])).toEqual([["refit", 100]]);
});

describe.skipIf(!publicDataThere)(
  "drift of CDNOW's sample from September 1997 to June 1998",
  () => {
    it("is scipy's, and chance what a block bootstrap of numpy gives", async () => {
      const [, ...rows] = readFileSync(join(publicData, "cdnow/cdnow_sample.csv"), "utf8")
        .trim()
        .split("\n");
      const at = await opened({
        "clientele.yaml": config("1997-09-30"),
        "segmentations/s.yaml":
          "segmentation: s\nkind: rules\nsegments: [{ id: more, when: frequency > 2 }, { id: less, else: true }]\n",
        "t.csv": csv(
          rows.map((row) => {
            const [, id, day, , amount] = row.split(",");
            return `${id},${day},${amount}`;
          }),
        ),
      });
      const from = await runIn(at, 1);
      at.write("clientele.yaml", config("1998-06-30"));
      const { drift } = await diffOf(at, from, await runIn(at, 2));
      const of = (name: string) => drift.find((m) => m.metric === name);
      // scipy.stats.ks_2samp, scipy.spatial.distance.jensenshannon(base=2) and PSI with numpy, tenths by numpy.quantile; beside
      // each the 95 % quantile of 4,000 draws of customers with replacement, before and now exchanged by a coin (seed 5).
      const figures = [
        ["frequency", "psi", 0.07196707478170647, 0.0040814],
        ["frequency", "js", 0.11336042319368397, 0.0271739],
        ["frequency", "ks", 0.0992787441663131, 0.0152737],
        ["monetary", "psi", 0.042114563678585924, 0.0035473],
        ["monetary", "js", 0.08705634752964828, 0.0253368],
        ["monetary", "ks", 0.08358082308018666, 0.0169707],
      ] as const;
      for (const [metric, name, value, chance] of figures) {
        const found = of(metric)?.[name];
        expect({ metric, name, value: found?.value }).toEqual({
          metric,
          name,
          value: expect.closeTo(value, 10) as number,
        });
        // Of 200 draws the quantile has a standard error of 5 to 8 %.
        expect(Math.abs((found?.chance ?? 0) / chance - 1)).toBeLessThan(0.25);
      }
    });
  },
);
