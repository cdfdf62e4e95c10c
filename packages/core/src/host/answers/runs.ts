/** Snapshots that there are, and what the tests in `checks/` came to. */
import type { Localised } from "../../language/config/text.ts";
import type { Place, Problem } from "../../problem.ts";

export type RunInfo = {
  readonly run: string;
  readonly asOf: string;
  readonly published: boolean;
  readonly customers: number;
  readonly seconds: number;
};

export type CheckOutcome = {
  readonly file: string;
  /** Of its file, where it has one. */
  readonly title: Localised | null;
  readonly name: string;
  readonly place: Place;
  readonly status: "passed" | "failed" | "skipped";
  readonly failures: readonly {
    readonly subject: string;
    readonly expected: string;
    readonly got: string;
    readonly place: Place;
  }[];
  /** Why it was skipped. */
  readonly reason: "nothing-published" | null;
  readonly milliseconds: number;
};

export type CheckOutcomes = {
  readonly problems: readonly Problem[];
  readonly outcomes: readonly CheckOutcome[];
};
