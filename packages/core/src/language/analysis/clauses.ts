/** The clauses that `and` and `or` join, and what is known where each of them matters. */
import type { Typed } from "../model/typed.ts";
import { narrowed, unconstrained, type Alternatives } from "./conjunctions.ts";
import type { Rule } from "./rule.ts";

type Joint = Extract<Typed, { kind: "binary" }>;

/** A clause and the operator that it stands beside. */
export type Clause = { readonly node: Typed; readonly joint: Joint };

export type Group = {
  readonly operator: "and" | "or";
  readonly clauses: readonly Clause[];
  /** What the rest of the rule says: outside it, the group does not matter. */
  readonly context: Alternatives;
};

/** Longer lists are written by programs. */
const maximumClauses = 32;

/** Every list of clauses in a rule, outer ones first; what stands below `not` is one clause. */
export function* groupsOf(
  rule: Rule,
  node: Typed = rule.when,
  context: Alternatives = unconstrained,
): Generator<Group> {
  if (node.kind !== "binary" || (node.operator !== "and" && node.operator !== "or")) return;
  const { operator } = node;
  const clauses = [...clausesOf(node, operator)];
  if (clauses.length > maximumClauses) return;
  yield { operator, clauses, context };
  for (const clause of clauses) {
    const others = clauses.filter((c) => c !== clause).map((c) => rule.logicOf(c.node).yes);
    const inside = operator === "and" ? narrowed(context, rule.variables, ...others) : context;
    yield* groupsOf(rule, clause.node, inside);
  }
}

function* clausesOf(joint: Joint, operator: "and" | "or"): Generator<Clause> {
  for (const node of [joint.left, joint.right])
    if (node.kind === "binary" && node.operator === operator) yield* clausesOf(node, operator);
    else yield { node, joint };
}
