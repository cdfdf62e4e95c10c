/** In `assign: first`: segments whose customers earlier rules take, `else` included. */
import { problem, type Place, type Problem } from "../../problem.ts";
import { excludes, narrowed, unconstrained, type Alternatives } from "./conjunctions.ts";
import { negated, type Formula } from "./formula.ts";
import type { Rule } from "./rule.ts";
import { isConstant, type Variables } from "./variables.ts";

/** A segment of the list, in file order; `rule` null is `else`, `undefined` one that cannot be judged. */
export type Step = {
  readonly id: string;
  readonly place: Place;
  readonly rule: Rule | null | undefined;
};

/** So many rules before one are looked at, the nearest ones. */
const maximumEarlier = 100;

/** A NULL satisfies no comparison: `a > 3` and `a <= 3` leave customers without `a` to `else`. */
export function neverReached(steps: readonly Step[], variables: Variables): readonly Problem[] {
  return steps.flatMap((step, index): readonly Problem[] => {
    const { rule } = step;
    if (rule === undefined || (rule !== null && (rule.truth.length === 0 || isConstant(rule.when))))
      return [];
    const earlier = steps
      .slice(0, index)
      .flatMap((s) => (s.rule ? [{ ...s, rule: s.rule }] : []))
      .slice(-maximumEarlier);
    const by = takers(rule?.truth ?? unconstrained, earlier, variables);
    if (by.length === 0) return [];
    const values = { id: step.id, by: by.map((s) => s.id).join(", "), count: by.length };
    const related = by.map((s) => s.place);
    return [problem("never-reached", values, step.place, { severity: "warning", related })];
  });
}

type Earlier = Step & { readonly rule: Rule };

/** A smallest list of earlier rules that together take all; empty where none is proved to. */
function takers(
  truth: Alternatives,
  earlier: readonly Earlier[],
  variables: Variables,
): readonly Earlier[] {
  const missed = new Map<Earlier, Formula>(
    earlier.map((e) => [e, negated(e.rule.logicOf(e.rule.when).yes)]),
  );
  const missedBy = (list: readonly Earlier[]): readonly Formula[] =>
    list.flatMap((e) => missed.get(e) ?? []);
  const one = earlier.find((e) => excludes(truth, variables, ...missedBy([e])));
  if (one !== undefined) return [one];
  let left = truth;
  let used: readonly Earlier[] = [];
  for (const e of earlier) {
    const next = narrowed(left, variables, ...missedBy([e]));
    if (next === left) continue;
    left = next;
    used = [...used, e];
    if (left.length === 0) break;
  }
  if (left.length > 0) return [];
  for (const e of used) {
    const others = used.filter((other) => other !== e);
    if (excludes(truth, variables, ...missedBy(others))) used = others;
  }
  return used;
}
