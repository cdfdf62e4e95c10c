/** Evaluates a typed expression for one customer, with SQL's three-valued logic: what is unknown stays unknown. */
import type { NameRef, Typed } from "../../language/model/typed.ts";
import { isDayDifference, isWholeLiteral } from "../numbers.ts";
import { daysBetween, shift } from "./days.ts";
import { finite } from "./doubles.ts";
import { asResult, evaluateCall } from "./evaluate-call.ts";
import { like } from "./texts.ts";
import { compare, orderingOf, type Cell } from "./compare.ts";

export type Value = string | number | boolean | null;

/** The value of a name for the customer; dates are ISO text, whole numbers beyond 2⁵³ their digits. */
export type ValueOf = (ref: NameRef) => Value;

/**
 * The value of an expression, the same as the engines give for `toScalar`.
 *
 * @param typed an expression about a customer, without problems
 * @param valueOf what its names are for this customer
 * @returns null where the answer is unknown; dates as ISO text
 * @throws RangeError for a duration that is not added to a date
 * @example evaluate(typeOf("0.1 + 0.2 = 0.3"), () => null) // => true
 */
export function evaluate(typed: Typed, valueOf: ValueOf): Value {
  const cell = cellOf(typed, valueOf);
  if (typeof cell !== "bigint") return cell;
  return Number.isSafeInteger(Number(cell)) ? Number(cell) : cell.toString();
}

function cellOf(typed: Typed, valueOf: ValueOf): Cell {
  const again = (child: Typed): Cell => cellOf(child, valueOf);
  switch (typed.kind) {
    case "number":
      return numberCell(typed.text, isWholeLiteral(typed.text));
    case "text":
    case "date":
    case "boolean":
      return typed.value;
    case "null":
      return null;
    case "duration":
      throw new RangeError("a duration stands only beside a date");
    case "name": {
      const value = valueOf(typed.ref);
      return typed.type === "number" && typeof value === "string"
        ? numberCell(value, /^-?\d+$/.test(value))
        : value;
    }
    case "not":
      return negated(again(typed.operand), true);
    case "negate": {
      const value = again(typed.operand);
      if (value === null) return null;
      // Of a column it is arithmetic, of a number as written it is that number.
      return typeof value === "bigint" && typed.operand.kind === "number" ? -value : -Number(value);
    }
    case "binary":
      return binary(typed, again);
    case "in": {
      const ordering = orderingOf([typed.value, ...typed.list]);
      const value = again(typed.value);
      const found = typed.list
        .map((item) => compare("=", value, again(item), ordering))
        .reduce<boolean | null>(either, false);
      return negated(found, typed.negated);
    }
    case "between": {
      const ordering = orderingOf([typed.value, typed.low, typed.high]);
      const value = again(typed.value);
      const inside = both(
        compare(">=", value, again(typed.low), ordering),
        compare("<=", value, again(typed.high), ordering),
      );
      return negated(inside, typed.negated);
    }
    case "like": {
      const value = again(typed.value);
      const pattern = again(typed.pattern);
      if (value === null || pattern === null) return null;
      return negated(like(String(value), String(pattern)), typed.negated);
    }
    case "is-null":
      return (again(typed.value) === null) !== typed.negated;
    case "case": {
      const branch = typed.branches.find((b) => again(b.when) === true);
      const result = branch === undefined ? typed.otherwise : branch.then;
      return result === null ? null : asResult(typed, again(result));
    }
    case "call":
      return evaluateCall(typed, again);
  }
}

/** Whole numbers that a double does not hold stay exact. */
function numberCell(digits: string, whole: boolean): Cell {
  const near = Number(digits);
  if (whole && !Number.isSafeInteger(near)) return BigInt(digits);
  return finite(near);
}

const negated = (value: Cell, negate: boolean): boolean | null =>
  value === null ? null : (value === true) !== negate;

function both(a: Cell, b: Cell): boolean | null {
  if (a === false || b === false) return false;
  return a === null || b === null ? null : true;
}

function either(a: Cell, b: Cell): boolean | null {
  if (a === true || b === true) return true;
  return a === null || b === null ? null : false;
}

function binary(typed: Extract<Typed, { kind: "binary" }>, again: (child: Typed) => Cell): Cell {
  const { operator } = typed;
  const left = again(typed.left);
  if (typed.right.kind === "duration") {
    const { count, per } = typed.right;
    return left === null ? null : shift(String(left), operator === "-" ? -count : count, per);
  }
  const right = again(typed.right);
  switch (operator) {
    case "and":
      return both(left, right);
    case "or":
      return either(left, right);
    case "=":
    case "<>":
    case "<":
    case "<=":
    case ">":
    case ">=":
      return compare(operator, left, right, orderingOf([typed.left, typed.right]));
    case "||":
      return left === null || right === null ? null : String(left) + String(right);
    case "-":
      if (isDayDifference(typed))
        return left === null || right === null ? null : daysBetween(String(right), String(left));
      return arithmetic(operator, left, right);
    case "+":
    case "*":
    case "/":
      return arithmetic(operator, left, right);
  }
}

function arithmetic(operator: "+" | "-" | "*" | "/", left: Cell, right: Cell): number | null {
  if (left === null || right === null) return null;
  const [a, b] = [Number(left), Number(right)];
  switch (operator) {
    case "+":
      return finite(a + b);
    case "-":
      return finite(a - b);
    case "*":
      return finite(a * b);
    case "/":
      return b === 0 ? null : finite(a / b);
  }
}
