/** RFM scores by type-7 quantiles and by fixed cuts. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Row } from "../../../packages/core/src/compute/engine/engine.ts";
import { compute } from "../../properties/engine.ts";
import { build } from "../language/project.ts";
import { publicData, publicDataThere } from "../stats/cdnow.ts";

const config = `clientele: 1
name: Scores
sources:
  transactions: { from: data/t.csv, customer: id, time: day, amount: amount }
`;
const csv = (rows: readonly string[]): string => ["id,day,amount", ...rows].join("\n");

/** The scores of a customer as the snapshot keeps them: recency, frequency, monetary. */
function scoresOf(row: Row | undefined): string {
  const columns = Object.keys(row ?? {}).filter((c) => /^x_[^_]+_[rfm]$/.test(c));
  return ["r", "f", "m"]
    .map((axis) => Number(row?.[columns.find((c) => c.endsWith(`_${axis}`)) ?? ""]))
    .join("");
}

describe.skipIf(!publicDataThere)("quantiles on the example of the R package rfm", () => {
  it("are the published table's", async () => {
    const [, ...rows] = readFileSync(join(publicData, "rfm-r/rfm_data_orders.csv"), "utf8")
      .trim()
      .split("\n");
    const lines = rows.map((row) => row.split(",").slice(0, 3).join(","));
    const { customers } = await compute({
      "clientele.yaml": config,
      "segmentations/rfm.yaml": readFileSync(
        join(import.meta.dirname, "../../golden/config/segments-rfm-quantiles.yaml"),
        "utf8",
      ),
      "data/t.csv": csv(lines),
    });
    expect(customers.size).toBe(995);
    // The first customers of rfm_table_order(rfm_data_orders, …) in the package's README.
    const published = {
      "Abbey O'Reilly": "343",
      "Add Senger": "412",
      "Aden Lesch": "323",
      "Admiral Senger": "433",
      "Agness O'Keefe": "555",
      "Aileen Barton": "555",
      "Ailene Hermann": "355",
      "Aiyanna Bruen": "321",
      "Ala Schmidt": "212",
      "Alannah Borer": "121",
    };
    for (const [name, scores] of Object.entries(published))
      expect([name, scoresOf(customers.get(name))]).toEqual([name, scores]);
    // numpy: quantiles of type 7, scores 1 + (values > cuts), of all 995.
    const counts = (at: number): readonly number[] =>
      [1, 2, 3, 4, 5].map(
        (score) =>
          [...customers.values()].filter((row) => scoresOf(row)[at] === String(score)).length,
      );
    expect([0, 1, 2].map(counts)).toEqual([
      [197, 201, 198, 199, 200],
      [268, 187, 176, 244, 120],
      [199, 201, 197, 203, 195],
    ]);
  });
});

const people = fc.array(
  fc.record({
    region: fc.constantFrom("east", "west"),
    orders: fc.array(
      fc.record({ ago: fc.integer({ min: 0, max: 60 }), amount: fc.constantFrom(1, 2, 5, 12.5) }),
      { minLength: 1, maxLength: 5 },
    ),
  }),
  { minLength: 1, maxLength: 30 },
);

/** Type 7 of the k-th of n parts, from its definition, to six digits. */
function quantile(values: readonly number[], k: number, n: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const h = ((sorted.length - 1) * k) / n;
  const at = (i: number): number => sorted[Math.min(i, sorted.length - 1)] ?? 0;
  const low = at(Math.floor(h));
  return Math.round((low + (h - Math.floor(h)) * (at(Math.floor(h) + 1) - low)) * 1e6) / 1e6;
}

it("scores each region by its own quantiles, whatever the data", async () => {
  await fc.assert(
    fc.asyncProperty(people, async (list) => {
      const day = (ago: number): string =>
        new Date(Date.parse("2026-11-18T00:00:00Z") - ago * 86_400_000).toISOString().slice(0, 10);
      const all = [...list, { region: "north", orders: [{ ago: 0, amount: 1 }] }];
      const { customers } = await compute({
        "clientele.yaml": `${config.replace("sources:", "sources:\n  customers: { from: data/c.csv, key: id }")}as_of: 2026-11-18\n`,
        "segmentations/rfm.yaml":
          "segmentation: rfm\nkind: rfm\nscores: quantiles\nscale: 3\nwithin_each: region\nsegments: [{ id: all, recency: [1, 3] }]\n",
        "data/c.csv": ["id,region", ...all.map((c, i) => `c${i},${c.region}`)].join("\n"),
        "data/t.csv": csv(
          all.flatMap((c, i) => c.orders.map((o) => `c${i},${day(o.ago)},${o.amount}`)),
        ),
      });
      const facts = all.map(({ region, orders }) => ({
        region,
        recency: Math.min(...orders.map((o) => o.ago)),
        frequency: orders.length,
        monetary: orders.reduce((sum, o) => sum + o.amount, 0),
      }));
      facts.forEach((own, i) => {
        const score = (axis: "recency" | "frequency" | "monetary"): number => {
          const peers = facts.filter((f) => f.region === own.region).map((f) => f[axis]);
          const passed = [1, 2].filter((k) => own[axis] > quantile(peers, k, 3)).length;
          return axis === "recency" ? 3 - passed : 1 + passed;
        };
        const right = `${score("recency")}${score("frequency")}${score("monetary")}`;
        expect([i, scoresOf(customers.get(`c${i}`))]).toEqual([i, right]);
      });
    }),
    { numRuns: 15 },
  );
});

it("scores by fixed cuts: a value on a cut has reached it", async () => {
  const { customers } = await compute({
    "clientele.yaml": config,
    "segmentations/rfm.yaml": `segmentation: rfm
kind: rfm
scale: 3
scores: { recency: [10, 20], frequency: [2, 3], monetary: [50, 100] }
segments: [{ id: all, recency: [1, 3] }]
`,
    "data/t.csv": csv([
      "a,2026-11-18,100",
      "b,2026-11-08,49.99",
      "c,2026-11-09,25",
      "c,2026-11-09,25",
      "d,2026-10-29,10",
      "d,2026-10-28,10",
      "d,2026-10-27,10",
    ]),
  });
  const scores = ["a", "b", "c", "d"].map((id) => scoresOf(customers.get(id)));
  expect(scores).toEqual(["313", "211", "322", "131"]);
});

it.each([
  ["scores: { recency: [10], frequency: [2, 3], monetary: [1, 2] }", "recency"],
  ["scores: { recency: [10, 20], frequency: [3, 2], monetary: [1, 2] }", "frequency"],
  [
    "scores: { recency: [10, 20], frequency: [2, 3], monetary: [1, 2] }\nwithin_each: region",
    "within_each",
  ],
])("refuses %s", (scores, key) => {
  const { problems } = build({
    "clientele.yaml": config.replace(
      "sources:",
      "sources:\n  customers: { from: data/c.csv, key: id }",
    ),
    "segmentations/rfm.yaml": `segmentation: rfm\nkind: rfm\nscale: 3\n${scores}\nsegments: [{ id: all, recency: [1, 3] }]\n`,
  });
  expect(problems.map((p) => [p.code, p.values["key" as keyof typeof p.values]])).toEqual([
    ["bad-value", key],
  ]);
});
