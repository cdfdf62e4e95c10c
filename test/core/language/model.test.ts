import { describe, expect, it } from "vitest";
import {
  build,
  catalogOf,
  found,
  onlyProblem,
  projectText,
  textAt,
  withRule,
  withSegmentation,
} from "./project.ts";

const catalog = catalogOf({
  transactions: { c: "text", t: "timestamp", a: "number", channel: "text", gift: "boolean" },
});

const metrics = (...lines: readonly string[]) =>
  `metrics:\n${lines.map((l) => `  ${l}\n`).join("")}`;

describe("names", () => {
  it("that nobody knows get the nearest, with a fix at the name alone", () => {
    const texts = withRule(
      "monetary > 5 and recncy < 90 days",
      metrics("spend: { value: monetary }"),
    );
    const problem = onlyProblem(texts);
    expect(problem).toMatchObject({
      code: "unknown-name",
      values: { name: "recncy", nearest: "recency" },
      fixes: [{ title: "recency", edits: [{ newText: "recency", range: problem.range }] }],
    });
    expect(textAt(texts, problem)).toBe("recncy");
  });

  it("that have many values for a customer need an aggregate, which the fix writes", () => {
    for (const [rule, name, example] of [
      ["a > 3", "a", "sum(a)"],
      ["channel = 'app'", "channel", "max(channel)"],
      ["recency > 3 and Amount > 5", "Amount", "sum(Amount)"],
      ["transactions.a > 3", "transactions.a", "sum(transactions.a)"],
    ] as const) {
      const problem = onlyProblem(withRule(rule), catalog);
      expect(problem).toMatchObject({
        code: "aggregate-needed",
        values: { name, example },
        fixes: [{ edits: [{ newText: example }] }],
      });
      expect(found(withRule(rule.replace(name, example)), catalog)).toEqual([]);
    }
  });

  it("mean the same whatever their case and however their accents are written", () => {
    const more = metrics(
      "Café: { value: 'caf\u00e9_share * 2' }",
      "Cafe\u0301_share: { value: a1 }",
    ).replace("a1", "monetary");
    const rule = "CAFÉ > 1 and V.Vip or (v.VIP and cafe\u0301 < 3)";
    const texts = {
      ...withRule(rule, more),
      "segmentations/v.yaml":
        "segmentation: v\nkind: rules\nassign: all\nsegments:\n  - { id: vip, when: recency < 9 }\n",
    };
    const { model, problems } = build(texts);
    expect(problems).toEqual([]);
    expect(model?.needs["s"]).toEqual(["Café", "v"]);
    expect(model?.needs["Café"]).toEqual(["Café_share"]);
  });

  it("that differ in their accents' writing alone are one name twice", () => {
    const twice = metrics("é: { value: monetary }", "e\u0301: { value: monetary }");
    expect(found({ "clientele.yaml": projectText(twice) }).map(([code]) => code)).toContain(
      "duplicate-name",
    );
  });

  it("may follow each other in any order and through long chains", () => {
    const lines = Array.from({ length: 3000 }, (_, i) => `m${i}: { value: m${i + 1} + 0 }`);
    const { problems } = build(withRule("m0 > 1", metrics(...lines, "m3000: { value: recency }")));
    expect(problems).toEqual([]);
  });

  it.each([
    ["spnd > 1", "spend"],
    ["s.vp", "s.vip"],
    ["as_off > first_order", "as_of"],
    ["RECNCY > 1", "recency"],
  ])("in %s are near %s", (rule, near) => {
    const more = metrics("spend: { value: monetary }");
    const texts = {
      ...withSegmentation(
        "segmentation: s\nkind: rules\nassign: all\nsegments: [{ id: vip, when: true }]\n",
        more,
      ),
      "segmentations/t.yaml": `segmentation: t\nkind: rules\nsegments: [{ id: x, when: ${JSON.stringify(rule)} }]\n`,
    };
    expect(onlyProblem(texts)).toMatchObject({ code: "unknown-name", values: { nearest: near } });
  });

  it("of functions get the nearest, too", () => {
    const texts = withRule("rond(monetary) > 1");
    const problem = onlyProblem(texts);
    expect(problem).toMatchObject({ code: "unknown-function", values: { nearest: "round" } });
    expect(textAt(texts, problem)).toBe("rond");
  });

  it("of JavaScript's objects mean nothing", () => {
    for (const name of ["constructor", "__proto__", "toString", "hasOwnProperty"])
      expect(found(withRule(`${name} > 1`))).toEqual([["unknown-name", name]]);
    expect(found(withRule("constructor(1) > 1"))).toEqual([["unknown-function", "constructor"]]);
  });

  it.each([
    [
      "a metric and a built-in one",
      metrics("recency: { value: monetary }"),
      "name-clash",
      "recency",
    ],
    ["a metric and as_of", metrics("AS_OF: { value: monetary }"), "name-clash", "AS_OF"],
    [
      "metrics but for case",
      metrics("spend: { value: monetary }", "Spend: { value: monetary }"),
      "duplicate-name",
      "Spend",
    ],
    ["a metric and a segmentation", metrics("s: { value: monetary }"), "name-clash", "s"],
  ])("clash: %s", (_, more, code, underlined) => {
    expect(found(withRule("frequency > 1", more))).toEqual([[code, underlined]]);
  });

  it("of segmentations in two files clash, with the first place named", () => {
    const texts = {
      ...withRule("frequency > 1"),
      "segmentations/t.yaml": "segmentation: S\nkind: rfm\n",
    };
    const problem = onlyProblem(texts);
    expect(problem).toMatchObject({ code: "duplicate-name", file: "segmentations/t.yaml" });
    expect(problem.related.map((place) => place.file)).toEqual(["segmentations/s.yaml"]);
  });

  it("of segments are unique whatever their case, the segment of the rest included", () => {
    expect(
      found(
        withSegmentation(
          "segmentation: s\nkind: rules\nsegments:\n  - { id: a, when: true }\n  - { id: A, else: true }\n",
        ),
      ),
    ).toEqual([["duplicate-name", "A"]]);
    expect(found(withSegmentation("segmentation: s\nkind: rfm\nothers: loyal\n"))).toEqual([
      ["duplicate-name", "loyal"],
    ]);
  });
});

