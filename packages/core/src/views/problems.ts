/** Problems as lines that terminals and editors make links of. */
import { messageOf } from "../messages/index.ts";
import type { Problem } from "../problem.ts";

/**
 * `file:line:col: severity CODE: what, where, what to do`, one-based.
 *
 * @example problemLine(aProblem, "en") // => 'clientele.yaml:7:5: error missing-key: "from" is missing; add it'
 */
export function problemLine(problem: Problem, locale: string): string {
  const { line, character } = problem.range.start;
  const place = `${problem.file}:${line + 1}:${character + 1}`;
  return `${place}: ${problem.severity} ${problem.code}: ${messageOf(problem, locale)}`;
}

/** A line for each problem, in their order. */
export const problemLines = (problems: readonly Problem[], locale: string): readonly string[] =>
  problems.map((problem) => problemLine(problem, locale));
