import { describe, expect, it } from "vitest";
import { completionsAt } from "../../../packages/core/src/language/authoring/completion.ts";
import { hoverAt } from "../../../packages/core/src/language/authoring/hover.ts";
import { readWorkspace } from "../../../packages/core/src/language/authoring/workspace.ts";
import { filesOf } from "../../../packages/core/src/language/files.ts";
import { care, project, value } from "./cursor.ts";

/** A project with one more file, whose text holds a cursor, written `|`. */
function at(file: string, marked: string) {
  const offset = marked.indexOf("|");
  const before = marked.slice(0, offset).split("\n");
  const files = filesOf({
    "clientele.yaml": project,
    "segmentations/value.yaml": value,
    "segmentations/care.yaml": care,
    [file]: marked.replace("|", ""),
  });
  const position = { line: before.length - 1, character: (before.at(-1) ?? "").length };
  return [readWorkspace(files, undefined, {}), file, position] as const;
}
const labels = (file: string, marked: string): readonly string[] =>
  completionsAt(...at(file, marked)).map((c) => c.label);

describe("days_since_contact", () => {
  const strategy = (when: string): string =>
    `strategy: s\nfor: care.save\nobjective: retain\nowners: { lead: a }\nactions:\n  - id: call\n    do: Call\n    when: ${when}\n    due: 2 days\n`;

  it("is offered and explained in the rule of an action, in both languages", () => {
    expect(labels("strategies/s.yaml", strategy("days_si|"))).toContain("days_since_contact");
    const hover = (locale: string) =>
      hoverAt(...at("strategies/s.yaml", strategy("days_since|_contact > 14")), locale)?.markdown;
    expect(hover("en")).toMatch(/Days since the last contact.* · days\n\n.*somebody logged/);
    expect(hover("zh-CN")).toMatch(/距上次联系天数[^]*登记的联系/);
  });

  it("is not offered to rules of segments, which do not know it", () => {
    const rule = "segmentation: own\nkind: rules\nsegments:\n  - id: a\n    when: days_si|";
    expect(labels("segmentations/own.yaml", rule)).not.toContain("days_since_contact");
  });
});

describe("the cells of a matrix", () => {
  const matrix = (axes: string, segment: string): string =>
    `segmentation: m\nkind: matrix\n${axes}segments:\n  - { id: a, ${segment} }\n`;
  const cuts = "rows: { by: recency, cuts: [30, 90] }\ncolumns: { by: frequency, quantiles: 2 }\n";
  const bands = `rows: { by: value }
columns:
  by: frequency
  bands:
    - { id: often, at_least: 5 }
    - { id: seldom, rest: true }
`;

  it.each([
    ["bands between cuts", cuts, "rows: |", ["high", "mid", "low"]],
    ["bands of quantiles, in a list", cuts, "rows: low, columns: [|]", ["high", "low"]],
    ["segments of the axis", bands, "cells: [{ rows: |, columns: often }]", ["high", "low"]],
    ["bands by name", bands, "cells: [{ rows: high, columns: [often, se|] }]", ["often", "seldom"]],
  ])("offer %s", (_, axes, segment, expected) => {
    expect(labels("segmentations/m.yaml", matrix(axes, segment))).toEqual(expected);
  });
});
