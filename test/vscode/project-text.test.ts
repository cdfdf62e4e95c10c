import { describe, expect, it } from "vitest";
import { isProjectText } from "../../packages/vscode-ext/src/features/project-text.ts";

describe("files of a project", () => {
  it.each([
    ["strategies/save_list.yaml", true],
    ["checks/nested/value.yml", true],
    ["access.yaml", true],
    ["loyalty.yaml", true],
    ["docker/compose.yaml", false],
    ["notes/access.yaml", false],
    ["strategies/readme.md", false],
  ])("%s: %s", (path, ours) => {
    expect(isProjectText(path)).toBe(ours);
  });
});
