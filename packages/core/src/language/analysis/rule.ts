/** A rule with what the checks ask of it again and again. */
import type { Place } from "../../problem.ts";
import type { ScalarText } from "../config/yaml-source.ts";
import type { Span } from "../expression/ast.ts";
import type { Typed } from "../model/typed.ts";
import type { Logic } from "./compare.ts";
import { narrowed, unconstrained, type Alternatives } from "./conjunctions.ts";
import { logicOf } from "./logic.ts";
import type { Variables } from "./variables.ts";

export type Rule = {
  readonly id: string;
  readonly when: Typed;
  readonly text: string;
  readonly placeOf: (span: Span) => Place;
  readonly logicOf: (clause: Typed) => Logic;
  /** Where the rule is true; holds too much where it has too many alternatives. */
  readonly truth: Alternatives;
  readonly variables: Variables;
};

/** @param text the rule as it stands in the file */
export function ruleOf(
  id: string,
  when: Typed,
  text: ScalarText,
  file: string,
  variables: Variables,
): Rule {
  const logics = new Map<Typed, Logic>();
  const logic = (clause: Typed): Logic => {
    const found = logics.get(clause) ?? logicOf(clause, variables);
    logics.set(clause, found);
    return found;
  };
  return {
    id,
    when,
    text: text.text,
    placeOf: (span) => ({ file, range: text.rangeOf(span) }),
    logicOf: logic,
    truth: narrowed(unconstrained, variables, logic(when).yes),
    variables,
  };
}

/** The words of a clause in one line. */
export const wordsOf = (rule: Rule, { span }: Typed): string =>
  rule.text.slice(span.start, span.end).replaceAll(/\s+/g, " ").trim();
