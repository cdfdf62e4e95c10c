import { describe, expect, it } from "vitest";
import {
  evaluateRecommendations,
  pairedGain,
} from "../../../packages/core/src/compute/recommendations/evaluate.ts";
import {
  bundlesOf,
  suggestionsFor,
  suggestionsForSegment,
} from "../../../packages/core/src/compute/recommendations/recommend.ts";
import { recommendationRows } from "../../../packages/core/src/compute/recommendations/run-side.ts";
import { segmentCondition } from "../../../packages/core/src/compute/snapshot/look-up.ts";
import { prepare } from "../../../packages/core/src/compute/run/prepare.ts";
import { sourceRows } from "../../../packages/core/src/compute/run/source-rows.ts";
import { openFiles, type Opened } from "../tables/run-project.ts";

/** Tea, pot and cup go together, as do ink and pen; four customers each bought ink, salt and tea. */
const purchases = [
  ["a", "o1", "2026-01-02", "tea pot cup salt"],
  ["b", "o2", "2026-01-03", "tea pot cup salt"],
  ["c", "o3", "2026-01-04", "tea pot"],
  ["d", "o4", "2026-01-05", "ink pen salt"],
  ["e", "o5", "2026-01-06", "ink pen salt"],
  ["f", "o6", "2026-01-07", "ink pen"],
  ["g", "o7", "2026-01-08", "tea"],
  ["h", "o8", "2026-01-09", "ink"],
] as const;

const csv = (rows: readonly (readonly string[])[]): string =>
  `${rows.map((row) => row.join(",")).join("\n")}\n`;

const lines = purchases.flatMap(([customer, order, day, items]) =>
  items.split(" ").map((item) => [customer, order, day, "sale", item, `The ${item}`]),
);

const project = (more = "", browsing = ""): Readonly<Record<string, string>> => ({
  "clientele.yaml": `clientele: 1
name: T
sources:
  customers: { from: c.csv, key: id${more} }
  transactions:
    from: t.csv
    customer: customer
    order: order
    time: day
    amount: 10
    refund: { when: type = 'refund' }
  looks: { from: l.csv, customer: customer, time: day }
recommendations:
  item: item
  label: label
  where: item <> 'bag'
  show: 2
  min_support: 2
  shrinkage: 1
${browsing}`,
  "segmentations/s.yaml":
    "segmentation: s\nkind: rules\nsegments:\n  - { id: west, when: region = 'west' }\n  - { id: rest, else: true }\n",
  "t.csv": csv([
    ["customer", "order", "day", "type", "item", "label"],
    ...lines,
    ["g", "o7", "2026-01-08", "sale", "bag", "A bag"],
    ["h", "o9", "2026-01-10", "refund", "pot", "The pot"],
  ]),
  "l.csv": csv([
    ["customer", "day", "page"],
    ["h", "2026-01-10", "pot"],
    ["h", "2026-02-10", "salt"],
  ]),
  "c.csv": csv([
    ["id", "region", "ok"],
    ..."abcdefgh"
      .split("")
      .map((id) => [id, "abc".includes(id) ? "west" : "east", id === "g" ? "false" : "true"]),
  ]),
});

const suggested = async (opened: Opened, id: string, agreed?: boolean) => {
  const { base } = await opened.run();
  return suggestionsFor(opened.engine, base, id, agreed);
};

