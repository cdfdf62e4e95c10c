import { describe, expect, it } from "vitest";
import { hoverAt } from "../../../packages/core/src/language/authoring/hover.ts";
import { care, cursorIn } from "./cursor.ts";

function hover(marked: string, path = "segmentations/new.yaml", locale = "en"): string {
  const cursor = cursorIn(path, marked);
  return hoverAt(cursor.workspace, cursor.path, cursor.position, locale)?.markdown ?? "";
}
const when = (expression: string): string =>
  `segmentation: new\nkind: rules\nsegments:\n  - id: a\n    when: ${expression}\n`;

describe("hovers", () => {
  it("tell what a built-in metric is, in the reader's language", () => {
    expect(hover(when("rec|ency < 3"))).toMatch(/Days from the last order/);
    expect(hover(when("rec|ency < 3"), undefined, "zh-CN")).toMatch(/最近购买天数.* · 天\n/);
  });

  it("show the formula of a metric and its window", () => {
    const text = hover(when("frequency > 3 and app|_share > 0.5"));
    expect(text).toMatch(/App share/);
    expect(text).toMatch(/filter \(where channel = 'app'\)/);
    expect(text).toMatch(/180 days/);
  });

  it("show how a function is called", () => {
    expect(hover(when("coal|esce(recency, 0) > 3"))).toMatch(/coalesce\(any, any, …\)/);
  });

  it("show the segments of a segmentation, and the cut of one in quotes", () => {
    expect(hover(when("val|ue = 'high'"))).toMatch(/`high` High value/);
    expect(hover(when("value = 'hi|gh'"))).toMatch(/80% of value/);
    expect(hover(when("care.sa|ve"))).toMatch(/Save list[^]*value = 'high'/);
  });

  it("show a column's type and its frequent values", () => {
    expect(hover(when("ci|ty = '苏州'"))).toMatch(/text[^]*`苏州` 120/);
  });

  it("tell what a key is for, with its values", () => {
    expect(hover("segmentation: new\nkind: rfm\nothe|rs: none\n")).toMatch(/without an order/);
    expect(hover(care.replace("assign", "ass|ign"), "segmentations/care.yaml")).toMatch(
      /`first` · `all`/,
    );
  });

  it("find names in expressions that YAML quotes", () => {
    expect(hover(when("\"value = 'hi|gh'\""))).toMatch(/80% of value/);
    expect(hover(when("'value = ''hi|gh'''"))).toMatch(/80% of value/);
  });

  it("say nothing where there is nothing to say", () => {
    expect(hover(when("recency < 3|0"))).toBe("");
    expect(hover("# com|ment\nsegmentation: new\n")).toBe("");
  });
});
