/** Prints what a command found: problems as `file:line:col: error CODE: what, where, what to do`. */
import { messageOf } from "../messages/index.ts";
import type { Problem } from "../problem.ts";
import type { Terminal } from "./context.ts";
import { wordsOf } from "./words.ts";

const codes = { error: "\u001B[31m", warning: "\u001B[33m", info: "\u001B[36m", hint: "\u001B[2m" } as const;
const reset = "\u001B[0m";

/** One line a problem, one-based. Places without a position name the file alone. */
export function problemLine(problem: Problem, locale: string, colour: boolean): string {
  const { start, end } = problem.range;
  const whole = start.line === 0 && start.character === 0 && end.line === 0 && end.character === 0;
  const place = whole ? problem.file : `${problem.file}:${start.line + 1}:${start.character + 1}`;
  const severity = wordsOf(locale).severity[problem.severity];
  const marked = colour ? `${codes[problem.severity]}${severity}${reset}` : severity;
  return `${place}: ${marked} ${problem.code}: ${messageOf(problem, locale)}`;
}

export function printProblems(problems: readonly Problem[], terminal: Terminal, locale: string): void {
  for (const problem of problems) terminal.error(problemLine(problem, locale, terminal.colour));
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
