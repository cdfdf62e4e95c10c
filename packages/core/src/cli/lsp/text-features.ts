/** The requests about a whole text or what is written at a place, beside those of `features.ts`. */
import {
  CodeActionKind,
  DocumentHighlightKind,
  FoldingRangeKind,
  InlayHintKind,
  MarkupKind,
  SemanticTokensBuilder,
  type CodeAction,
  type Diagnostic,
  type DocumentHighlight,
  type FoldingRange,
  type InlayHint,
  type SemanticTokensLegend,
  type TextEdit as LspEdit,
  type WorkspaceEdit,
} from "vscode-languageserver/node";
import type { Action } from "../../language/authoring/code-actions.ts";
import type { Fold } from "../../language/authoring/folding.ts";
import type { Highlight } from "../../language/authoring/highlights.ts";
import type { InlayHint as Hint } from "../../language/authoring/inlay-hints.ts";
import {
  semanticKinds,
  type SemanticKind,
  type SemanticToken,
} from "../../language/authoring/semantic-tokens.ts";
import type { Signature } from "../../language/authoring/signature-help.ts";
import type { Problem, TextEdit } from "../../problem.ts";

/** The protocol's names of what words are, so that every theme has colours for them. */
const tokenTypes: Readonly<Record<SemanticKind, string>> = {
  key: "property",
  metric: "variable",
  segmentation: "class",
  segment: "enumMember",
  column: "parameter",
  function: "function",
  string: "string",
  number: "number",
  keyword: "keyword",
  operator: "operator",
};

export const legend: SemanticTokensLegend = {
  tokenTypes: semanticKinds.map((kind) => tokenTypes[kind]),
  tokenModifiers: ["declaration"],
};

export function toSemanticTokens(tokens: readonly SemanticToken[]): { data: number[] } {
  const builder = new SemanticTokensBuilder();
  for (const { start, length, kind, declaration } of tokens)
    builder.push(
      start.line,
      start.character,
      length,
      semanticKinds.indexOf(kind),
      declaration ? 1 : 0,
    );
  return { data: builder.build().data };
}

export const toHighlight = ({ range, as }: Highlight): DocumentHighlight => ({
  range,
  kind: as === "declaration" ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
});

export const toFold = ({ start, end, kind }: Fold): FoldingRange => ({
  startLine: start,
  endLine: end,
  kind: kind === "comment" ? FoldingRangeKind.Comment : FoldingRangeKind.Region,
});

export const toInlayHint = ({ position, label }: Hint): InlayHint => ({
  position,
  label,
  kind: InlayHintKind.Type,
  paddingLeft: true,
});

export const toEdit = ({ range, newText }: TextEdit): LspEdit => ({ range, newText });

export const toSignatureHelp = ({ label, documentation, parameters, active }: Signature) => ({
  signatures: [
    {
      label,
      documentation: { kind: MarkupKind.PlainText, value: documentation },
      parameters: parameters.map(([start, end]) => ({ label: [start, end] as [number, number] })),
    },
  ],
  activeSignature: 0,
  activeParameter: Math.max(0, active),
});

/**
 * @param marked the diagnostics that the editor asks about: a fix names the one that it mends
 * @param edit edits as the protocol says them
 */
export function toCodeAction(
  { title, kind, edits, problem, preferred }: Action,
  marked: readonly Diagnostic[],
  edit: (edits: readonly TextEdit[]) => WorkspaceEdit,
): CodeAction {
  const own = problem === undefined ? [] : marked.filter((d) => marks(d, problem));
  return {
    title,
    kind: kind === "fix" ? CodeActionKind.QuickFix : CodeActionKind.RefactorRewrite,
    ...(own.length === 0 ? {} : { diagnostics: own }),
    ...(preferred ? { isPreferred: true } : {}),
    edit: edit(edits),
  };
}

const marks = ({ code, range: { start } }: Diagnostic, problem: Problem): boolean =>
  code === problem.code &&
  start.line === problem.range.start.line &&
  start.character === problem.range.start.character;
