import { expect, it } from "vitest";
import { actionsAt } from "../../../packages/core/src/language/authoring/code-actions.ts";
import { completionsAt } from "../../../packages/core/src/language/authoring/completion.ts";
import { diagnosticsOf } from "../../../packages/core/src/language/authoring/diagnostics.ts";
import { foldsIn } from "../../../packages/core/src/language/authoring/folding.ts";
import { formatText } from "../../../packages/core/src/language/authoring/format.ts";
import { hoverAt } from "../../../packages/core/src/language/authoring/hover.ts";
import { semanticTokensIn } from "../../../packages/core/src/language/authoring/semantic-tokens.ts";
import { symbolsIn } from "../../../packages/core/src/language/authoring/symbols.ts";
import { cursorIn } from "./cursor.ts";

it("a text too large for a file of a project is refused, and nothing else is done with it", () => {
  const path = "segmentations/huge.yaml";
  const more = "  - id: a\n    when: recency > 3\n".repeat(200_000);
  const { workspace, position } = cursorIn(
    path,
    `segmentation: huge|\nkind: rules\nsegments:\n${more}`,
  );
  const text = workspace.files.read(path)?.text ?? "";
  expect(text.length).toBeGreaterThan(5_000_000);
  expect(
    diagnosticsOf(workspace)
      .get(path)
      ?.map((p) => p.code),
  ).toEqual(["file-too-large"]);
  expect(semanticTokensIn(workspace, path)).toEqual([]);
  expect(symbolsIn(path, text)).toEqual([]);
  expect(foldsIn(text)).toEqual([]);
  expect(formatText(text)).toBe(text);
  expect(hoverAt(workspace, path, position)).toBeUndefined();
  expect(actionsAt(workspace, path, [], { start: position, end: position })).toEqual([]);
  expect(completionsAt(workspace, path, position).length).toBeLessThan(20);
});