describe("recommendations", () => {
  it("names what customers with the same purchases bought, with the purchase that speaks for it", async () => {
    const opened = await openFiles(project());
    const found = await suggested(opened, "g");
    expect(found).toEqual({
      basis: "history",
      items: [
        {
          item: "pot",
          label: "The pot",
          customers: 3,
          because: { item: "tea", label: "The tea" },
        },
        {
          item: "cup",
          label: "The cup",
          customers: 2,
          because: { item: "tea", label: "The tea" },
        },
      ],
    });
  });

  it("leaves out what was bought, rows that do not count, and refunds", async () => {
    const opened = await openFiles(project());
    const { base } = await opened.run();
    const all = await Promise.all(
      "abcdefgh".split("").map((id) => suggestionsFor(opened.engine, base, id, true)),
    );
    const named = all.flatMap((found) => found?.items.map((i) => i.item) ?? []);
    expect(named).not.toContain("bag");
    const ofA = all[0]?.items.map((i) => i.item) ?? [];
    expect(ofA.filter((item) => ["tea", "pot", "cup", "salt"].includes(item))).toEqual([]);
    // The pot that h sent back without having bought it says nothing.
    expect(all[7]?.items.map((i) => i.item)).toEqual(["pen", "salt"]);
  });

  it("recommends again what was bought where that is asked for", async () => {
    const opened = await openFiles(project("", "  repeat: true\n"));
    expect((await suggested(opened, "g"))?.items[0]?.item).toBe("tea");
  });

  it("forgets purchases from before the window", async () => {
    const opened = await openFiles(project("", "  within: 3 days\n"));
    const found = await suggested(opened, "a");
    expect(found?.basis).toBe("popular");
    expect(found?.items.map((i) => i.item)).toEqual(["ink", "tea"]);
  });

  it("counts what was looked at, up to the day of the run, less than a purchase", async () => {
    const weight = (w: string) => `  browsing: { source: looks, item: page, weight: ${w} }\n`;
    const opened = await openFiles(project("", weight("1")));
    const found = await suggested(opened, "h");
    expect(found?.items.map((i) => [i.item, i.because?.item])).toEqual([
      ["pot", "pot"],
      ["salt", "pot"],
    ]);
    const little = await openFiles(project("", weight("0.01")));
    expect((await suggested(little, "h"))?.items[0]?.item).toBe("pen");
  });

  it("gives those who did not agree what most customers buy, and says so", async () => {
    const opened = await openFiles(project(", consent: { personalised: ok }"));
    const { base } = await opened.run();
    const found = await suggestionsFor(opened.engine, base, "g", false);
    expect(found?.basis).toBe("refused");
    expect(found?.items.map((i) => [i.item, i.because])).toEqual([
      ["ink", null],
      ["salt", null],
    ]);
    expect((await suggestionsFor(opened.engine, base, "h", true))?.basis).toBe("history");
  });

  it("tells what a segment buys more than others, without those who refused", async () => {
    const opened = await openFiles(project());
    const { base } = await opened.run();
    const west = segmentCondition(base, { segmentation: "s", segment: "west" });
    if (!west.ok) throw new Error("unreachable: the segment is there");
    const found = await suggestionsForSegment(opened.engine, base, west.value);
    expect(found?.buyers).toBe(3);
    // Three of three bought the pot, and nobody else did: lift 8 / 3.
    expect(found?.items[0]).toMatchObject({ item: "pot", customers: 3, share: 1 });
    expect(found?.items[0]?.lift).toBeCloseTo(8 / 3, 12);
    const asked = await openFiles(project(", consent: { personalised: ok and id <> 'c' }"));
    const again = (await asked.run()).base;
    expect((await suggestionsForSegment(asked.engine, again, west.value))?.buyers).toBe(2);
  });

  it("finds what stands in one order, with lift and confidence as they are defined", async () => {
    const opened = await openFiles(project());
    const { base } = await opened.run();
    const [first, ...rest] = await bundlesOf(opened.engine, base, 20);
    // tea in 4 of 8 orders, pot in 3, both in 3: expected 1.5, lift 2, and every pot comes with tea.
    expect([first, ...rest]).toContainEqual({
      items: [
        { item: "pot", label: "The pot" },
        { item: "tea", label: "The tea" },
      ],
      orders: 3,
      lift: 2,
      confidence: 1,
    });
    // All three in 2 orders of 8: 2 · 3 · 4 / 8² = 0.375 expected.
    const three = rest.find((b) => b.items.map((i) => i.item).join() === "cup,pot,tea");
    expect(three?.lift).toBeCloseTo(2 / 0.375, 12);
    expect(three?.confidence).toBe(1);
  });

  it("gives the same answers with one thread and with two", async () => {
    const [one, two] = [await openFiles(project(), 1), await openFiles(project(), 2)];
    const answers = async (opened: Opened) => {
      const { base } = await opened.run();
      const each = await Promise.all(
        "abcdefgh".split("").map((id) => suggestionsFor(opened.engine, base, id, true)),
      );
      return [each, await bundlesOf(opened.engine, base, 100)];
    };
    expect(await answers(one)).toEqual(await answers(two));
  });

  it("is tested on what came later, and only on what could be recommended", async () => {
    const later = csv([
      ["g", "p1", "2026-02-01", "sale", "pot", "The pot"],
      ["h", "p2", "2026-02-01", "sale", "ink", "The ink"],
      ["z", "p3", "2026-02-01", "sale", "tea", "The tea"],
    ]);
    const files = project("", "  holdout: 10 days\n");
    const opened = await openFiles({ ...files, "t.csv": (files["t.csv"] ?? "") + later });
    const prepared = await prepare(opened.engine, opened.project);
    const { model } = prepared;
    const recommendations = model?.recommendations;
    if (model === undefined || recommendations === undefined)
      throw new Error(JSON.stringify(prepared.problems));
    const read = await sourceRows(
      opened.engine,
      opened.project,
      prepared,
      model,
      new Date("2026-03-01"),
      {},
    );
    if (!read.ok) throw new Error(JSON.stringify(read.errors));
    const rows = recommendationRows(read.value, model);
    const judge = (more: object) =>
      evaluateRecommendations(opened.engine, rows, { ...recommendations, ...more }, "2026-02-01");
    // h bought again what they had, z had bought nothing before: g alone is judged, and the pot was recommended.
    expect(await judge({})).toMatchObject({
      cut: "2026-01-22",
      customers: 1,
      recommended: { hitRate: 1, recall: 1, coverage: 2 / 6 },
      popular: { hitRate: 0 },
      groups: [{ from: 1, customers: 1 }],
    });
    expect(await judge({ repeat: true })).toMatchObject({ customers: 2 });
    expect(await judge({ holdout: 400 })).toBeUndefined();
  });

  // Agresti, Categorical Data Analysis (2013), table 11.1: approval ratings 944 against 880 of 1600 with 150 and 86 who
  // changed: difference −0.04, 95 % interval (−0.059, −0.021) by the standard error 0.0095.
  it("puts the published interval around a paired difference", () => {
    const { value, low, high } = pairedGain(86, 150, 1600);
    expect([value, low, high].map((n) => n.toFixed(3))).toEqual(["-0.040", "-0.059", "-0.021"]);
  });
});
