/** Evaluates a typed expression for one customer, with SQL's three-valued logic: what is unknown stays unknown. */
import type { NameRef, Typed } from "../../language/model/typed.ts";

export type Value = string | number | boolean | null;

/** The value of a name for the customer; dates are ISO text. */
export type ValueOf = (ref: NameRef) => Value;

/**
 * The value of an expression.
 *
 * @param typed an expression about a customer, without problems
 * @param valueOf what its names are for this customer
 * @returns null where the answer is unknown; dates as ISO text
 * @throws RangeError for a duration that is not added to a date
 */
export function evaluate(typed: Typed, valueOf: ValueOf): Value {
  const again = (child: Typed): Value => evaluate(child, valueOf);
  switch (typed.kind) {
    case "number":
      return Number(typed.text);
    case "text":
    case "date":
    case "boolean":
      return typed.value;
    case "null":
      return null;
    case "duration":
      throw new RangeError("a duration stands only beside a date");
    case "name":
      return valueOf(typed.ref);
    case "not":
      return negated(again(typed.operand), true);
    case "negate": {
      const value = again(typed.operand);
      return value === null ? null : -Number(value);
    }
    case "binary":
      return binary(typed, valueOf);
    case "in":
      return inList(again(typed.value), typed.list.map(again), typed.negated);
    case "between": {
      const value = again(typed.value);
      const inside = both(
        compare(">=", value, again(typed.low)),
        compare("<=", value, again(typed.high)),
      );
      return negated(inside, typed.negated);
    }
    case "like": {
      const value = again(typed.value);
      const pattern = again(typed.pattern);
      if (value === null || pattern === null) return null;
      return negated(likePattern(String(pattern)).test(String(value)), typed.negated);
    }
    case "is-null":
      return (again(typed.value) === null) !== typed.negated;
    case "case": {
      const branch = typed.branches.find((b) => again(b.when) === true);
      if (branch !== undefined) return again(branch.then);
      return typed.otherwise === null ? null : again(typed.otherwise);
    }
    case "call":
      return callFunction(typed.function, typed.args.map(again));
  }
}

const negated = (value: Value, negate: boolean): Value =>
  value === null ? null : negate ? value !== true : value;

function both(a: Value, b: Value): Value {
  if (a === false || b === false) return false;
  return a === null || b === null ? null : true;
}

function either(a: Value, b: Value): Value {
  if (a === true || b === true) return true;
  return a === null || b === null ? null : false;
}

function binary(typed: Extract<Typed, { kind: "binary" }>, valueOf: ValueOf): Value {
  const { operator } = typed;
  const left = evaluate(typed.left, valueOf);
  if (typed.right.kind === "duration") return shifted(left, typed.right, operator === "-" ? -1 : 1);
  const right = evaluate(typed.right, valueOf);
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
      return compare(operator, left, right);
    case "||":
      return left === null || right === null ? null : String(left) + String(right);
    case "-":
      if (isDay(typed.left) && isDay(typed.right)) return daysBetween(right, left);
      return arithmetic(operator, left, right);
    case "+":
    case "*":
    case "/":
      return arithmetic(operator, left, right);
  }
}

function arithmetic(operator: "+" | "-" | "*" | "/", left: Value, right: Value): Value {
  if (left === null || right === null) return null;
  const [a, b] = [Number(left), Number(right)];
  switch (operator) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return b === 0 ? null : a / b;
  }
}

type Comparison = "=" | "<>" | "<" | "<=" | ">" | ">=";

/** Texts compare by code points, as the engine's bytes do; a date compares with a time as its midnight. */
function compare(operator: Comparison, left: Value, right: Value): Value {
  if (left === null || right === null) return null;
  const order = orderOf(left, right);
  switch (operator) {
    case "=":
      return order === 0;
    case "<>":
      return order !== 0;
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    case ">=":
      return order >= 0;
  }
}

function orderOf(left: string | number | boolean, right: string | number | boolean): number {
  if (typeof left === "string" && typeof right === "string") {
    const [a, b] = sameGrain(left, right);
    return compareCodePoints(a, b);
  }
  return Number(left) - Number(right);
}

const day = /^\d{4}-\d{2}-\d{2}$/;
const time = /^\d{4}-\d{2}-\d{2}T/;

function sameGrain(left: string, right: string): readonly [string, string] {
  if (day.test(left) && time.test(right)) return [`${left}T00:00:00`, right];
  if (time.test(left) && day.test(right)) return [left, `${right}T00:00:00`];
  return [left, right];
}

