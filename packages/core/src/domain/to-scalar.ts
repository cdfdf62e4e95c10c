/** Turns a typed expression into a query node. Values become literals of the tree; nothing is pasted into text. */
import {
  add,
  and,
  between,
  bool,
  call,
  cases,
  cast,
  col,
  concat,
  date,
  daysBetween,
  div,
  eq,
  ge,
  gt,
  inList,
  int,
  isNotNull,
  isNull,
  le,
  like,
  lt,
  mul,
  ne,
  neg,
  nil,
  not,
  number,
  or,
  sub,
  text,
  type Scalar,
} from "../query/index.ts";
import type { NameRef, Typed } from "../language/model/typed.ts";
import { columnOfRef } from "./columns.ts";

/** What a name stands for where the expression is used. */
export type Names = (ref: NameRef) => Scalar;

/** Names of a customer's columns. @param asOf the run's as-of date, ISO */
export const customerNames =
  (asOf: string): Names =>
  (ref) => {
    const column = columnOfRef(ref);
    return column === undefined ? date(asOf) : col(column);
  };

/**
 * The query node of an expression.
 *
 * @param typed an expression without problems
 * @param names what its names stand for
 * @throws RangeError for a duration that is not added to a date
 */
export function toScalar(typed: Typed, names: Names): Scalar {
  const again = (child: Typed): Scalar => toScalar(child, names);
  switch (typed.kind) {
    case "number":
      return plainNumber(typed.text);
    case "text":
      return text(typed.value);
    case "date":
      return date(typed.value);
    case "boolean":
      return bool(typed.value);
    case "null":
      return nil();
    case "duration":
      throw new RangeError("a duration stands only beside a date");
    case "name":
      return names(typed.ref);
    case "not":
      return not(again(typed.operand));
    case "negate":
      return neg(again(typed.operand));
    case "binary":
      return binary(typed, names);
    case "in":
      return inList(again(typed.value), typed.list.map(again), typed.negated);
    case "between":
      return between(again(typed.value), again(typed.low), again(typed.high), typed.negated);
    case "like":
      return like(again(typed.value), again(typed.pattern), { negated: typed.negated });
    case "is-null":
      return typed.negated ? isNotNull(again(typed.value)) : isNull(again(typed.value));
    case "case":
      return cases(
        typed.branches.map((branch) => [again(branch.when), again(branch.then)]),
        typed.otherwise === null ? null : again(typed.otherwise),
      );
    case "call": {
      const args = typed.args.map(again);
      if (typed.function === "round" && typed.args[1]?.kind === "number")
        args[1] = int(Number(typed.args[1].text));
      return call(typed.function, ...args);
    }
  }
}

/** Exponents are written out or become doubles: decimals have none. */
function plainNumber(written: string): Scalar {
  if (/^\d+(\.\d+)?$/.test(written) && written.length <= 38) return number(written);
  return { kind: "double", value: Number(written) };
}

function binary(typed: Extract<Typed, { kind: "binary" }>, names: Names): Scalar {
  const { operator } = typed;
  const left = toScalar(typed.left, names);
  if (typed.right.kind === "duration") return shifted(left, typed.right, operator === "-" ? -1 : 1);
  const right = toScalar(typed.right, names);
  switch (operator) {
    case "and":
      return and(left, right);
    case "or":
      return or(left, right);
    case "=":
      return eq(left, right);
    case "<>":
      return ne(left, right);
    case "<":
      return lt(left, right);
    case "<=":
      return le(left, right);
    case ">":
      return gt(left, right);
    case ">=":
      return ge(left, right);
    case "+":
      return add(left, right);
    case "-":
      return isDay(typed.left) && isDay(typed.right) ? daysBetween(right, left) : sub(left, right);
    case "*":
      return mul(left, right);
    case "/":
      return div(left, right);
    case "||":
      return concat(left, right);
  }
}

const isDay = (typed: Typed): boolean => typed.type === "date" || typed.type === "timestamp";

function shifted(day: Scalar, by: Extract<Typed, { kind: "duration" }>, sign: 1 | -1): Scalar {
  const count = by.count * sign;
  const from = cast(day, "date");
  switch (by.per) {
    case "day":
      return call("add_days", from, int(count));
    case "week":
      return call("add_days", from, int(count * 7));
    case "month":
      return call("add_months", from, int(count));
    case "year":
      return call("add_months", from, int(count * 12));
  }
}
