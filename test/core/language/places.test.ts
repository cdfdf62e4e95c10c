import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkModels } from "../../../packages/core/src/domain/checks/check-model.ts";
import { readConfig } from "../../../packages/core/src/language/config/read-config.ts";
import { filesOf } from "../../../packages/core/src/language/files.ts";
import { parseYaml } from "../../../packages/core/src/language/config/yaml-source.ts";
import { build, onlyProblem, projectText, textAt, withRule, type Texts } from "./project.ts";

/** Where a problem stands, and then every place that it names beside it. */
function placesOf(texts: Texts): readonly string[] {
  const problem = onlyProblem(texts);
  return [problem, ...problem.related].map(
    (place) => `${place.file}:${place.range.start.line + 1} ${textAt(texts, place)}`,
  );
}

const rfm = (name: string): string => `segmentation: ${name}\nkind: rfm\n`;
const group = (names: string): string => `clientele: 1
name: Test
sources:
  customers: { from: c.csv, key: id, groups: ${names} }
  transactions: { from: t.csv, customer: c, time: t, amount: a }
`;

describe("two things of one name are told with both places", () => {
  it.each<readonly [string, Texts, readonly string[]]>([
    [
      "a key that stands twice",
      withRule("recency > 3", "locale: en\nlocale: zh-CN\n"),
      ["clientele.yaml:6 locale", "clientele.yaml:5 locale"],
    ],
    [
      "metrics that differ in case",
      withRule(
        "recency > 3",
        "metrics:\n  Spend: { value: monetary }\n  spend: { value: monetary }\n",
      ),
      ["clientele.yaml:7 spend", "clientele.yaml:6 Spend"],
    ],
    [
      "names that differ in how an accent is written",
      withRule(
        "recency > 3",
        "metrics:\n  caf\u00E9: { value: monetary }\n  Cafe\u0301: { value: monetary }\n",
      ),
      ["clientele.yaml:7 Cafe\u0301", "clientele.yaml:6 caf\u00E9"],
    ],
    [
      "segmentations of two files",
      { ...withRule("recency > 3"), "segmentations/t.yaml": rfm("S") },
      ["segmentations/t.yaml:1 S", "segmentations/s.yaml:1 s"],
    ],
    [
      "a metric and a segmentation",
      withRule("recency > 3", "metrics: { S: { value: monetary } }\n"),
      ["segmentations/s.yaml:1 s", "clientele.yaml:5 S"],
    ],
    [
      "a source and a metric",
      {
        "clientele.yaml": projectText(
          "  visits: { from: v.csv, customer: c, time: t }\nmetrics: { visits: { value: monetary } }\n",
        ),
        "segmentations/s.yaml": rfm("s"),
      },
      ["clientele.yaml:6 visits", "clientele.yaml:5 visits"],
    ],
    [
      "segments",
      {
        "clientele.yaml": projectText(),
        "segmentations/s.yaml":
          "segmentation: s\nkind: rules\nsegments:\n  - { id: a, when: recency > 3 }\n  - { id: A, else: true }\n",
      },
      ["segmentations/s.yaml:5 A", "segmentations/s.yaml:4 a"],
    ],
    [
      "groups of customers",
      { "clientele.yaml": group("{ home: h, Home: k }"), "segmentations/s.yaml": rfm("s") },
      ["clientele.yaml:4 Home", "clientele.yaml:4 home"],
    ],
  ])("%s", (_, texts, places) => {
    expect(placesOf(texts)).toEqual(places);
  });

  it("check files", () => {
    const check = "check: c\ntests: [{ test: t, segment: s.a, customers: { at_most: 3 } }]\n";
    const texts = { ...withRule("recency > 3"), "checks/a.yaml": check, "checks/b.yaml": check };
    const { model } = build(texts);
    if (model === undefined) throw new Error("the project has a mistake");
    const { problems } = checkModels(readConfig(filesOf(texts)).checks, model, { sources: [] });
    expect(problems.map((p) => [p.code, p.file, p.related.map((r) => r.file)])).toEqual([
      ["duplicate-name", "checks/b.yaml", ["checks/a.yaml"]],
    ]);
  });

  it("a circle through metrics and two segmentations has all four", () => {
    const rules = (name: string, when: string): string =>
      `segmentation: ${name}\nkind: rules\nsegments:\n  - { id: a, when: ${when} }\n`;
    const texts = {
      "clientele.yaml": projectText(
        `metrics:\n  m: { value: "case when t = 'a' then 1 else 2 end" }\n  n: { value: m + 1 }\n`,
      ),
      "segmentations/s.yaml": rules("s", "n > 1"),
      "segmentations/t.yaml": rules("t", "s = 'a'"),
    };
    expect(placesOf(texts).toSorted()).toEqual([
      "clientele.yaml:6 m",
      "clientele.yaml:7 n",
      "segmentations/s.yaml:1 s",
      "segmentations/t.yaml:1 t",
    ]);
  });
});

