import type { Typed } from "./typed.ts";
import { typedChildren } from "./typed-walk.ts";

type Duration = Extract<Typed, { kind: "duration" }>;

/**
 * Durations that stand beside no date, where alone they mean something. Where days are compared with one, typing has made
 * a number of it.
 *
 * @example strayDurations(typed) // of `coalesce(90 days, 1)` => the one of 90 days
 */
export function strayDurations(typed: Typed): readonly Duration[] {
  if (typed.kind === "duration") return [typed];
  const shifts =
    typed.kind === "binary" && typed.right.kind === "duration" && typed.type === "date";
  return (shifts ? [typed.left] : typedChildren(typed)).flatMap(strayDurations);
}
