/** Where keys that nobody knows, and variables that are not set, stand in every kind of file and in every style of scalar. */
import { expect, it } from "vitest";
import { build, projectText, textAt, type Texts } from "./project.ts";

const project = projectText();
const segmentation = (kind: string, body: string): Texts => ({
  "clientele.yaml": project,
  "segmentations/s.yaml": `segmentation: s\nkind: ${kind}\n${body}`,
});
const strategy = (line: string): string => `strategy: g
for: s.a
objective: grow
owners: { lead: a }
${line}
`;
const rules = segmentation("rules", "segments: [{ id: a, when: recency > 3 }]\n");

/** Every error with its place. */
const errorsOf = (texts: Texts): readonly string[] =>
  build(texts)
    .problems.filter((p) => p.severity === "error")
    .map((p) => `${p.code} ${p.file}:${p.range.start.line + 1} ${textAt(texts, p)}`);

const file = "segmentations/s.yaml";

it.each<readonly [string, Texts, readonly string[]]>([
  [
    "a matrix",
    segmentation(
      "matrix",
      "rows: { by: recency, cutts: [3] }\ncolumns: { by: frequency, cuts: [2] }\n",
    ),
    [`unknown-key ${file}:3 cutts`],
  ],
  [
    "a band",
    segmentation(
      "matrix",
      "rows:\n  by: recency\n  bands: [{ id: a, titel: A, rest: true }]\ncolumns: { by: frequency, cuts: [2] }\n",
    ),
    [`unknown-key ${file}:5 titel`],
  ],
  [
    "a score",
    segmentation(
      "score",
      "groups:\n  - id: g\n    criteria: [{ id: c, by: recency, skale: [0, 9] }]\nsegments: [{ id: a, rest: true }]\n",
    ),
    [`unknown-key ${file}:5 skale`],
  ],
  [
    "clusters",
    segmentation("kmeans", "k: 3\nfeetures: [recency, frequency]\nfeatures: [recency]\n"),
    [`unknown-key ${file}:4 feetures`],
  ],
  [
    "a lifecycle",
    segmentation("lifecycle", "returned: { gap: 9 days, whithin: 3 days }\n"),
    [`unknown-key ${file}:3 whithin`],
  ],
  [
    "a unit's segmentation",
    segmentation("rules", "unitt: parent\nsegments: [{ id: a, when: recency > 3 }]\n"),
    [`unknown-key ${file}:3 unitt`],
  ],
  [
    "a strategy",
    { ...rules, "strategies/g.yaml": strategy("actions: [{ id: c, do: Call, wen: recency > 3 }]") },
    ["unknown-key strategies/g.yaml:5 wen"],
  ],
  [
    "a title in several languages",
    segmentation(
      "rules",
      "title: { en: A, zh-CN: 甲 }\nsegmets: []\nsegments: [{ id: a, when: recency > 3 }]\n",
    ),
    [`unknown-key ${file}:4 segmets`],
  ],
])("a key that nobody knows is underlined in %s", (_, texts, errors) => {
  expect(errorsOf(texts)).toEqual(errors);
});

it.each<readonly [string, string]>([
  ["plain", "${NOT_SET}/t.csv"],
  ["single quotes", "'${NOT_SET}/t.csv'"],
  ["double quotes", '"\\u4e2d${NOT_SET}/t.csv"'],
  ["a literal", "|-\n      ${NOT_SET}/t.csv"],
  ["folded", ">-\n      ${NOT_SET}/t.csv"],
])("a variable that is not set is told over the whole value in %s", (_, from) => {
  const texts = {
    "clientele.yaml": `clientele: 1\nname: Test\nsources:\n  transactions:\n    from: ${from}\n    customer: c\n    time: t\n    amount: a\n`,
  };
  const found = build(texts).problems.filter((p) => p.code === "env-missing");
  expect(found.map((p) => [p.values, textAt(texts, p).trim()])).toEqual([
    [{ name: "NOT_SET" }, from],
  ]);
});
