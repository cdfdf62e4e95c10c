import { readConfig } from "../../../packages/core/src/language/config/read-config.ts";
import { filesOf } from "../../../packages/core/src/language/files.ts";
import { buildModel } from "../../../packages/core/src/language/model/build-model.ts";
import { describe, expect, it } from "vitest";
import { rfmTies } from "../../../packages/core/src/language/analysis/rfm-ties.ts";
import type { Catalog, CatalogColumn } from "../../../packages/core/src/language/model/catalog.ts";
import {
  build,
  catalogOf,
  found,
  onlyProblem,
  projectText,
  textAt,
  withSegmentation,
  type Texts,
} from "../language/project.ts";

const rules = (...segments: readonly string[]): Texts =>
  withSegmentation(
    `segmentation: s\nkind: rules\nsegments:\n${segments.map((s) => `  - { ${s} }\n`).join("")}`,
  );

describe("findings in a project", () => {
  it("stand at the clause in the file, with the other clause beside them", () => {
    const texts = withSegmentation(`segmentation: s
kind: rules
segments:
  - id: a
    when: >-
      frequency > 9 and

      recency > 30 and
      frequency < 3
`);
    const problem = onlyProblem(texts);
    expect(problem).toMatchObject({ code: "never-true", severity: "error" });
    expect([problem, ...problem.related].map((place) => textAt(texts, place))).toEqual([
      "frequency < 3",
      "frequency > 9",
    ]);
  });

  it("name the rule that takes everyone, and the else that nobody reaches", () => {
    const texts = rules(
      "id: a, when: frequency > 3",
      "id: b, when: frequency > 5",
      "id: c, when: frequency <= 3",
      "id: d, else: true",
    );
    const problems = build(texts).problems;
    expect(problems.map((p) => [p.code, p.severity, textAt(texts, p), p.values])).toEqual([
      ["never-reached", "warning", "frequency > 5", { id: "b", by: "a", count: 1 }],
      ["never-reached", "warning", "else", { id: "d", by: "a, c", count: 2 }],
    ]);
    expect(problems[0]?.related.map((p) => textAt(texts, p))).toEqual(["frequency > 3"]);
    expect(build(texts).model).toBeDefined();
  });

  it("do not follow from other mistakes", () => {
    expect(
      found(rules("id: a, when: frequncy > 3 and frequency < 0", "id: b, else: true")).map(
        ([code]) => code,
      ),
    ).toEqual(["unknown-name"]);
    expect(
      found(rules("id: a, when: frequency > 3 and", "id: b, when: frequency > 4")).map(
        ([code]) => code,
      ),
    ).toEqual(["expression-syntax"]);
  });

  it("follow a metric's change, though the file of the rule has not been read again", () => {
    const files = (metric: string): Texts => ({
      ...rules("id: a, when: m > 3 and frequency < 2"),
      "clientele.yaml": projectText(`metrics: { m: { value: ${metric} } }`),
    });
    const before = readConfig(filesOf(files("recency")));
    const after = readConfig(filesOf(files("frequency")), before);
    expect(buildModel(before, undefined, {}).problems).toEqual([]);
    expect(buildModel(after, undefined, {}).problems).toMatchObject([{ code: "never-true" }]);
  });
});

describe("tiers by a total over all time", () => {
  const tiers = (by: string, metrics: string) =>
    withSegmentation(
      `segmentation: s\nkind: tiers\nby: ${by}\ntiers: [{ id: a, rest: true }]\n`,
      `metrics: ${metrics}`,
    );

  it.each([
    "{ m: { value: monetary } }",
    "{ m: { value: sum(amount) } }",
    "{ m: { value: n * 2 + 1 * frequency }, n: { value: count(orders) } }",
    "{ m: { value: 'round(coalesce(monetary, 0))' } }",
  ])("are found behind a metric: %s", (metrics) => {
    expect(found(tiers("m", metrics))).toEqual([["lifetime-tiers", "m"]]);
  });

  it.each([
    "{ m: { value: monetary, within: 90 days } }",
    "{ m: { value: monetary / frequency } }",
    "{ m: { value: monetary - 5 * frequency } }",
    "{ m: { value: avg(amount) } }",
  ])("are not seen in what can fall: %s", (metrics) => {
    expect(found(tiers("m", metrics))).toEqual([]);
  });
});

const customers = (columns: Readonly<Record<string, Partial<CatalogColumn>>>): Catalog => {
  const plain = catalogOf({
    customers: Object.fromEntries(
      Object.entries(columns).map(([name, c]) => [name, c.type ?? "text"]),
    ),
    transactions: { c: "text", t: "date", a: "number", channel: "text" },
  });
  return {
    sources: plain.sources.map((source) => ({
      ...source,
      columns: source.columns.map((c) => ({ ...c, ...columns[c.name] })),
    })),
  };
};

