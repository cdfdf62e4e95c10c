import { describe, expect, it } from "vitest";
import {
  completionsAt,
  type Completion,
} from "../../../packages/core/src/language/authoring/completion.ts";
import { cursorIn, project } from "./cursor.ts";

const rules = (lines: string): string => `segmentation: new\nkind: rules\nsegments:\n${lines}`;
const when = (expression: string): string => rules(`  - id: a\n    when: ${expression}\n`);

function complete(marked: string, path = "segmentations/new.yaml"): readonly Completion[] {
  const cursor = cursorIn(path, marked);
  return completionsAt(cursor.workspace, cursor.path, cursor.position);
}
const labels = (marked: string, path?: string): readonly string[] =>
  complete(marked, path).map((c) => c.label);
const inserts = (marked: string, path?: string): readonly string[] =>
  complete(marked, path).map((c) => c.insert);

describe("completion of keys", () => {
  it("offers what is not there yet, with its words", () => {
    const found = complete("segmentation: new\nkind: rfm\nwithin: 90 days\n|");
    expect(found.map((c) => c.label)).toEqual([
      "title",
      "unit",
      "among",
      "scale",
      "scores",
      "within_each",
      "segments",
      "others",
    ]);
    expect(found.find((c) => c.label === "others")?.documentation).toMatch(/without an order/);
  });

  it("offers keys in front of a key that is there", () => {
    expect(labels("segmentation: new\nkind: tiers\n|tiers:\n  - id: a\n")).toEqual([
      "by",
      "title",
      "unit",
      "among",
      "within",
      "within_each",
      "hold",
    ]);
  });

  it("offers the keys of an item behind its dash", () => {
    expect(labels(rules("  - |"))).toEqual(["id", "title", "when", "else"]);
    expect(labels(rules("  - |\n  - id: b\n    else: true\n"))).toContain("when");
  });

  it("offers the keys of an item on a line of its own, half typed or not", () => {
    expect(labels(rules("  - id: a\n    |"))).toEqual(["title", "when", "else"]);
    expect(labels(rules("  - id: a\n    wh|\n  - id: b\n    else: true\n"))).toEqual([
      "title",
      "when",
      "else",
    ]);
  });

  it("offers keys in braces, closed or not", () => {
    const tiers = "segmentation: new\nkind: tiers\nby: monetary\ntiers:\n";
    expect(labels(`${tiers}  - { id: a, | }\n`)).toEqual(["title", "top", "at_least", "rest"]);
    expect(labels(`${tiers}  - { id: a, t|\n  - { id: b, rest: true }\n`)).toContain("top");
  });

  it("replaces the key that the cursor is in, and leaves its colon", () => {
    const title = complete(rules("  - id: a\n    wh|en: true\n")).find((c) => c.label === "when");
    expect(title?.insert).toBe("when");
    expect(title?.range).toEqual({
      start: { line: 4, character: 4 },
      end: { line: 4, character: 8 },
    });
  });

  it("begins maps and lists on a line of their own, indented", () => {
    expect(inserts("clientele: 1\nname: Shop\n|", "clientele.yaml")).toContain("sources:\n  ");
    expect(inserts("segmentation: new\nkind: rules\n|")).toContain("segments:\n  - ");
  });

  it("offers only what all kinds share before the kind is there", () => {
    expect(labels("segmentation: new\n|")).toEqual(["kind", "title", "unit", "among"]);
  });

  it("offers columns of the data where columns are described", () => {
    const text = project.replace("key: customer_id\n", "key: customer_id\n    columns:\n      |\n");
    expect(labels(text, "clientele.yaml")).toEqual(["customer_id", "city", "first order"]);
  });

  it("offers languages in the map of a text, in one line or several", () => {
    expect(labels("segmentation: new\ntitle: { en: New, | }\nkind: rules\n")).toEqual(["zh-CN"]);
    expect(labels("segmentation: new\ntitle: {\n  en: New,\n  |\n}\nkind: rules\n")).toEqual([
      "zh-CN",
    ]);
    expect(labels("segmentation: new\ntitle:\n  |\nkind: rules\n")).toEqual(["en", "zh-CN"]);
  });
});

