/** Not in, or one of several. */
import type { Rule } from "../chart.ts";
import type { Phrase } from "../phrase.ts";
import type { Condition } from "../question.ts";
import { condition, rule } from "./rule.ts";

export const eitherRules: readonly Rule<Phrase>[] = [
  rule(["not", "segment"], (_, { refs: [ref] }) =>
    ref === undefined ? null : condition({ kind: "segment", ...ref, negated: true }),
  ),
  rule(["not", "held"], (_, { ways: [way] }) =>
    way === undefined
      ? null
      : condition({ kind: "one-of", value: way.value, values: [way.is], negated: true }),
  ),
  rule(["held", "or", "held"], ({ ways: [a] }, _, { ways: [b] }) =>
    a === undefined || b === undefined ? null : either(oneOf(a), oneOf(b)),
  ),
  rule(["held", "or", "segment"], ({ ways: [a] }, _, { refs: [b] }) =>
    a === undefined || b === undefined
      ? null
      : either(oneOf(a), { kind: "segment", ...b, negated: false }),
  ),
  rule(["segment", "or", "held"], ({ refs: [a] }, _, { ways: [b] }) =>
    a === undefined || b === undefined
      ? null
      : either({ kind: "segment", ...a, negated: false }, oneOf(b)),
  ),
  rule(["segment", "or", "segment"], ({ refs: [a] }, _, { refs: [b] }) =>
    a === undefined || b === undefined
      ? null
      : either(
          { kind: "segment", ...a, negated: false },
          { kind: "segment", ...b, negated: false },
        ),
  ),
  rule(["condition", "or", "condition"], (a, _, b) => either(a.is, b.is)),
  rule(["condition", "or", "held"], (a, _, { ways: [b] }) =>
    b === undefined ? null : either(a.is, oneOf(b)),
  ),
  rule(["held", "or", "condition"], ({ ways: [a] }, _, b) =>
    a === undefined ? null : either(oneOf(a), b.is),
  ),
  rule(["condition", "or", "segment"], (a, _, { refs: [b] }) =>
    b === undefined ? null : either(a.is, { kind: "segment", ...b, negated: false }),
  ),
];

const oneOf = (way: { readonly value: string; readonly is: string }): Condition => ({
  kind: "one-of",
  value: way.value,
  values: [way.is],
  negated: false,
});

/** One of two; of the same column one list. */
function either(a: Condition, b: Condition): Phrase {
  if (a.kind === "one-of" && b.kind === "one-of" && a.value === b.value && !a.negated && !b.negated)
    return condition({ ...a, values: [...a.values, ...b.values] });
  const of = [a, b].flatMap((c) => (c.kind === "any" ? c.of : [c]));
  return condition({ kind: "any", of });
}
