import {
  Range,
  Selection,
  TextEditorRevealType,
  ViewColumn,
  env,
  window,
  type TextDocument,
} from "vscode";
import { messageOf } from "@clientele/core/language";
import type { Problem } from "@clientele/core";
import type { ProblemRow } from "../preview/messages.ts";

/** A place in a text, both from zero. */
export type Place = { readonly line: number; readonly character: number };

/** A problem as the page lists it. */
export const problemRow = (problem: Problem): ProblemRow => ({
  severity: problem.severity,
  message: messageOf(problem, env.language),
  file: problem.file,
  ...problem.range.start,
});

/** Shows a place of a text in the column that has the text, or in the first one. */
export async function reveal(
  document: TextDocument,
  start: Place,
  preserveFocus: boolean,
): Promise<void> {
  const shown = window.visibleTextEditors.find((e) => e.document === document);
  const column = shown?.viewColumn ?? ViewColumn.One;
  const editor = await window.showTextDocument(document, { viewColumn: column, preserveFocus });
  const at = new Range(start.line, start.character, start.line, start.character);
  editor.selection = new Selection(at.start, at.start);
  editor.revealRange(at, TextEditorRevealType.InCenterIfOutsideViewport);
}
