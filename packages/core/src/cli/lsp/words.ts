/** Problems as the protocol says them, in the reader's language. */
import {
  CodeActionKind,
  DiagnosticSeverity,
  type CodeAction,
  type Diagnostic,
  type WorkspaceEdit,
} from "vscode-languageserver/node";
import type { Problem, Range, Severity, TextEdit } from "../../problem.ts";
import { uriOf } from "./projects.ts";

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

export type Say = (problem: Problem, locale: string) => string;

/**
 * A problem as a diagnostic.
 *
 * @param folder the project's, for the addresses of related places
 * @param say turns a problem into a sentence
 */
export function toDiagnostic(
  problem: Problem,
  folder: string,
  locale: string,
  say: Say,
): Diagnostic {
  const message = say(problem, locale);
  const related = problem.related.map(({ file, range }) => ({
    location: { uri: uriOf(folder, file), range },
    message: file,
  }));
  return {
    code: problem.code,
    source: "clientele",
    message,
    severity: severities[problem.severity],
    range: problem.range,
    ...(related.length === 0 ? {} : { relatedInformation: related }),
  };
}

/**
 * The quick fixes of what is marked.
 *
 * @param marked the diagnostics that the editor asks about
 * @param toEdit edits as the protocol says them
 */
export function codeActionsOf(
  problems: readonly Problem[],
  marked: readonly Diagnostic[],
  toEdit: (edits: readonly TextEdit[]) => WorkspaceEdit,
): CodeAction[] {
  return marked.flatMap((diagnostic) =>
    problems
      .filter((p) => p.code === diagnostic.code && sameRange(p.range, diagnostic.range))
      .flatMap((p) => p.fixes)
      .map(({ title, edits }, index) => ({
        title,
        kind: CodeActionKind.QuickFix,
        diagnostics: [diagnostic],
        isPreferred: index === 0,
        edit: toEdit(edits),
      })),
  );
}

const sameRange = (a: Range, b: Range): boolean =>
  a.start.line === b.start.line &&
  a.start.character === b.start.character &&
  a.end.line === b.end.line &&
  a.end.character === b.end.character;