const top = (...values: readonly string[]) => values.map((value) => ({ value, count: 1 }));

describe("the data", () => {
  const catalog = customers({
    id: {},
    city: { top: top("Suzhou", "Wuxi"), complete: true },
    street: { top: top("High Street"), complete: false },
    age: { type: "number", minimum: "18", maximum: "90.5" },
    level: {
      type: "number",
      top: top("1", "2.0", "40"),
      complete: true,
      minimum: "1",
      maximum: "40",
    },
    joined: { type: "date", minimum: "2020-01-01", maximum: "2024-06-30" },
    seen: { type: "timestamp", minimum: "2020-01-01 10:00:00", maximum: "2024-06-30 10:00:00" },
    channel: { top: top("app", "shop"), complete: true },
  });
  const texts = (rule: string, more = ""): Texts => ({
    "clientele.yaml": `clientele: 1\nname: T\nsources:\n  customers: { from: c.csv, key: id }\n  transactions: { from: t.csv, customer: c, time: t, amount: a }\n${more}`,
    "segmentations/s.yaml": `segmentation: s\nkind: rules\nassign: all\nsegments:\n  - { id: a, when: ${JSON.stringify(rule)} }\n`,
  });

  it.each([
    ["city = 'Suzhu'", "value-absent", "'Suzhu'", "Suzhou"],
    ["city in ('Wuxi', 'wuxi', 'Oslo')", "value-absent", "'wuxi'", "Wuxi"],
    ["city <> 'Wux'", "value-absent", "'Wux'", "Wuxi"],
    ["level = 3", "value-absent", "3", "2.0"],
    ["age > 91", "out-of-range", "91", undefined],
    ["17.9 >= age", "out-of-range", "17.9", undefined],
    ["age between 3 and 5", "out-of-range", "5", undefined],
    ["age = 200", "out-of-range", "200", undefined],
    ["joined > date '2024-07-01'", "out-of-range", "date '2024-07-01'", undefined],
    ["seen >= '2024-07-01'", "out-of-range", "'2024-07-01'", undefined],
  ])("%s: %s at %s", (rule, code, words, near) => {
    const problem = build(texts(rule), catalog).problems.find((p) => p.severity === "warning");
    expect([problem?.code, problem && textAt(texts(rule), problem)]).toEqual([code, words]);
    expect(problem?.fixes[0]?.title).toBe(near);
  });

  it.each([
    "city = 'Wuxi'",
    "street = 'Low Street'",
    "age > 18 and age <= 90.5",
    "level = 2",
    "joined >= '2024-06-30'",
    "seen > '2024-06-30'",
    "city like 'Sz%'",
  ])("is right about %s", (rule) => {
    expect(build(texts(rule), catalog).problems).toEqual([]);
  });

  it("says softly where a threshold lets everyone in", () => {
    expect(build(texts("age < 120"), catalog).problems).toMatchObject([
      { code: "out-of-range", severity: "info" },
    ]);
  });

  it("is asked about the filters of metrics, too", () => {
    const metrics = "metrics: { m: { value: count(*) filter (where channel = 'ap') } }\n";
    const project = texts("m > 3", metrics);
    expect(found(project, catalog)).toEqual([["value-absent", "'ap'"]]);
  });

  it("says nothing before it has been looked at", () => {
    expect(build(texts("city = 'Oslo' and age > 200")).problems).toEqual([]);
  });
});

describe("ties of RFM scores", () => {
  const { model } = build(withSegmentation("segmentation: s\nkind: rfm\n"));
  const [rfm] = model?.segmentations ?? [];
  const ties = (...counts: readonly number[]) =>
    rfm?.kind === "rfm"
      ? rfmTies(rfm, [{ metric: "frequency", customers: counts }]).map((p) => p.values)
      : [];

  it("that leave scores empty are told with the scores", () => {
    expect(ties(80, 0, 0, 12, 8)).toEqual([
      { segmentation: "s", metric: "frequency", scores: "2, 3" },
    ]);
    expect(ties(50, 20, 10, 10)).toEqual([{ segmentation: "s", metric: "frequency", scores: "5" }]);
  });

  it("are not to blame where each score has somebody, or there are fewer buyers than scores", () => {
    expect(ties(20, 20, 20, 20, 20)).toEqual([]);
    expect(ties(1, 0, 1, 0, 1)).toEqual([]);
  });
});
