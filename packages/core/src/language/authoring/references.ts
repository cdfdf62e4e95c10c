/** Where a name is declared, where it is used, and what changes when it is renamed. */
import type { Place, Position, Range, TextEdit } from "../../problem.ts";
import { kindOfFile } from "../config/read-config.ts";
import { isPlainName } from "../expression/lexer.ts";
import { offsetOf } from "./completion.ts";
import { declarationsOf } from "./declarations.ts";
import { quoted } from "./expression-scope.ts";
import { mentionsIn, sameTarget, type Mention, type Target } from "./mentions.ts";
import { rangesIn } from "./segment-places.ts";
import type { Workspace } from "./workspace.ts";

export type Found = { readonly target: Target; readonly range: Range; readonly as: Mention["as"] };

/** What the cursor is on; `undefined` where that is no name. */
export function targetAt(
  { files }: Workspace,
  file: string,
  position: Position,
): Found | undefined {
  const text = files.read(file)?.text;
  if (text === undefined) return undefined;
  const offset = offsetOf(text, position);
  const found = mentionsIn(file, text, declarationsOf(files)).findLast(
    ({ span }) => span.start <= offset && offset <= span.end,
  );
  return found === undefined
    ? undefined
    : { target: found.target, range: rangesIn(text)(found.span), as: found.as };
}

/** Every place that names a target, in file order. */
export function referencesOf(
  { files }: Workspace,
  target: Target,
): readonly (Place & { readonly as: Mention["as"] })[] {
  const declarations = declarationsOf(files);
  return files.list().flatMap((file) => {
    const text = kindOfFile(file) === undefined ? undefined : files.read(file)?.text;
    if (text === undefined) return [];
    const rangeOf = rangesIn(text);
    return mentionsIn(file, text, declarations)
      .filter((m) => sameTarget(m.target, target))
      .map(({ span, as }) => ({ file, range: rangeOf(span), as }));
  });
}

/** Where a target is declared: nothing for what is built in and for columns of the data. */
export const definitionsOf = (workspace: Workspace, target: Target): readonly Place[] =>
  referencesOf(workspace, target)
    .filter(({ as }) => as === "declaration")
    .map(({ file, range }) => ({ file, range }));

/**
 * The edits that rename a metric, a segmentation or a segment wherever the project names it.
 *
 * @returns `undefined` where the name cannot be one, or the target is not the project's own
 */
export function renameEdits(
  workspace: Workspace,
  target: Target,
  name: string,
): readonly TextEdit[] | undefined {
  if (!isPlainName(name) || definitionsOf(workspace, target).length === 0) return undefined;
  return referencesOf(workspace, target).map(({ file, range, as }) => ({
    file,
    range,
    newText: as === "text" ? `'${name}'` : as === "name" ? quoted(name) : name,
  }));
}
