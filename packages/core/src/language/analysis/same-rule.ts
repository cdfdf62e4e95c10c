/** In `assign: all`: two segments with the same customers, whatever the data. */
import { problem, type Problem } from "../../problem.ts";
import { excludes } from "./conjunctions.ts";
import { negated } from "./formula.ts";
import type { Step } from "./never-reached.ts";
import type { Rule } from "./rule.ts";
import { isConstant, type Variables } from "./variables.ts";

/** The later one of each two, with the earlier one beside it. */
export function sameRule(steps: readonly Step[], variables: Variables): readonly Problem[] {
  const bySubject = new Map<string, { readonly step: Step; readonly rule: Rule }[]>();
  const problems: Problem[] = [];
  for (const step of steps) {
    const { rule } = step;
    if (!rule || rule.truth.length === 0 || isConstant(rule.when)) continue;
    const subject = subjectOf(rule);
    const seen = bySubject.get(subject) ?? [];
    bySubject.set(subject, seen);
    const earlier = seen.find((e) => isSame(e.rule, rule, variables));
    if (earlier === undefined) {
      seen.push({ step, rule });
      continue;
    }
    const values = { id: step.id, by: earlier.step.id };
    const related = [earlier.step.place];
    problems.push(problem("same-rule", values, step.place, { severity: "warning", related }));
  }
  return problems;
}

/** Rules that say the same speak of the same variables. */
const subjectOf = ({ truth }: Rule): string =>
  [...new Set(truth.flatMap((conjunction) => [...conjunction.keys()]))].toSorted().join(" ");

const isSame = (a: Rule, b: Rule, variables: Variables): boolean =>
  excludes(a.truth, variables, negated(b.logicOf(b.when).yes)) &&
  excludes(b.truth, variables, negated(a.logicOf(a.when).yes));
