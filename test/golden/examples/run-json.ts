import { runSummary } from "./run-summary.ts";
import type { RunSummary } from "../../../packages/core/src/host/protocol.ts";
import type {
  Fix,
  Place,
  ProblemCode,
  Range,
  Severity,
} from "../../../packages/core/src/problem.ts";

/** What every command prints with `--json`. */
type CommandJson = {
  readonly clientele: 1;
  readonly command: string;
  readonly problems: readonly {
    readonly code: ProblemCode;
    readonly severity: Severity;
    readonly file: string;
    readonly range: Range;
    readonly message: string;
    readonly related: readonly Place[];
    readonly fixes: readonly Fix[];
  }[];
};

export const runJson = {
  clientele: 1,
  command: "run",
  problems: [
    {
      code: "lifetime-tiers",
      severity: "warning",
      file: "segmentations/value.yaml",
      range: { start: { line: 2, character: 4 }, end: { line: 2, character: 12 } },
      message:
        '"monetary" over all time can never fall, nor can the tier; add a window such as "within: 365 days"',
      related: [],
      fixes: [],
    },
  ],
  ...runSummary,
} satisfies CommandJson & RunSummary;