describe("segments of another segmentation", () => {
  const value =
    "segmentation: value\nkind: tiers\nby: monetary\nwithin: 365 days\ntiers: [{ id: high, top: 80% of value }, { id: low, rest: true }]\n";
  const care = (rule: string) => ({
    ...withRule(rule),
    "segmentations/value.yaml": value,
  });

  it.each([
    "value = 'hihg'",
    "value <> 'hihg'",
    "'hihg' = value",
    "value in ('low', 'hihg')",
    "not (value = 'hihg')",
    "case value when 'hihg' then true else false end",
  ])("%s is no segment, and the fix keeps the quotes", (rule) => {
    const texts = care(rule);
    const problem = onlyProblem(texts);
    expect(problem).toMatchObject({
      code: "unknown-segment",
      values: { segment: "hihg", segmentation: "value", nearest: "high" },
      fixes: [{ edits: [{ newText: "'high'" }] }],
    });
    expect(textAt(texts, problem)).toBe("'hihg'");
  });

  it("are exact in their case: engines compare texts byte by byte, so the fix writes it as it is", () => {
    expect(onlyProblem(care("value = 'High'"))).toMatchObject({
      code: "unknown-segment",
      values: { segment: "High", nearest: "high" },
      fixes: [{ edits: [{ newText: "'high'" }] }],
    });
  });

  it("are compared without a problem where they exist", () => {
    expect(found(care("value = 'high' or value in ('low')"))).toEqual([]);
  });

  it("of a ten-segment map exist without being written, and the segment of others", () => {
    const texts = {
      ...withRule("rfm = 'champions' or rfm = 'none_yet'"),
      "segmentations/rfm.yaml": "segmentation: rfm\nkind: rfm\nothers: none_yet\n",
    };
    expect(found(texts)).toEqual([]);
  });
});

