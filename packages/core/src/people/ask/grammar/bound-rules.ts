/** Bounds: more than, at most, between. */
import type { Rule } from "../chart.ts";
import type { Phrase } from "../phrase.ts";
import { plain, rule, toBound, type Amount, type Of } from "./rule.ts";

const amounts = [
  ["number", (p: Phrase) => plain(p as Of<"number">)], // of the kind beside it
  ["quantity", (p: Phrase) => p as Of<"quantity">],
] as const;
export const boundRules: readonly Rule<Phrase>[] = amounts.flatMap(([kind, read]) => [
  ...([">", ">=", "<", "<=", "=", "<>"] as const).map((is) =>
    rule([is, kind], (_, amount) => toBound(is, read(amount))),
  ),
  rule([kind, "atleast"], (amount) => toBound(">=", read(amount))),
  rule([kind, "atmost"], (amount) => toBound("<=", read(amount))),
  ...amounts.flatMap(([other, readOther]) => [
    rule([kind, "until", other], (low, _, high) => between(read(low), readOther(high))),
    rule(["between", kind, "until", other], (_, low, __, high) =>
      between(read(low), readOther(high)),
    ),
    rule(["between", kind, "and", other], (_, low, __, high) =>
      between(read(low), readOther(high)),
    ),
  ]),
]);
function between(low: Amount, high: Amount): Phrase | null {
  const unit = high.unit ?? low.unit;
  // A dash between two numbers of a date is not a range.
  if (low.value >= high.value) return null;
  return toBound("between", { ...low, percent: low.percent || high.percent, unit }, high.value);
}
