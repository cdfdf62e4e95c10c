import { expect, it } from "vitest";
import { compute } from "./engine.ts";

/** Days before the as-of date of each order; answers with theirs. By hand, w = 40: retention and repurchase of each. */
const people = [
  // retained: bought in (D − 80, D − 40] and since
  { id: "a", class: "gold", orders: [70, 10], answers: [[5, 9]] },
  // not retained; first order in the window before, second within 40 days: repurchased
  {
    id: "b",
    class: "gold",
    orders: [75, 50],
    answers: [
      [5, 10],
      [20, 3],
    ],
  },
  // retained; the first order is older, so repurchase is not known
  { id: "c", class: "gold", orders: [200, 60, 30], answers: [[400, 2]] },
  // first order in the window before, second after 45 days: retained, not repurchased
  { id: "d", class: "basic", orders: [60, 15], answers: [[30, 6]] },
  // not retained, not repurchased
  { id: "e", class: "basic", orders: [41], answers: [[1, 8]] },
  // new: neither is known
  { id: "f", class: "basic", orders: [0], answers: [] },
] as const;

const dayOf = (ago: number): string =>
  new Date(Date.parse("2026-11-18T00:00:00Z") - ago * 86_400_000).toISOString().slice(0, 10);

const files = {
  "clientele.yaml": `clientele: 1
name: Figures
as_of: 2026-11-18
sources:
  customers: { from: data/c.csv, key: id }
  transactions: { from: data/t.csv, customer: customer, time: day, amount: amount }
  surveys: { from: data/s.csv, kind: scores, customer: customer, time: day, score: nps, scale: [0, 10] }
metrics:
  stayed: { value: retained, within: 40 days }
  again: { value: repurchased, within: 40 days }
`,
  "segmentations/class.yaml": `segmentation: kind
kind: rules
segments:
  - { id: gold, when: class = 'gold' }
  - { id: basic, when: class = 'basic' }
  - { id: none, else: true }
`,
  "segmentations/lists.yaml": `segmentation: lists
kind: rules
assign: all
segments:
  - { id: buyers, when: frequency >= 2 }
  - { id: gold, when: class = 'gold' }
`,
  "data/c.csv": ["id,class", ...people.map((p) => `${p.id},${p.class}`)].join("\n"),
  "data/t.csv": [
    "customer,day,amount",
    ...people.flatMap((p) => p.orders.map((ago) => `${p.id},${dayOf(ago)},10`)),
  ].join("\n"),
  "data/s.csv": [
    "customer,day,nps",
    ...people.flatMap((p) => p.answers.map(([ago, nps]) => `${p.id},${dayOf(ago)},${nps}`)),
  ].join("\n"),
};

const figures = (retention: number | null, repurchase: number | null, nps: number | null) => [
  { name: "retention", of: "40", value: retention },
  { name: "repurchase", of: "40", value: repurchase },
  { name: "nps", of: "nps", value: nps },
];
const near = (value: number) => expect.closeTo(value, 12) as number;

it("reports retention, repurchase and NPS of each segment and of all", async () => {
  const { summary } = await compute(files);
  // of a, b, c, d, e; of a (second after 60 days), b, d, e; answers 9, 10, 6, 8 within a year
  expect(summary.figures).toEqual(figures(near(3 / 5), near(1 / 4), near(25)));
  const segments = (name: string) =>
    Object.fromEntries(
      Object.entries(summary.segmentations[name]?.segments ?? {}).map(([id, s]) => [id, s.figures]),
    );
  expect(segments("kind")).toEqual({
    gold: figures(near(2 / 3), near(1 / 2), near(100)),
    basic: figures(near(1 / 2), near(0), near(-50)),
    none: figures(null, null, null),
  });
  expect(segments("lists")).toEqual({
    buyers: figures(near(3 / 4), near(1 / 3), near((100 * 1) / 3)),
    gold: figures(near(2 / 3), near(1 / 2), near(100)),
  });
});

it("reports none where nothing names them", async () => {
  const { summary } = await compute({
    ...files,
    "clientele.yaml": files["clientele.yaml"].replace(/ {2}surveys[^]*$/u, ""),
  });
  expect(summary).not.toHaveProperty("figures");
  expect(summary.segmentations["kind"]?.segments["gold"]).not.toHaveProperty("figures");
});
