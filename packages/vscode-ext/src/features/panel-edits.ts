import { Range, WorkspaceEdit, workspace, type TextDocument } from "vscode";
import type { TextEdit } from "@clientele/core/language";
import { lateLanguage } from "../client/late.ts";
import type { Notice, PageEdit } from "../preview/messages.ts";

/**
 * What an edit of the page writes into a text.
 *
 * @param path of the file in its project
 */
export function editsOf(
  path: string,
  text: string,
  edit: PageEdit,
): { readonly edits: readonly TextEdit[] } | { readonly refused: Notice } {
  const one = (made: TextEdit | undefined) =>
    made === undefined ? { refused: "not-written" as const } : { edits: [made] };
  switch (edit.kind) {
    case "threshold":
      return one(lateLanguage().thresholdEdit(path, text, edit.id, edit.value));
    case "k":
      return one(lateLanguage().chooseK(path, text, edit.k));
    case "paint": {
      const made = lateLanguage().paintRfm(path, text, edit.brush, edit.cells);
      if (typeof made !== "string") return { edits: made };
      if (made === "no-change") return { edits: [] };
      return { refused: made === "last-cell" || made === "comment" ? made : "not-written" };
    }
  }
}

/** The text after the edits. @param edits of one file, none upon another */
export function textAfter(document: TextDocument, edits: readonly TextEdit[]): string {
  const placed = edits
    .map(({ range, newText }) => ({ range: rangeOf(range), newText }))
    .toSorted((a, b) => b.range.start.compareTo(a.range.start));
  return placed.reduce((text, { range, newText }) => {
    const [start, end] = [document.offsetAt(range.start), document.offsetAt(range.end)];
    return text.slice(0, start) + newText + text.slice(end);
  }, document.getText());
}

/** Makes the edits as one step of undo. @returns whether the editor took them */
export async function makeEdits(
  document: TextDocument,
  edits: readonly TextEdit[],
): Promise<boolean> {
  const made = new WorkspaceEdit();
  for (const { range, newText } of edits) made.replace(document.uri, rangeOf(range), newText);
  return workspace.applyEdit(made);
}

const rangeOf = ({ start, end }: TextEdit["range"]): Range =>
  new Range(start.line, start.character, end.line, end.character);
