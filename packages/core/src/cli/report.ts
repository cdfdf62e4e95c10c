/** Prints what a command found: problems as `file:line:col: error CODE: what, where, what to do`, and under each the other places. */
import { messageOf } from "../messages/index.ts";
import type { Problem } from "../problem.ts";
import type { Terminal } from "./context.ts";
import { problemLine } from "../views/problems.ts";

const colours = { error: 31, warning: 33, info: 36, hint: 2 } as const;

export function printProblems(
  problems: readonly Problem[],
  terminal: Terminal,
  locale: string,
): void {
  for (const problem of problems) {
    const line = problemLine(problem, locale);
    const others = problem.related.map(
      ({ file, range: { start } }) => `  → ${file}:${start.line + 1}:${start.character + 1}`,
    );
    terminal.error(terminal.colour ? `\u001B[${colours[problem.severity]}m${line}\u001B[0m` : line);
    for (const other of others) terminal.error(other);
  }
}

/** A problem as `--json` shows it. */
export const problemJson = (problem: Problem, locale: string) => ({
  code: problem.code,
  severity: problem.severity,
  file: problem.file,
  range: problem.range,
  message: messageOf(problem, locale),
  related: problem.related,
  fixes: problem.fixes,
});
