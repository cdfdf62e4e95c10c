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
  double,
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
  tryCast,
  type Scalar,
  type SqlType,
} from "../query/index.ts";
import type { NameRef, Typed } from "../language/model/typed.ts";
import { columnOfRef } from "./columns.ts";
import { settle } from "./explain/doubles.ts";
import {
  isBare,
  isCalculated,
  isDayDifference,
  isWholeLiteral,
  precisionOf,
  type Precision,
} from "./numbers.ts";

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
 * The query node of an expression. What its numbers mean is told in `numbers.ts`.
 *
 * @param typed an expression without problems
 * @param names what its names stand for
 * @throws RangeError for a duration that is not added to a date
 */
export function toScalar(typed: Typed, names: Names): Scalar {
  const again = (child: Typed): Scalar => toScalar(child, names);
  switch (typed.kind) {
    case "number":
      return isWholeLiteral(typed.text) ? number(typed.text) : double(Number(typed.text));
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
      return neg(isBare(typed) ? again(typed.operand) : asDouble(typed.operand, names));
    case "binary":
      return binary(typed, names);
    case "in": {
      const [value, ...list] = compared([typed.value, ...typed.list], names);
      return inList(value, list, typed.negated);
    }
    case "between": {
      const [value, low, high] = compared([typed.value, typed.low, typed.high], names);
      return between(value, low, high, typed.negated);
    }
    case "like":
      return like(asText(typed.value, names), asText(typed.pattern, names), {
        negated: typed.negated,
      });
    case "is-null":
      return typed.negated ? isNotNull(again(typed.value)) : isNull(again(typed.value));
    case "case": {
      const result = (node: Typed): Scalar =>
        typed.type === "number" ? asDouble(node, names) : again(node);
      return cases(
        typed.branches.map((branch) => [again(branch.when), result(branch.then)]),
        typed.otherwise === null ? null : result(typed.otherwise),
      );
    }
    case "call":
      return callScalar(typed, names);
  }
}

function binary(typed: Extract<Typed, { kind: "binary" }>, names: Names): Scalar {
  const { operator, left, right } = typed;
  const again = (child: Typed): Scalar => toScalar(child, names);
  switch (operator) {
    case "and":
      return and(again(left), again(right));
    case "or":
      return or(again(left), again(right));
    case "||":
      return concat(asText(left, names), asText(right, names));
    case "=":
    case "<>":
    case "<":
    case "<=":
    case ">":
    case ">=": {
      const [a, b] = compared([left, right], names);
      return comparisons[operator](a, b);
    }
    case "+":
    case "-":
      if (right.kind === "duration")
        return shifted(asTyped(left, "date", names), right, operator === "-" ? -1 : 1);
      if (isDayDifference(typed)) return daysBetween(again(right), again(left));
      return arithmetic(operator, asDouble(left, names), asDouble(right, names));
    case "*":
      return arithmetic(operator, asDouble(left, names), asDouble(right, names));
    case "/":
      return arithmetic(operator, again(left), again(right));
  }
}

const comparisons = { "=": eq, "<>": ne, "<": lt, "<=": le, ">": gt, ">=": ge } as const;
const operations = { "+": add, "-": sub, "*": mul, "/": div } as const;

/** NULL where the result is too large for a double; so there never is a NaN either. */
const arithmetic = (operator: keyof typeof operations, left: Scalar, right: Scalar): Scalar =>
  call("finite", operations[operator](left, right));

/** Values that are compared with one another: numbers with one precision, anything else as it is. */
function compared<Parts extends readonly [Typed, ...Typed[]]>(
  parts: Parts,
  names: Names,
): { readonly [K in keyof Parts]: Scalar } {
  const numeric = parts.some((part) => part.type === "number");
  const precision = numeric ? precisionOf(parts) : "exact";
  // `map` keeps the length, which its type does not say.
  return parts.map((part) => withPrecision(part, precision, names)) as {
    readonly [K in keyof Parts]: Scalar;
  };
}

