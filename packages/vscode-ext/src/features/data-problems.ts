import {
  Diagnostic,
  DiagnosticSeverity,
  Range,
  Uri,
  env,
  languages,
  type Disposable,
} from "vscode";
import { dataProblemCodes, messageOf } from "@clientele/core/language";
import type { Problem } from "@clientele/core";

const severities: Readonly<Record<Problem["severity"], DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** Problems that only the engine can see: files that are missing, cells that cannot be read, ids that repeat. */
export class DataProblems implements Disposable {
  readonly #collection = languages.createDiagnosticCollection("clientele-data");
  readonly #shown = new Map<string, readonly Uri[]>();

  show(root: string, problems: readonly Problem[]): void {
    const byFile = Map.groupBy(
      problems.filter((p) => dataProblemCodes.has(p.code)),
      (p) => p.file,
    );
    for (const uri of this.#shown.get(root) ?? []) this.#collection.delete(uri);
    const shown = [...byFile].map(([file, found]) => {
      const uri = uriOf(root, file);
      this.#collection.set(uri, found.map(diagnosticOf));
      return uri;
    });
    this.#shown.set(root, shown);
  }

  dispose(): void {
    this.#collection.dispose();
  }
}

/** The file of a problem: relative to the project, or absolute outside it. */
export const uriOf = (root: string, file: string): Uri =>
  /^([/\\]|[A-Za-z]:)/.test(file) ? Uri.file(file) : Uri.joinPath(Uri.file(root), file);

function diagnosticOf(problem: Problem): Diagnostic {
  const { start, end } = problem.range;
  const range = new Range(start.line, start.character, end.line, end.character);
  const diagnostic = new Diagnostic(
    range,
    messageOf(problem, env.language),
    severities[problem.severity],
  );
  diagnostic.source = "clientele";
  diagnostic.code = problem.code;
  return diagnostic;
}
