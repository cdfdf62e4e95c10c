import { describe, expect, it } from "vitest";
import { actionsAt } from "../../../packages/core/src/language/authoring/code-actions.ts";
import { diagnosticsOf } from "../../../packages/core/src/language/authoring/diagnostics.ts";
import { signatureAt } from "../../../packages/core/src/language/authoring/signature-help.ts";
import { cursorIn } from "./cursor.ts";

const when = (expression: string): string =>
  `segmentation: new\nkind: rules\nsegments:\n  - id: a\n    when: ${expression}\n`;

describe("signature help", () => {
  /** The signature with the parameter that is being written in angle brackets. */
  function signature(marked: string, locale = "en"): string {
    const { workspace, path, position } = cursorIn("segmentations/new.yaml", marked);
    const found = signatureAt(workspace, path, position, locale);
    if (found === undefined) return "";
    const [start, end] = found.parameters[found.active] ?? [0, 0];
    const { label } = found;
    return `${label.slice(0, start)}<${label.slice(start, end)}>${label.slice(end)}`;
  }

  it.each([
    ["round(|", "round(<number>, [number])"],
    ["round(recency, |2)", "round(number, <[number]>)"],
    ["coalesce(recency, 1, 2, |", "coalesce(any, <any>, …)"],
    ["coalesce(round(1, 2), |", "coalesce(any, <any>, …)"],
    ["coalesce(abs(|", "abs(<number>)"],
    ['"replace(city, |"', "replace(text, <text>, text)"],
    ["contains(city, 'a,b|", "contains(text, <text>)"],
  ])("of %s is %s", (rule, expected) => {
    expect(signature(when(rule))).toBe(expected);
  });

  it.each(["round(1)|", "(recency|", "nobody(|", "value in ('high', |", "round|(1)"])(
    "is none in %s",
    (rule) => {
      expect(signature(when(rule))).toBe("");
    },
  );

  it("tells what the function computes in the reader's language", () => {
    const cursor = cursorIn("segmentations/new.yaml", when("floor(|"));
    const found = (locale: string) =>
      signatureAt(cursor.workspace, cursor.path, cursor.position, locale)?.documentation;
    expect(found("en")).toMatch(/largest whole number/);
    expect(found("zh-CN")).toMatch(/最大整数/);
  });
});

describe("code actions", () => {
  function actions(marked: string, locale = "en") {
    const { workspace, path, position } = cursorIn("segmentations/new.yaml", marked);
    const problems = diagnosticsOf(workspace).get(path) ?? [];
    return actionsAt(workspace, path, problems, { start: position, end: position }, locale).map(
      ({ title, kind, edits }) => `${kind} ${title}: ${edits.map((e) => e.newText).join(" ")}`,
    );
  }
  const titled = (title: string): string => `segmentation: new\ntitle: ${title}\nkind: rfm\n`;

  it("mend what is marked where the cursor stands, and only there", () => {
    expect(actions(when("recn|cy > 3 and frequenzy > 1"))).toEqual(["fix recency: recency"]);
    expect(actions(when("recncy > 3 and frequenzy| > 1"))).toEqual(["fix frequency: frequency"]);
  });

  it("give a title its other language", () => {
    expect(actions(titled("New cu|stomers"))).toEqual([
      "rewrite Add the title in Chinese: { en: New customers, zh-CN: New customers }",
    ]);
    expect(actions(titled("新客|户"), "zh-CN")).toEqual([
      "rewrite 添加英文标题: { en: 新客户, zh-CN: 新客户 }",
    ]);
    expect(actions(titled("{ zh-CN: 新客户| }"))).toEqual([
      "rewrite Add the title in English: { en: 新客户, zh-CN: 新客户 }",
    ]);
    expect(actions(titled("Gold, but| quiet"))).toEqual([
      'rewrite Add the title in Chinese: { en: "Gold, but quiet", zh-CN: "Gold, but quiet" }',
    ]);
    expect(actions(titled("{ en: A, zh-CN: 甲| }"))).toEqual([]);
  });
});
