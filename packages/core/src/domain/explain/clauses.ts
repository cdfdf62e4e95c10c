/** Takes a rule apart into clauses and evaluates each for one customer. */
import type { NameRef, Typed } from "../../language/model/typed.ts";
import { walkTyped } from "../../language/model/typed-walk.ts";
import type { Clause } from "./clause.ts";
import { evaluate, type Value, type ValueOf } from "./evaluate.ts";
import { verdictOf, wordsOf } from "./trace.ts";

/** What a name is called in answers; `undefined` for names without a value of their own, such as the as-of date. */
export type MetricName = (ref: NameRef) => string | undefined;

/**
 * The clauses of a rule, in its order; parts that `and` and `or` join are clauses of their own.
 *
 * @param typed the rule
 * @param text the rule as it stands in the file, for the words of each clause
 * @param valueOf the customer's values
 * @param nameOf what metrics are called in answers
 */
export function clausesOf(
  typed: Typed,
  text: string,
  valueOf: ValueOf,
  nameOf: MetricName,
): readonly Clause[] {
  return parts(typed, 0, null, text, valueOf, nameOf);
}

function parts(
  typed: Typed,
  depth: number,
  joined: "and" | "or" | null,
  text: string,
  valueOf: ValueOf,
  nameOf: MetricName,
): readonly Clause[] {
  if (typed.kind === "binary" && (typed.operator === "and" || typed.operator === "or")) {
    const { operator } = typed;
    const inside = joined === null || joined === operator ? depth : depth + 1;
    return [typed.left, typed.right].flatMap((side) =>
      parts(side, inside, operator, text, valueOf, nameOf),
    );
  }
  const subject = subjectOf(typed);
  const cut = cutOf(typed, valueOf);
  return [
    {
      text: wordsOf(typed, text),
      verdict: verdictOf(evaluate(typed, valueOf)),
      metric: subject === undefined ? null : (nameOf(subject) ?? null),
      value: subject === undefined ? null : valueOf(subject),
      cut,
      depth,
      joined,
    },
  ];
}

/** The name that a clause is about: the first that is a value of the customer. */
function subjectOf(typed: Typed): NameRef | undefined {
  for (const node of walkTyped(typed))
    if (node.kind === "name" && node.ref.kind !== "as-of") return node.ref;
  return undefined;
}

/** What the subject is compared with, where that is one value. */
function cutOf(typed: Typed, valueOf: ValueOf): Value {
  if (typed.kind !== "binary" || typed.operator === "and" || typed.operator === "or") return null;
  const side =
    typed.left.kind === "name" ? typed.right : typed.right.kind === "name" ? typed.left : undefined;
  return side === undefined ? null : evaluate(side, valueOf);
}
