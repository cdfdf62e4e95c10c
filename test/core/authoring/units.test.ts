import { describe, expect, it } from "vitest";
import { completionsAt } from "../../../packages/core/src/language/authoring/completion.ts";
import { hoverAt } from "../../../packages/core/src/language/authoring/hover.ts";
import { readWorkspace } from "../../../packages/core/src/language/authoring/workspace.ts";
import { filesOf } from "../../../packages/core/src/language/files.ts";
import { project } from "./cursor.ts";

const withUnits = project.replace(
  "key: customer_id\n",
  "key: customer_id\n    parent: above_id\n    groups: { household: hh, branch: upper(b) }\n",
);

function at(marked: string, own = withUnits) {
  const offset = marked.indexOf("|");
  const text = marked.replace("|", "");
  const files = filesOf({ "clientele.yaml": own, "segmentations/s.yaml": text });
  const before = text.slice(0, offset).split("\n");
  const position = { line: before.length - 1, character: (before.at(-1) ?? "").length };
  return { workspace: readWorkspace(files, undefined, {}), position };
}
const labels = (marked: string, own?: string): readonly string[] => {
  const { workspace, position } = at(marked, own);
  return completionsAt(workspace, "segmentations/s.yaml", position).map((c) => c.label);
};
const hover = (marked: string, locale = "en"): string => {
  const { workspace, position } = at(marked);
  return hoverAt(workspace, "segmentations/s.yaml", position, locale)?.markdown ?? "";
};

describe("the unit of a segmentation", () => {
  it("is completed with what the customers have", () => {
    const all = ["customer", "parent", "root", "household", "branch"];
    expect(labels("segmentation: s\nkind: rules\nunit: |\n")).toEqual(all);
    expect(labels("segmentation: s\nkind: tiers\nunit: hou|\n")).toEqual(all);
    expect(labels("segmentation: s\nkind: rules\nunit: |\n", project)).toEqual(["customer"]);
  });

  it("is told by a hover, with the formula of a group, in the reader's language", () => {
    expect(hover("segmentation: s\nunit: bra|nch\n")).toMatch(/A group of customers[^]*upper\(b\)/);
    expect(hover("segmentation: s\nunit: Ro|ot\n")).toMatch(/top of a customer's tree[^]*above_id/);
    expect(hover("segmentation: s\nunit: bra|nch\n", "zh-CN")).toMatch(/客户分组/);
    expect(hover("segmentation: s\nun|it: branch\n")).toMatch(/What is assigned/);
  });
});