const styles = ["PLAIN", "QUOTE_SINGLE", "QUOTE_DOUBLE", "BLOCK_LITERAL", "BLOCK_FOLDED"] as const;
/** Clauses that are well, of which some need quotes or escapes, and one whose name nobody knows. */
const well = [
  "frequency > 3",
  "城市 = '苏州'",
  "城市 = 'a🧵b'",
  "城市 like '%\"%'",
  "城市 <> 'O''Hare'",
  "城市 = 'é \\ n'",
  "recency between 3\n  and 9",
  "frequency > 3\n",
];
const wrong = ["hihg", "最近购买无数", "héhé", "nobody"];

it("a name that nobody knows is covered by its problem exactly, in every kind of scalar", () => {
  const seen = new Set<string>();
  const property = fc.property(
    fc.array(fc.constantFrom(...well), { maxLength: 4 }),
    fc.array(fc.constantFrom(...well), { maxLength: 4 }),
    fc.constantFrom(...wrong),
    fc.constantFrom(...styles),
    fc.record({ lineWidth: fc.constantFrom(0, 20, 40), indent: fc.integer({ min: 1, max: 4 }) }),
    fc.boolean(),
    fc.boolean(),
    (before, after, word, style, layout, crlf, mark) => {
      const rule = [...before, `${word} > 3`, ...after].join(" and ");
      const { document } = parseYaml(
        "s.yaml",
        "# 说明 🧵\nsegmentation: s\nkind: rules\nsegments:\n  - id: a\n    when: x\n",
      );
      const scalar = document.getIn(["segments", 0, "when"], true);
      if (!isScalar(scalar)) throw new Error("unreachable: it is there");
      Object.assign(scalar, { value: rule, type: style });
      const lf = document.toString({ ...layout, minContentWidth: 0 });
      const text = crlf ? lf.replaceAll("\n", "\r\n") : lf;
      fc.pre(parseYaml("s.yaml", text).document.errors.length === 0);
      const texts = {
        "clientele.yaml": `clientele: 1
name: Test
sources:
  customers: { from: c.csv, key: id, columns: { 城市: { type: text } } }
  transactions: { from: t.csv, customer: c, time: t, amount: a }
metrics: { f: { value: frequency } }
`,
        "segmentations/s.yaml": (mark ? "\uFEFF" : "") + text,
      };
      const shown = { "segmentations/s.yaml": text };
      const found = build(texts, catalog).problems.filter((p) => p.severity === "error");
      expect(found.map((p) => [p.code, textAt(shown, p)])).toEqual([["unknown-name", word]]);
      seen.add(
        text.includes("when: |")
          ? "literal"
          : text.includes("when: >")
            ? "folded"
            : (/when: (['"]?)/.exec(text)?.[1] ?? "none"),
      );
    },
  );
  fc.assert(property, { numRuns: 500 });
  expect([...seen].toSorted()).toEqual(["", '"', "'", "folded", "literal"]);
});

const catalog = {
  sources: ["customers", "transactions"].map((name) => ({
    name,
    files: [],
    rows: null,
    columns: (name === "customers" ? ["id", "城市"] : ["c", "t", "a"]).map((column) => ({
      name: column,
      type: column === "a" ? ("number" as const) : ("text" as const),
      nativeType: "",
      nullShare: null,
      distinct: null,
      minimum: null,
      maximum: null,
      top: [],
      complete: false,
    })),
  })),
};

/** Told by what scalars alone have, as the library is not the tests' own dependency. */
const isScalar = (node: unknown): node is { value: unknown } =>
  typeof node === "object" && node !== null && "value" in node && !("items" in node);
