import type { Problem } from "@clientele/core";

/** Problems as the command line tells them: place, code, what and what to do. */
export const problemLines = (problems: readonly Problem[]): readonly string[] =>
  problems.map(
    ({ file, range, severity, code }) =>
      `${file}:${range.start.line + 1}:${range.start.character + 1}: ${severity} ${code}`,
  );
