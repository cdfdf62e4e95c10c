/** Gaps of any kind by any metric, and how sure the segment of one customer is. */
import { describe, expect, it } from "vitest";
import { evaluateSegmentation } from "../../../packages/core/src/compute/evaluate/evaluate.ts";
import { stabilityOfCustomer } from "../../../packages/core/src/compute/evaluate/stability.ts";
import { random } from "../../../packages/core/src/stats/random.ts";
import { openFiles } from "../tables/run-project.ts";

/** 1,000 customers of four cities; those of Wuxi visit nine times as often, and spend is alike everywhere. */
const next = random(4);
const people = Array.from({ length: 1000 }, (_, i) => {
  const city = ["Wuxi", "Suzhou", "Hefei", "Nanjing"][Math.floor(next() * 4)] ?? "";
  const visits = (city === "Wuxi" ? 9 : 1) * (1 + Math.floor(next() * 5));
  return { id: `k${i}`, city, visits, spent: 1 + i };
});

const files = {
  "clientele.yaml": `clientele: 1
name: Test
as_of: 2026-06-30
sources:
  customers: { from: c.csv, key: id }
  transactions: { from: t.csv, customer: c, time: t, amount: a }
metrics:
  visits: { value: customers.visits }
  visits_a_week: { value: visits / 52 }
  clicks: { value: visits * 3 }
  regular: { value: visits > 8 }
`,
  "c.csv": ["id,city,visits", ...people.map((p) => `${p.id},${p.city},${p.visits}`)].join("\n"),
  "t.csv": ["c,t,a", ...people.map((p) => `${p.id},2026-06-01,${p.spent}`)].join("\n"),
  "segmentations/tiers.yaml": `segmentation: tiers
kind: tiers
by: monetary
tiers: [{ id: high, top: 20% of customers }, { id: low, rest: true }]
`,
  "segmentations/lists.yaml": `segmentation: lists
kind: rules
assign: all
segments: [{ id: rich, when: monetary > 900 }, { id: poor, when: monetary < 100 }]
`,
  "segmentations/stage.yaml": "segmentation: stage\nkind: lifecycle\n",
  "segmentations/among.yaml": `segmentation: among_them
kind: tiers
among: city <> 'Wuxi'
by: monetary
tiers: [{ id: high, top: 20% of customers }, { id: low, rest: true }]
`,
};

describe("groups that no rule covers", () => {
  it("are found in tiers and in lists, by the metric that is asked for", async () => {
    const { engine, ...opened } = await openFiles(files);
    const { base } = await opened.run();
    const gapsOf = async (name: string, target?: string) => {
      const segmentation = base.model.segmentations.find((s) => s.name === name);
      if (segmentation === undefined) throw new Error(name);
      const options = target === undefined ? {} : { target };
      return (await evaluateSegmentation(engine, base, segmentation, options)).gaps;
    };
    for (const [name, customers] of [
      ["tiers", 800],
      ["lists", 801],
    ] as const) {
      const byVisits = await gapsOf(name, "visits");
      expect(byVisits).toMatchObject({ target: "visits", customers });
      // What is computed from visits, and what visits are computed from, would say it all.
      expect(byVisits?.found[0]?.when).toBe("city = 'Wuxi'");
      const mean = (of: readonly (typeof people)[number][]) =>
        of.reduce((sum, p) => sum + p.visits, 0) / of.length;
      const open = people.filter((p) =>
        name === "tiers" ? p.spent <= 800 : p.spent >= 100 && p.spent <= 900,
      );
      expect(byVisits?.found[0]?.mean).toBeCloseTo(mean(open.filter((p) => p.city === "Wuxi")), 9);
      expect(byVisits?.found[0]?.others).toBeCloseTo(mean(open), 9);
      expect((await gapsOf(name, "regular"))?.found[0]?.when).toBe("city = 'Wuxi'");
      expect((await gapsOf(name))?.target).toBe("monetary");
    }
    expect(await gapsOf("stage", "visits")).toBeNull();
    // Who does not take part is no gap.
    expect((await gapsOf("among_them", "visits"))?.found).toEqual([]);
  });
});

describe("one customer", () => {
  it("is as sure of a tier as the number of richer ones among those who are drawn", async () => {
    const { engine, ...opened } = await openFiles(files);
    const { base } = await opened.run();
    const tiers = base.model.segmentations.find((s) => s.name === "tiers");
    if (tiers === undefined) throw new Error("unreachable: it stands above");
    const high = async (id: string) => {
      const rounds = await stabilityOfCustomer(engine, base, tiers, id, {});
      expect(rounds?.reduce((sum, r) => sum + r.share, 0)).toBeCloseTo(1, 12);
      return rounds?.find((r) => r.segment === "high")?.share ?? 0;
    };
    expect(await high("k999")).toBe(1);
    expect(await high("k0")).toBe(0);
    // k790 has 209 richer customers of 1,000: high where fewer than 200.2 of 1,000 draws are, Binomial(1000, .209): .256 (scipy
    // binom.cdf(200, 1000, .209)); k810 has 189: .824. Forty rounds: three standard errors are .2.
    expect(Math.abs((await high("k790")) - 0.256)).toBeLessThan(0.21);
    expect(Math.abs((await high("k810")) - 0.824)).toBeLessThan(0.19);
    expect(await high("k790")).toBe(await high("k790"));
  });

  it("is sure where nothing is estimated", async () => {
    const { engine, ...opened } = await openFiles(files);
    const { base } = await opened.run();
    const lists = base.model.segmentations.find((s) => s.name === "lists");
    if (lists === undefined) throw new Error("unreachable: it stands above");
    expect(await stabilityOfCustomer(engine, base, lists, "k1", {})).toBeNull();
  });
});