/** UTF-16 order puts astral characters before some of the basic plane; UTF-8 bytes and code points do not. */
function compareCodePoints(left: string, right: string): number {
  const a = Array.from(left, (c) => c.codePointAt(0) ?? 0);
  const b = Array.from(right, (c) => c.codePointAt(0) ?? 0);
  for (let i = 0; i < Math.min(a.length, b.length); i += 1) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

function inList(value: Value, list: readonly Value[], negate: boolean): Value {
  const found = list.map((item) => compare("=", value, item)).reduce(either, false);
  return negated(found, negate);
}

function likePattern(pattern: string): RegExp {
  const source = Array.from(pattern, (c) =>
    c === "%" ? "[^]*" : c === "_" ? "[^]" : c.replace(/[.*+?^${}()|[\]\\/-]/, "\\$&"),
  );
  return new RegExp(`^${source.join("")}$`, "u");
}

const isDay = (typed: Typed): boolean => typed.type === "date" || typed.type === "timestamp";
const dayNumber = (value: string | number | boolean): number =>
  Date.parse(`${String(value).slice(0, 10)}T00:00:00Z`) / 86_400_000;

function daysBetween(from: Value, to: Value): Value {
  return from === null || to === null ? null : dayNumber(to) - dayNumber(from);
}

function shifted(value: Value, by: Extract<Typed, { kind: "duration" }>, sign: 1 | -1): Value {
  if (value === null) return null;
  const date = new Date(`${String(value).slice(0, 10)}T00:00:00Z`);
  const count = by.count * sign;
  if (by.per === "day" || by.per === "week")
    date.setUTCDate(date.getUTCDate() + count * (by.per === "week" ? 7 : 1));
  else {
    const dayOfMonth = date.getUTCDate();
    date.setUTCDate(1);
    date.setUTCMonth(date.getUTCMonth() + count * (by.per === "year" ? 12 : 1));
    const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
    date.setUTCDate(Math.min(dayOfMonth, last));
  }
  return date.toISOString().slice(0, 10);
}

function callFunction(
  name: Extract<Typed, { kind: "call" }>["function"],
  args: readonly Value[],
): Value {
  const known = args.filter((arg) => arg !== null);
  switch (name) {
    case "coalesce":
      return known[0] ?? null;
    case "least":
      return known.length === 0 ? null : known.reduce((a, b) => (orderOf(b, a) < 0 ? b : a));
    case "greatest":
      return known.length === 0 ? null : known.reduce((a, b) => (orderOf(b, a) > 0 ? b : a));
    case "nullif":
      return compare("=", args[0] ?? null, args[1] ?? null) === true ? null : (args[0] ?? null);
    default:
      return known.length < args.length ? null : callKnown(name, known);
  }
}

type Strict = Exclude<
  Extract<Typed, { kind: "call" }>["function"],
  "coalesce" | "least" | "greatest" | "nullif"
>;

function callKnown(name: Strict, args: readonly (string | number | boolean)[]): Value {
  const text = (i: number): string => String(args[i] ?? "");
  const number = (i: number): number => Number(args[i] ?? 0);
  switch (name) {
    case "abs":
      return Math.abs(number(0));
    case "round": {
      const scale = 10 ** (args.length > 1 ? number(1) : 0);
      return (Math.sign(number(0)) * Math.round(Math.abs(number(0)) * scale)) / scale;
    }
    case "floor":
      return Math.floor(number(0));
    case "ceil":
      return Math.ceil(number(0));
    case "lower":
      return text(0).toLowerCase();
    case "upper":
      return text(0).toUpperCase();
    case "trim":
      return text(0).replace(/^ +| +$/g, "");
    case "length":
      return Array.from(text(0)).length;
    case "substring": {
      const characters = Array.from(text(0));
      const start = number(1) - 1;
      const end = args.length > 2 ? start + number(2) : characters.length;
      return characters.slice(Math.max(0, start), Math.max(0, end)).join("");
    }
    case "replace":
      return text(1) === "" ? text(0) : text(0).replaceAll(text(1), () => text(2));
    case "starts_with":
      return text(0).startsWith(text(1));
    case "ends_with":
      return text(0).endsWith(text(1));
    case "contains":
      return text(0).includes(text(1));
    case "year":
      return Number(text(0).slice(0, 4));
    case "month":
      return Number(text(0).slice(5, 7));
    case "day":
      return Number(text(0).slice(8, 10));
    case "days_between":
      return dayNumber(text(1)) - dayNumber(text(0));
  }
}
