/** Rules that no customer can satisfy, and clauses in them. */
import { problem, type Fix, type Problem } from "../../problem.ts";
import type { Typed } from "../model/typed.ts";
import { groupsOf } from "./clauses.ts";
import { excludes, narrowed, unconstrained, type Alternatives } from "./conjunctions.ts";
import type { Rule } from "./rule.ts";
import { wordsOf } from "./rule.ts";
import { isConstant } from "./variables.ts";

/**
 * The rule itself where it can never be true, an error; else the clauses of its `or`s that cannot, warnings.
 *
 * A rule without a name, such as `false`, says so openly and is left alone.
 */
export function neverTrue(rule: Rule): readonly Problem[] {
  if (isConstant(rule.when)) return [];
  if (rule.truth.length === 0) return [tell(rule, rule.when, unconstrained, "error")];
  const problems: Problem[] = [];
  for (const { operator, clauses, context } of groupsOf(rule)) {
    if (operator === "and" || excludesRest(rule, context)) continue;
    for (const { node } of clauses)
      if (!isConstant(node) && excludes(context, rule.variables, rule.logicOf(node).yes))
        problems.push(tell(rule, node, context, "warning"));
  }
  return problems;
}

const excludesRest = (rule: Rule, context: Alternatives): boolean =>
  narrowed(context, rule.variables).length === 0;

function tell(
  rule: Rule,
  node: Typed,
  context: Alternatives,
  severity: "error" | "warning",
): Problem {
  const { clause, other, joint } = culprits(rule, node, context);
  const values = {
    clause: wordsOf(rule, clause),
    other: other === undefined ? "" : wordsOf(rule, other),
  };
  return problem("never-true", values, rule.placeOf(clause.span), {
    severity,
    related: other === undefined ? [] : [rule.placeOf(other.span)],
    fixes: [...swapped(rule, clause), ...asList(rule, joint), ...isNull(rule, clause)],
  });
}

type Culprits = {
  readonly clause: Typed;
  readonly other?: Typed;
  /** The `and` that joins just the two. */
  readonly joint?: Extract<Typed, { kind: "binary" }>;
};

/** The smallest part that is impossible: a clause, or two that exclude each other, the later one first. */
function culprits(rule: Rule, node: Typed, context: Alternatives): Culprits {
  const [group] = groupsOf(rule, node, context);
  if (group?.operator !== "and") return { clause: node };
  const { clauses } = group;
  const yes = (clause: Typed) => rule.logicOf(clause).yes;
  const alone = clauses.find((c) => excludes(context, rule.variables, yes(c.node)));
  if (alone !== undefined) return culprits(rule, alone.node, context);
  for (const [i, later] of clauses.entries())
    for (const earlier of clauses.slice(0, i)) {
      if (!excludes(context, rule.variables, yes(earlier.node), yes(later.node))) continue;
      const { joint } = later;
      const only = joint.left === earlier.node && joint.right === later.node;
      return { clause: later.node, other: earlier.node, ...(only && { joint }) };
    }
  return { clause: node };
}

/** `between 9 and 3` as `between 3 and 9`. */
function swapped(rule: Rule, node: Typed): readonly Fix[] {
  if (node.kind !== "between" || node.negated) return [];
  const [low, high] = [wordsOf(rule, node.low), wordsOf(rule, node.high)];
  // Quotes may have to be written otherwise where the rule stands in quotes itself.
  if (/['"]/.test(low + high)) return [];
  const edits = [
    { ...rule.placeOf(node.low.span), newText: high },
    { ...rule.placeOf(node.high.span), newText: low },
  ];
  return [{ title: `between ${high} and ${low}`, edits }];
}

/** `age = null` as `age is null`. */
function isNull(rule: Rule, node: Typed): readonly Fix[] {
  if (node.kind !== "binary" || node.right.kind !== "null") return [];
  if (node.operator !== "=" && node.operator !== "<>") return [];
  const span = { start: node.left.span.end, end: node.right.span.end };
  const newText = node.operator === "=" ? " is null" : " is not null";
  const title = wordsOf(rule, node.left) + newText;
  return [{ title, edits: [{ ...rule.placeOf(span), newText }] }];
}

/** `city = 'a' and city = 'b'` as `city in ('a', 'b')`. */
function asList(rule: Rule, joint: Culprits["joint"]): readonly Fix[] {
  if (joint === undefined) return [];
  const { left, right } = joint;
  if (left.kind !== "binary" || right.kind !== "binary") return [];
  const plain = [left, right].every(
    ({ operator, left: name, right: value, span }) =>
      operator === "=" &&
      name.kind === "name" &&
      (value.kind === "text" || value.kind === "number") &&
      span.start === name.span.start &&
      span.end === value.span.end,
  );
  const name = wordsOf(rule, left.left);
  if (!plain || name !== wordsOf(rule, right.left)) return [];
  const [first, second] = [left.right.span, right.right.span];
  const title = `${name} in (${wordsOf(rule, left.right)}, ${wordsOf(rule, right.right)})`;
  const edit = (start: number, end: number, newText: string) => ({
    ...rule.placeOf({ start, end }),
    newText,
  });
  return [
    {
      title,
      edits: [
        edit(left.left.span.end, first.start, " in ("),
        edit(first.end, second.start, ", "),
        edit(second.end, second.end, ")"),
      ],
    },
  ];
}