describe("completion of values", () => {
  it("offers the values of an enumeration", () => {
    expect(labels("segmentation: new\nkind: |")).toEqual([
      "rules",
      "rfm",
      "tiers",
      "lifecycle",
      "matrix",
      "score",
      "kmeans",
    ]);
    expect(labels("segmentation: new\nkind: rules\nassign: a|\n")).toEqual(["first", "all"]);
    expect(labels(rules("  - id: a\n    else: |"))).toEqual(["true"]);
  });

  it("offers nothing in comments, names and texts", () => {
    expect(labels("segmentation: new # |")).toEqual([]);
    expect(labels("segmentation: |")).toEqual([]);
    expect(labels("segmentation: a\ntitle: a t|\n")).toEqual([]);
  });
});

describe("completion in expressions", () => {
  it("offers metrics, segmentations, columns and functions behind an empty key", () => {
    const found = labels(when("|"));
    for (const name of [
      "recency",
      "app_share",
      "value",
      "care.save",
      "city",
      '"first order"',
      "coalesce",
      "count",
    ])
      expect(found).toContain(name);
    expect(found).not.toContain("and");
  });

  it("offers them while the rest of the file is broken", () => {
    expect(labels(`${when("monetary > 3 and |")}  - id: [\n title "x\n`)).toContain("recency");
  });

  it("offers words that join behind a value", () => {
    expect(labels(when("recency > 3 |"))).toContain("and");
    expect(labels(when("recency > 3 a|"))).toContain("and");
    expect(labels(when("recency > 3 |"))).not.toContain("recency");
  });

  it("offers segments where a segmentation is compared, in quotes or before them", () => {
    expect(labels(when("value = |")).slice(0, 2)).toEqual(["'high'", "'low'"]);
    expect(inserts(when("value = 'h|"))).toEqual(["'high'", "'low'"]);
    expect(labels(when("value in ('high', '|"))).toEqual(["'high'", "'low'"]);
  });

  it("replaces the quotes around the cursor", () => {
    const [first] = complete(when("value = 'h|'"));
    expect(first?.range).toEqual({
      start: { line: 4, character: 18 },
      end: { line: 4, character: 21 },
    });
  });

  it("offers segments behind the name of a segmentation that assigns several", () => {
    expect(labels(when("care.|"))).toEqual(["save"]);
    expect(labels(when("care.s|"))).toEqual(["save"]);
  });

  it("offers values of the data, most frequent first, with their counts", () => {
    const found = complete(when("city = '|"));
    expect(found.map((c) => [c.label, c.detail])).toEqual([
      ["'苏州'", "120"],
      ["'O''Fallon'", "3"],
    ]);
  });

  it("offers columns of transactions inside an aggregate and its filter", () => {
    const metric = (expression: string) => project.replace(/value: .*/, `value: ${expression}`);
    expect(labels(metric("sum(|"), "clientele.yaml")).toEqual(
      expect.arrayContaining(["total", "channel", "amount"]),
    );
    expect(labels(metric("sum(|"), "clientele.yaml")).not.toContain("recency");
    expect(labels(metric("count(transactions) |"), "clientele.yaml")).toContain("filter (where");
    expect(
      labels(metric("count(transactions) filter (where channel = '|"), "clientele.yaml"),
    ).toEqual(["'app'", "'shop'"]);
  });

  it("offers only the rows' columns in a source", () => {
    const found = labels(project.replace("amount: total", "amount: |"), "clientele.yaml");
    expect(found).toContain("total");
    expect(found).not.toContain("recency");
  });

  it("goes on in the lines below", () => {
    expect(labels(when("value = 'high'\n      and |"))).toContain("recency");
    expect(labels(rules("  - id: a\n    when: >\n      recency < 3 and |\n"))).toContain(
      "monetary",
    );
  });

  it("knows names without a catalog", () => {
    const cursor = cursorIn("segmentations/new.yaml", when("|"), undefined);
    const found = completionsAt(cursor.workspace, cursor.path, cursor.position).map((c) => c.label);
    expect(found).toEqual(expect.arrayContaining(["recency", "app_share", "value"]));
  });
});

describe("a text that is being typed", () => {
  it("never breaks completion, wherever the cursor is", () => {
    const text = when(
      "value in ('high', 'lo\n  - { id: [x, title: {en: \n\t- ? : |x\n  'open",
    ).replaceAll("|", "");
    for (let at = 0; at <= text.length; at += 1) {
      const marked = `${text.slice(0, at)}|${text.slice(at)}`;
      expect(() => complete(marked)).not.toThrow();
    }
  });
});