function withPrecision(node: Typed, precision: Precision, names: Names): Scalar {
  switch (precision) {
    case "exact":
      return toScalar(node, names);
    case "double":
      return asDouble(node, names);
    case "settled":
      return node.kind === "number"
        ? double(settle(Number(node.text)))
        : call("settle", asDouble(node, names));
  }
}

function asDouble(node: Typed, names: Names): Scalar {
  if (node.kind === "number") return double(Number(node.text));
  if (node.type !== "null" && !isBare(node)) return toScalar(node, names);
  return asTyped(node, "double", names);
}

/** Engines must be told the type of NULL where functions of one name differ by it. */
function asTyped(node: Typed, type: SqlType, names: Names): Scalar {
  return node.kind === "null" ? nil(type) : cast(toScalar(node, names), type);
}

const asText = (node: Typed, names: Names): Scalar =>
  node.type === "null" ? asTyped(node, "varchar", names) : toScalar(node, names);
const asDay = (node: Typed, names: Names): Scalar =>
  node.type === "null" ? asTyped(node, "date", names) : toScalar(node, names);

/** Numbers that are cut to whole ones: noise of doubles must not move them. */
const settledDouble = (node: Typed, names: Names): Scalar =>
  withPrecision(node, isCalculated(node) ? "settled" : "double", names);

function callScalar(typed: Extract<Typed, { kind: "call" }>, names: Names): Scalar {
  const { args } = typed;
  const [first, second, third] = args;
  if (first === undefined) throw new Error(`unreachable: ${typed.function} without arguments`);
  switch (typed.function) {
    case "nullif": {
      if (second === undefined) throw new Error("unreachable: nullif of one");
      if (typed.type !== "number") return call("nullif", ...compared([first, second], names));
      const precision = precisionOf([first, second]) === "settled" ? "settled" : "double";
      const [a, b] = [first, second].map((arg) => withPrecision(arg, precision, names));
      return call("nullif", a ?? nil(), b ?? nil());
    }
    case "coalesce":
    case "least":
    case "greatest":
      return call(
        typed.function,
        ...args.map((arg) =>
          typed.type === "number" ? asDouble(arg, names) : toScalar(arg, names),
        ),
      );
    case "abs":
      return call("abs", asDouble(first, names));
    case "round":
      return rounded(first, second, names);
    case "floor":
    case "ceil":
      return call(typed.function, settledDouble(first, names));
    case "substring":
      return call(
        "substring",
        asText(first, names),
        ...(second === undefined ? [] : [position(second, 1, names)]),
        ...(third === undefined ? [] : [position(third, 0, names)]),
      );
    case "year":
    case "month":
    case "day":
    case "days_between":
      return call(typed.function, ...args.map((arg) => asDay(arg, names)));
    case "lower":
    case "upper":
    case "trim":
    case "length":
    case "replace":
    case "starts_with":
    case "ends_with":
    case "contains":
      return call(typed.function, ...args.map((arg) => asText(arg, names)));
  }
}

function rounded(value: Typed, digits: Typed | undefined, names: Names): Scalar {
  const count = digits?.kind === "number" ? Number(digits.text) : 0;
  if (count === 0) return call("nearest", settledDouble(value, names));
  const scale = double(10 ** count);
  const scaled = call("settle", arithmetic("*", asDouble(value, names), scale));
  return div(call("nearest", scaled), scale);
}

/** A place or length in a text: whole, and NULL below the least, where engines count from the end. */
function position(node: Typed, least: number, names: Names): Scalar {
  if (node.kind === "number" && Number(node.text) >= least) return int(Number(node.text));
  const whole = tryCast(call("floor", settledDouble(node, names)), "integer");
  const below = int(least - 1);
  return call("nullif", call("greatest", call("coalesce", whole, below), below), below);
}

function shifted(from: Scalar, by: Extract<Typed, { kind: "duration" }>, sign: 1 | -1): Scalar {
  const count = by.count * sign;
  switch (by.per) {
    case "day":
      return call("in_calendar", call("add_days", from, int(count)));
    case "week":
      return call("in_calendar", call("add_days", from, int(count * 7)));
    case "month":
      return call("in_calendar", call("add_months", from, int(count)));
    case "year":
      return call("in_calendar", call("add_months", from, int(count * 12)));
  }
}
