import type { Localised } from "../../language/config/text.ts";
import type { Place } from "../../problem.ts";

/** What one expectation came to, in words of the file: `expected` and `got` are as a person would write them. */
export type Failure = {
  /** Such as `00428 · care` or `care.save_list · customers`. */
  readonly subject: string;
  readonly expected: string;
  readonly got: string;
  readonly place: Place;
};

export type Outcome = {
  readonly file: string;
  /** Of its file, where it has one. */
  readonly title: Localised | null;
  readonly name: string;
  readonly place: Place;
  readonly status: "passed" | "failed" | "skipped";
  readonly failures: readonly Failure[];
  /** Why it was skipped. */
  readonly reason: "nothing-published" | null;
  readonly milliseconds: number;
};

type Bounds = { readonly atLeast: number | null; readonly atMost: number | null };

export const isWithin = (value: number, { atLeast, atMost }: Bounds): boolean =>
  (atLeast === null || value >= atLeast) && (atMost === null || value <= atMost);

/** @example boundText({ atLeast: 1, atMost: null }, String) // => ">= 1" */
export function boundText({ atLeast, atMost }: Bounds, told: (value: number) => string): string {
  const parts = [
    ...(atLeast === null ? [] : [`>= ${told(atLeast)}`]),
    ...(atMost === null ? [] : [`<= ${told(atMost)}`]),
  ];
  return parts.join(", ");
}

/** @example percent(0.1234) // => "12.34%" */
export const percent = (share: number): string => `${Math.round(share * 10_000) / 100}%`;
