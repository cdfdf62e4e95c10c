/** Problems as the protocol says them, in the reader's language. */
import { DiagnosticSeverity, type Diagnostic } from "vscode-languageserver/node";
import type { Problem, Severity } from "../../problem.ts";
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
