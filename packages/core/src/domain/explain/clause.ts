import type { Localised } from "../../language/config/text.ts";

/** One clause of a rule, evaluated for one customer. */
export type Verdict = "met" | "not-met" | "unknown";

export type Clause = {
  /** What people call the value, where it is no metric of the project. */
  readonly title?: Localised;
  /** What is to be said of the value besides. */
  readonly note?: Localised;
  /** The clause as it stands in the file, e.g. `nps <= 4`. */
  readonly text: string;
  readonly verdict: Verdict;
  /** The metric or attribute that the clause looks at, where it looks at one. */
  readonly metric: string | null;
  readonly value: string | number | boolean | null;
  /** The cut that it is compared with, where there is one. */
  readonly cut: string | number | boolean | null;
  /** `and` and `or` join clauses below this depth; 0 at the top. */
  readonly depth: number;
  readonly joined: "and" | "or" | null;
};
