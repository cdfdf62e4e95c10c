/** Clauses that change nothing, because others decide already. */
import { problem, type Problem } from "../../problem.ts";
import { any, negated, type Formula } from "./formula.ts";
import { groupsOf, type Clause, type Group } from "./clauses.ts";
import { excludes } from "./conjunctions.ts";
import { wordsOf, type Rule } from "./rule.ts";
import { isConstant } from "./variables.ts";

/** One problem for each clause without which the rule would say the same, the later one where two say the same. */
export function addsNothing(rule: Rule): readonly Problem[] {
  if (rule.truth.length === 0) return [];
  return [...groupsOf(rule)].flatMap((group) => idleClauses(rule, group));
}

function idleClauses(rule: Rule, { operator, clauses, context }: Group): readonly Problem[] {
  const yes = (clause: Clause): Formula => rule.logicOf(clause.node).yes;
  const implies = (from: readonly Formula[], to: Formula): boolean =>
    excludes(context, rule.variables, ...from, negated(to));
  const idle = (clause: Clause, others: readonly Clause[]): boolean =>
    operator === "and"
      ? implies(others.map(yes), yes(clause))
      : implies([yes(clause)], any(...others.map(yes)));
  const problems: Problem[] = [];
  let kept = clauses;
  for (const clause of clauses.toReversed()) {
    const others = kept.filter((c) => c !== clause);
    if (others.length === 0 || isOpenGuard(clause) || isConstant(clause.node)) continue;
    // What cannot be true at all is told elsewhere.
    if (excludes(context, rule.variables, yes(clause)) || !idle(clause, others)) continue;
    kept = others;
    problems.push(
      tell(
        rule,
        clause,
        others.find((other) => idle(clause, [other])),
      ),
    );
  }
  return problems.toReversed();
}

/** `x is not null` beside `x > 3` is written to be clear. */
const isOpenGuard = ({ node }: Clause): boolean => node.kind === "is-null" && node.negated;

function tell(rule: Rule, { node, joint }: Clause, by: Clause | undefined): Problem {
  const values = {
    clause: wordsOf(rule, node),
    by: by === undefined ? "" : wordsOf(rule, by.node),
  };
  const other = joint.left === node ? joint.right : joint.left;
  const removed =
    joint.left === node
      ? { start: node.span.start, end: other.span.start }
      : { start: other.span.end, end: node.span.end };
  return problem("adds-nothing", values, rule.placeOf(node.span), {
    severity: "warning",
    related: by === undefined ? [] : [rule.placeOf(by.node.span)],
    fixes: [{ title: wordsOf(rule, other), edits: [{ ...rule.placeOf(removed), newText: "" }] }],
  });
}
