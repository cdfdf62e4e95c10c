import { buildModel } from "../../../packages/core/src/language/model/build-model.ts";
import type { Catalog, ColumnType } from "../../../packages/core/src/language/model/catalog.ts";
import { filesOf } from "../../../packages/core/src/language/files.ts";
import { readConfig } from "../../../packages/core/src/language/config/read-config.ts";
import type { Place, Problem } from "../../../packages/core/src/problem.ts";

export type Texts = Readonly<Record<string, string>>;

/** A project without customers, with whatever else its first file says. */
export const projectText = (more = ""): string => `clientele: 1
name: Test
sources:
  transactions: { from: t.csv, customer: c, time: t, amount: a }
${more}`;

/** A project with one segmentation. */
export const withSegmentation = (segmentation: string, more = ""): Texts => ({
  "clientele.yaml": projectText(more),
  "segmentations/s.yaml": segmentation,
});

/** A project whose one rule is the text, quoted as YAML needs it. */
export const withRule = (rule: string, more = ""): Texts =>
  withSegmentation(
    `segmentation: s\nkind: rules\nsegments:\n  - { id: a, when: ${JSON.stringify(rule)} }\n`,
    more,
  );

export const build = (texts: Texts, catalog?: Catalog) =>
  buildModel(readConfig(filesOf(texts)), catalog, {});

/** A problem as its code and the text that it underlines. */
export const found = (texts: Texts, catalog?: Catalog): readonly (readonly [string, string])[] =>
  build(texts, catalog)
    .problems.filter((p) => p.code !== "no-segmentations")
    .map((p) => [p.code, textAt(texts, p)]);

/** The one problem of a project. */
export function onlyProblem(texts: Texts, catalog?: Catalog): Problem {
  const problems = build(texts, catalog).problems.filter((p) => p.code !== "no-segmentations");
  const [problem] = problems;
  if (problem === undefined || problems.length > 1)
    throw new Error(`expected one problem: ${JSON.stringify(problems.map((p) => p.code))}`);
  return problem;
}

/** What stands at a place, cut out of the text by lines and characters as an editor would. */
export function textAt(texts: Texts, { file, range }: Place): string {
  const lines = (texts[file] ?? "").split("\n");
  const { start, end } = range;
  if (start.line === end.line)
    return (lines[start.line] ?? "").slice(start.character, end.character);
  return [
    (lines[start.line] ?? "").slice(start.character),
    ...lines.slice(start.line + 1, end.line),
    (lines[end.line] ?? "").slice(0, end.character),
  ].join("\n");
}

/** A catalog that knows these columns. */
export const catalogOf = (
  sources: Readonly<Record<string, Readonly<Record<string, ColumnType>>>>,
): Catalog => ({
  sources: Object.entries(sources).map(([name, columns]) => ({
    name,
    files: [],
    rows: null,
    columns: Object.entries(columns).map(([column, type]) => ({
      name: column,
      type,
      nativeType: type,
      nullShare: null,
      distinct: null,
      minimum: null,
      maximum: null,
      top: [],
      complete: false,
    })),
  })),
});
