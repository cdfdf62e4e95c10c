/** The rules of phrases: how words of a question go together, in both languages. */
import type { Rule } from "../chart.ts";
import type { Lexicon } from "../lexicon.ts";
import type { Phrase } from "../phrase.ts";
import { boundRules } from "./bound-rules.ts";
import { buyingRules } from "./buying-rules.ts";
import { eitherRules } from "./either-rules.ts";
import { knownOf } from "./known.ts";
import { orderRules } from "./order-rules.ts";
import { timeRules } from "./time-rules.ts";
import { valueRules } from "./value-rules.ts";

/**
 * The rules for a project, by the kind that each begins with. What a rule makes rests on the project: windows that are known,
 * which value is a date.
 */
export function grammarOf(lexicon: Lexicon): ReadonlyMap<string, readonly Rule<Phrase>[]> {
  const known = knownOf(lexicon);
  const rules = [
    ...timeRules(known),
    ...boundRules,
    ...valueRules(known),
    ...buyingRules(known),
    ...eitherRules,
    ...orderRules(known),
  ];
  const byFirst = new Map<string, Rule<Phrase>[]>();
  for (const one of rules) byFirst.set(one.of[0], [...(byFirst.get(one.of[0]) ?? []), one]);
  return byFirst;
}
