/** The other places in a file that name what the cursor is on. */
import type { Position, Range } from "../../problem.ts";
import { declarationsOf } from "./declarations.ts";
import { mentionsIn, sameTarget } from "./mentions.ts";
import { targetAt } from "./references.ts";
import { rangesIn } from "./segment-places.ts";
import type { Workspace } from "./workspace.ts";

export type Highlight = {
  readonly range: Range;
  /** Whether the name is declared here, or used. */
  readonly as: "declaration" | "use";
};

/** @returns declarations first, then uses; nothing where the cursor is on no name */
export function highlightsAt(
  workspace: Workspace,
  file: string,
  position: Position,
): readonly Highlight[] {
  const found = targetAt(workspace, file, position);
  const text = workspace.files.read(file)?.text;
  if (found === undefined || text === undefined) return [];
  const rangeOf = rangesIn(text);
  return mentionsIn(file, text, declarationsOf(workspace.files))
    .filter((m) => sameTarget(m.target, found.target))
    .map(({ span, as }) => ({
      range: rangeOf(span),
      as: as === "declaration" ? "declaration" : "use",
    }));
}
