/** Evaluates a rule and keeps what came of each of its parts. */
import type { Typed } from "../../language/model/typed.ts";
import { typedChildren } from "../../language/model/typed-walk.ts";
import type { Span } from "../../language/expression/ast.ts";
import type { Verdict } from "./clause.ts";
import { evaluate, type Value, type ValueOf } from "./evaluate.ts";

export type Trace = {
  readonly kind: Typed["kind"];
  /** The part as it stands in the file, its white space as single spaces. */
  readonly text: string;
  readonly span: Span;
  readonly value: Value;
  /** `null` for what is not true or false. */
  readonly verdict: Verdict | null;
  /** In the order in which they are written; durations have no value of their own and are left out. */
  readonly parts: readonly Trace[];
};

/**
 * The value of an expression with those of its parts: both sides of a comparison, the members of an `in`, every branch of a
 * `case`. Parts are evaluated whether the whole needs them or not.
 *
 * @param typed an expression without problems
 * @param text its text, for the words of each part
 * @param valueOf the customer's values
 * @example evaluateTrace(typeOf("nps <= 4 or vip"), "nps <= 4 or vip", ofCustomer).parts.map((p) => p.verdict)
 *   // => ["not-met", "unknown"]
 */
export function evaluateTrace(typed: Typed, text: string, valueOf: ValueOf): Trace {
  const value = evaluate(typed, valueOf);
  const isCondition = typed.type === "boolean" || typeof value === "boolean";
  return {
    kind: typed.kind,
    text: wordsOf(typed, text),
    span: typed.span,
    value,
    verdict: isCondition ? verdictOf(value) : null,
    parts: typedChildren(typed)
      .filter((part) => part.kind !== "duration")
      .map((part) => evaluateTrace(part, text, valueOf)),
  };
}

export const verdictOf = (value: Value): Verdict =>
  value === null ? "unknown" : value === true ? "met" : "not-met";

/** A part as it stands in the text, on one line. */
export const wordsOf = (typed: Typed, text: string): string =>
  text.slice(typed.span.start, typed.span.end).replaceAll(/\s+/g, " ").trim();
