import { describe, expect, it } from "vitest";
import { foldsIn } from "../../../packages/core/src/language/authoring/folding.ts";
import { highlightsAt } from "../../../packages/core/src/language/authoring/highlights.ts";
import { inlayHintsIn } from "../../../packages/core/src/language/authoring/inlay-hints.ts";
import { semanticTokensIn } from "../../../packages/core/src/language/authoring/semantic-tokens.ts";
import { nodeKeys } from "../../../packages/core/src/language/model/keys.ts";
import { care, cursorIn, project, value } from "./cursor.ts";

const when = (expression: string): string =>
  `segmentation: new\nkind: rules\nsegments:\n  - id: a\n    when: ${expression}\n`;

/** The words of a line with what they are; `!` marks declarations. */
function tokens(text: string, line: number, path = "segmentations/new.yaml"): readonly string[] {
  const { workspace } = cursorIn(path, `|${text}`);
  return semanticTokensIn(workspace, path)
    .filter(({ start }) => start.line === line)
    .map(({ start, length, kind, declaration }) => {
      const word = (text.split("\n")[line] ?? "").slice(start.character, start.character + length);
      return `${word} ${kind}${declaration ? "!" : ""}`;
    });
}

describe("semantic tokens", () => {
  it("tell metrics, functions, segments, columns and literals apart", () => {
    const rule = when("app_share > 0.5 and value = 'high' or lower(city) <> 'x' and care.save");
    expect(tokens(rule, 4)).toEqual([
      "when key",
      "app_share metric",
      "> operator",
      "0.5 number",
      "and keyword",
      "value segmentation",
      "= operator",
      "'high' segment",
      "or keyword",
      "lower function",
      "( operator",
      "city column",
      ") operator",
      "<> operator",
      "'x' string",
      "and keyword",
      "care segmentation",
      ". operator",
      "save segment",
    ]);
  });

  it("mark declarations", () => {
    expect(tokens(when("recency > 1"), 0)).toEqual(["segmentation key", "new segmentation!"]);
    expect(tokens(when("recency > 1"), 3)).toEqual(["id key", "a segment!"]);
    expect(tokens(project, 12, "clientele.yaml")).toEqual(["app_share metric!"]);
  });

  it("follow rules over several lines", () => {
    const folded = when(">-\n      recency > 30 days\n      and city = '苏州'");
    expect(tokens(folded, 5)).toEqual([
      "recency metric",
      "> operator",
      "30 number",
      "days keyword",
    ]);
    expect(tokens(folded, 6)).toEqual([
      "and keyword",
      "city column",
      "= operator",
      "'苏州' string",
    ]);
  });
});

describe("folding", () => {
  const folds = (text: string): readonly string[] =>
    foldsIn(text).map(({ start, end, kind }) => `${start}-${end} ${kind}`);

  it("closes keys and items with what is in them, and long comments", () => {
    expect(folds(`# one\n# two\n${care}`)).toEqual(["0-1 comment", "5-8 region", "6-8 region"]);
  });

  it("closes values over several lines, and texts that are half typed", () => {
    expect(folds("a: >\n  x\n\n  y\nb: [1,\n  2]\nc:\n  - d: {\n")).toEqual([
      "0-3 region",
      "4-5 region",
      "6-8 region",
      "7-8 region",
    ]);
  });
});

describe("highlights", () => {
  it("are the other uses in the file, and the declaration", () => {
    const { workspace, path, position } = cursorIn(
      "segmentations/new.yaml",
      when("val|ue = 'high' or VALUE = 'low'"),
    );
    expect(
      highlightsAt(workspace, path, position).map(
        ({ range, as }) => `${range.start.character} ${as}`,
      ),
    ).toEqual(["10 use", "28 use"]);
    const own = cursorIn("segmentations/value.yaml", value.replace("id: high", "id: hi|gh"));
    expect(highlightsAt(own.workspace, own.path, own.position)).toMatchObject([
      { as: "declaration" },
    ]);
  });
});

describe("inlay hints", () => {
  function hints(
    text: string,
    locale = "en",
    path = "segmentations/new.yaml",
    run?: string,
  ): readonly string[] {
    const { workspace } = cursorIn(path, `|${text}`);
    const key = (workspace.model && nodeKeys(workspace.model).get("value")) ?? "";
    const cuts = { value: { key: run ?? key, from: { high: 12_500 } } };
    return inlayHintsIn(workspace, path, locale, cuts).map(
      ({ position, label }) => `${position.line}:${position.character} ${label}`,
    );
  }

  it("give the title of a segment that a rule names, in the reader's language", () => {
    expect(hints(when("value = 'high' or value = 'low'"))).toEqual(["4:24 High value"]);
    const titled = value.replace("title: High value", "title: { en: High value, zh-CN: 高价值 }");
    const { workspace } = cursorIn("segmentations/value.yaml", `|${titled}`);
    expect(inlayHintsIn(workspace, "segmentations/care.yaml", "zh-CN")).toMatchObject([
      { label: "高价值" },
    ]);
  });

  it("give the days of weeks", () => {
    expect(hints(when("last_order >= as_of - 8 weeks"))).toEqual(["4:39 = 56 days"]);
    expect(hints("segmentation: new\nkind: rfm\nwithin: 8 weeks\n", "zh-CN")).toEqual([
      "2:15 = 56 天",
    ]);
  });

  it("give where a tier began in the last run, where somebody knows", () => {
    expect(hints(value, "en", "segmentations/value.yaml")).toEqual(["5:52 ≥ 12,500"]);
    expect(hints(when("recency > 3"))).toEqual([]);
    expect(hints(value, "en", "segmentations/value.yaml", "another definition")).toEqual([]);
  });
});
