import { describe, expect, it } from "vitest";
import { completionsAt } from "../../../packages/core/src/language/authoring/completion.ts";
import { renameEdits } from "../../../packages/core/src/language/authoring/references.ts";
import { readWorkspace } from "../../../packages/core/src/language/authoring/workspace.ts";
import { filesOf } from "../../../packages/core/src/language/files.ts";
import { care, project, value } from "../authoring/cursor.ts";

const workspaceOf = (strategy: string) =>
  readWorkspace(
    filesOf({
      "clientele.yaml": `${project}precedence: [care]\n`,
      "segmentations/care.yaml": care,
      "segmentations/value.yaml": value,
      "strategies/s.yaml": strategy,
    }),
    undefined,
    {},
  );

describe("names in strategies", () => {
  const rule =
    "strategy: s\nfor: value.high\nobjective: retain\nactions:\n  - { id: a, do: A, when: value = 'high' }\n";

  it("are renamed with their segment, in the rule and in whom it is for", () => {
    const target = { kind: "segment", segmentation: "value", segment: "high" } as const;
    const edits = renameEdits(workspaceOf(rule), target, "top") ?? [];
    expect(
      edits
        .filter((e) => e.file === "strategies/s.yaml")
        .map((e) => e.newText)
        .toSorted(),
    ).toEqual(["'top'", "top"]);
  });

  it("are renamed in the order of precedence", () => {
    const edits = renameEdits(workspaceOf(rule), { kind: "segmentation", name: "care" }, "lists");
    expect(edits?.some((e) => e.file === "clientele.yaml" && e.newText === "lists")).toBe(true);
  });

  it("are offered behind `for`, and objectives behind theirs", () => {
    const workspace = workspaceOf("strategy: s\nfor: \nobjective: \n");
    const labels = (line: number, character: number): readonly string[] =>
      completionsAt(workspace, "strategies/s.yaml", { line, character }).map((c) => c.label);
    expect(labels(1, 5)).toEqual(expect.arrayContaining(["value.high", "value", "care"]));
    expect(labels(2, 11)).toContain("win_back");
  });
});
