/** What the data say to bands, points and the rules of actions. */
import { expect, it } from "vitest";
import type { Catalog, CatalogColumn } from "../../../packages/core/src/language/model/catalog.ts";
import { build, textAt, type Texts } from "../language/project.ts";

const column = (name: string, more: Partial<CatalogColumn>): CatalogColumn => ({
  name,
  type: "text",
  nativeType: "text",
  nullShare: 0,
  distinct: 2,
  minimum: null,
  maximum: null,
  top: [],
  complete: true,
  ...more,
});
const top = [
  { value: "firm", count: 3 },
  { value: "person", count: 2 },
];
const catalogWith = (complete: boolean): Catalog => ({
  sources: [
    {
      name: "customers",
      files: [],
      rows: 5,
      columns: [
        column("id", {}),
        column("class", { top, complete }),
        column("age", { type: "number", minimum: "18", maximum: "90", complete }),
      ],
    },
    {
      name: "transactions",
      files: [],
      rows: 5,
      columns: [column("c", {}), column("t", { type: "date" }), column("a", { type: "number" })],
    },
  ],
});

const texts: Texts = {
  "clientele.yaml": `clientele: 1
name: Test
sources:
  customers: { from: c.csv, key: id }
  transactions: { from: t.csv, customer: c, time: t, amount: a }
`,
  "segmentations/m.yaml": `segmentation: m
kind: matrix
rows:
  by: class
  bands:
    - { id: firms, in: [firm, "firmm"] }
    - { id: state, in: authority }
    - { id: others, rest: true }
columns:
  by: age
  bands:
    - { id: old, at_least: 95 }
    - { id: grown, at_least: 30 }
    - { id: young, rest: true }
`,
  "segmentations/p.yaml": `segmentation: p
kind: score
groups:
  - id: fit
    criteria:
      - { id: kind_of, by: class, points: [{ in: [persom], points: 100 }, { rest: true, points: 20 }] }
      - { id: years, by: age, points: [{ at_least: 12, points: 100 }, { rest: true, points: 20 }] }
segments: [{ id: first, at_least: 50 }, { id: others, rest: true }]
`,
  "strategies/s.yaml": `strategy: s
for: p.first
objective: grow
owners: { lead: a }
actions:
  - { id: call, do: Call, when: class = 'frim' and days_since_contact > 14 }
  - { id: visit, do: Visit, when: age > 40 and age < 30 }
  - { id: write, do: Write, when: days_since_contact > 14 and days_since_contact < 7 }
`,
};
const findings = (complete: boolean) =>
  build(texts, catalogWith(complete))
    .problems.filter((p) => p.code !== "segment-without-strategy")
    .map((p) => [p.code, p.severity, textAt(texts, p)]);
const proven = [
  ["never-true", "error", "age < 30"],
  ["never-true", "error", "days_since_contact < 7"],
];

it("finds values that do not occur and thresholds that nobody reaches, each where it stands", () => {
  expect(findings(true)).toEqual([
    ["value-absent", "warning", '"firmm"'],
    ["value-absent", "warning", "authority"],
    ["out-of-range", "warning", "95"],
    ["value-absent", "warning", "persom"],
    ["out-of-range", "info", "12"],
    ["value-absent", "warning", "'frim'"],
    proven[0],
    proven[1],
  ]);
});

it("says nothing of values where the catalog does not hold all of them", () => {
  const codes = findings(false).map(([code]) => code);
  expect(codes).not.toContain("value-absent");
});

it.each<readonly [string, string, readonly string[]]>([
  [
    "longer than the data, and as long",
    "lost_after: 365 days\nreturned: { gap: 99 days }",
    ["365 days", "99 days"],
  ],
  ["shorter than the data", "lost_after: 98 days\nreturned: { gap: 14 weeks }", []],
  ["that the file does not say", "loyal: { orders: 2 }", []],
])("compares days of a lifecycle that are %s with what the data span", (_, lines, told) => {
  const data = catalogWith(true);
  const time = column("t", { type: "date", minimum: "2026-01-01", maximum: "2026-04-10" });
  const sources = data.sources.map((source) => ({
    ...source,
    columns: source.columns.map((c) => (c.name === "t" ? time : c)),
  }));
  const project = {
    "clientele.yaml": texts["clientele.yaml"] ?? "",
    "segmentations/l.yaml": `segmentation: l\nkind: lifecycle\n${lines}\n`,
  };
  const found = (catalog: Catalog) =>
    build(project, catalog)
      .problems.filter((p) => p.code === "out-of-range")
      .map((p) => textAt(project, p));
  expect(found({ sources })).toEqual(told);
  expect(found(data)).toEqual([]);
  // As of an earlier day they span less, as of a later one more.
  const asOf = (day: string) => ({
    ...project,
    "clientele.yaml": `${project["clientele.yaml"]}as_of: ${day}\n`,
  });
  expect(build(asOf("2027-06-01"), { sources }).problems).toEqual([]);
});