describe("within", () => {
  it("needs something that looks back", () => {
    const texts = {
      "clientele.yaml": projectText(
        metrics("a: { value: monetary }", "b: { value: a * 2, within: 90 days }"),
      ),
    };
    expect(found(texts)).toEqual([["bad-value", "within"]]);
  });

  it("needs it in tiers, too", () => {
    const tiers =
      "segmentation: s\nkind: tiers\nby: a\nwithin: 90 days\ntiers: [{ id: x, rest: true }]\n";
    expect(found(withSegmentation(tiers, metrics("a: { value: monetary }")))).toEqual([
      ["bad-value", "within"],
    ]);
    expect(
      found(
        withSegmentation(
          tiers.replace("by: a", "by: a + monetary"),
          metrics("a: { value: monetary }"),
        ),
      ),
    ).toEqual([]);
  });

  it("narrows the built-in metrics of its formula, in days", () => {
    const { model } = build({
      "clientele.yaml": projectText(metrics("m: { value: monetary / frequency, within: 8 weeks }")),
    });
    expect(model?.windows).toEqual([
      { name: "monetary", within: 56 },
      { name: "frequency", within: 56 },
    ]);
  });
});

describe("the order of metrics and segmentations", () => {
  it("puts each behind what it needs", () => {
    const texts = withRule(
      "c > 1",
      metrics("c: { value: b }", "b: { value: a }", "a: { value: monetary }"),
    );
    expect(build(texts).model?.order.map((node) => node.name)).toEqual(["a", "b", "c", "s"]);
  });

  it("has a cycle's every place", () => {
    const texts = {
      ...withRule(
        "b > 1",
        metrics("a: { value: case when s = 'a' then 1 else 2 end }", "b: { value: a + 1 }"),
      ),
    };
    const problem = onlyProblem(texts);
    expect(problem).toMatchObject({ code: "cycle", values: { path: "a → s → b → a" } });
    const places = [problem, ...problem.related];
    expect(places.map((place) => `${place.file} ${textAt(texts, place)}`)).toEqual([
      "clientele.yaml a",
      "segmentations/s.yaml s",
      "clientele.yaml b",
    ]);
  });

  it("refuses what needs itself", () => {
    expect(
      onlyProblem({ "clientele.yaml": projectText(metrics("a: { value: a + 1 }")) }),
    ).toMatchObject({
      code: "cycle",
      values: { path: "a → a" },
    });
    expect(found(withRule("s = 'a'"))).toEqual([["cycle", "s"]]);
  });

  it("holds for a long chain and for many that name each other", () => {
    const chain = Array.from(
      { length: 300 },
      (_, i) => `m${i}: { value: ${i === 299 ? "monetary" : `m${i + 1} + 1`} }`,
    );
    expect(build({ "clientele.yaml": projectText(metrics(...chain)) }).model?.order[0]?.name).toBe(
      "m299",
    );
    const all = Array.from({ length: 30 }, (_, i) => `x${i}`);
    const dense = all.map((name) => `${name}: { value: ${all.join(" + ")} }`);
    expect(
      found({ "clientele.yaml": projectText(metrics(...dense)) }).map(([code]) => code),
    ).toEqual(["cycle"]);
  });

  it("a metric has the type and unit of its formula wherever it stands", () => {
    const texts = withRule(
      "late > monetary",
      metrics("late: { value: lag + 1 }", "lag: { value: recency }"),
    );
    expect(found(texts)).toEqual([["type-mismatch", "late > monetary"]]);
  });
});

describe("columns", () => {
  it("that the data lack are named with the nearest", () => {
    const text = projectText().replace("amount: a", "amount: aa * 1");
    expect(onlyProblem({ "clientele.yaml": text }, catalog)).toMatchObject({
      code: "unknown-name",
      values: { name: "aa", nearest: "a" },
    });
  });

  it("are taken on trust before the data have been read", () => {
    const text = projectText().replace("amount: a", "amount: whatever * 1");
    expect(found({ "clientele.yaml": text })).toEqual([]);
  });

  it("that tables settle are found whatever their case", () => {
    const text = projectText().replace("amount: a", "amount: A * 1");
    const { model } = build({ "clientele.yaml": text }, catalog);
    expect(model?.transactions.amount).toMatchObject({ left: { ref: { column: "a" } } });
  });
});
