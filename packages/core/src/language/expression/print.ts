/** Writes the tree of a rule as text again, in one way of writing. */
import type { BinaryOperator, Expr } from "./ast.ts";
import { isPlainName } from "./lexer.ts";

/** How tightly a form binds, as the parser reads it. What binds less than its place asks for stands in brackets. */
const binding: Readonly<Record<BinaryOperator, number>> = {
  or: 1,
  and: 2,
  "=": 4,
  "<>": 4,
  "<": 4,
  "<=": 4,
  ">": 4,
  ">=": 4,
  "+": 5,
  "-": 5,
  "||": 5,
  "*": 6,
  "/": 6,
};
const notBinding = 3;
const comparisonBinding = 4;
const unaryBinding = 7;
const atomBinding = 8;

/**
 * The text of a rule: `parse(print(x))` is `x`, but for places.
 *
 * @param expr a tree without `missing` nodes
 * @throws RangeError for a `missing` node
 * @example print(parse("NOT (a=1 or b in ('x'))").expr) // => "not (a = 1 or b in ('x'))"
 */
export function print(expr: Expr): string {
  switch (expr.kind) {
    case "number":
      return expr.text;
    case "text":
      return quoted(expr.value, "'");
    case "date":
      return `date ${quoted(expr.value, "'")}`;
    case "boolean":
      return String(expr.value);
    case "null":
      return "null";
    case "duration":
      return `${expr.count} ${expr.unit}${expr.count === 1 ? "" : "s"}`;
    case "name":
      return expr.parts.map(printName).join(".");
    case "not":
      return `not ${within(expr.operand, notBinding)}`;
    case "negate":
      return `- ${within(expr.operand, unaryBinding)}`;
    case "binary": {
      const level = binding[expr.operator];
      return `${within(expr.left, level)} ${expr.operator} ${within(expr.right, level + 1)}`;
    }
    case "in":
      return `${subject(expr)} in (${expr.list.map(print).join(", ")})`;
    case "between":
      return `${subject(expr)} between ${operand(expr.low)} and ${operand(expr.high)}`;
    case "like":
      return `${subject(expr)} like ${operand(expr.pattern)}`;
    case "is-null":
      return `${within(expr.value, comparisonBinding)} is ${expr.negated ? "not " : ""}null`;
    case "case": {
      const value = expr.operand === null ? "" : ` ${print(expr.operand)}`;
      const branches = expr.branches.map((b) => ` when ${print(b.when)} then ${print(b.then)}`);
      const otherwise = expr.otherwise === null ? "" : ` else ${print(expr.otherwise)}`;
      return `case${value}${branches.join("")}${otherwise} end`;
    }
    case "call":
      return printCall(expr);
    case "missing":
      throw new RangeError("a half-typed rule cannot be written");
  }
}

const within = (expr: Expr, least: number): string =>
  bindingOf(expr) < least ? `(${print(expr)})` : print(expr);
const operand = (expr: Expr): string => within(expr, comparisonBinding + 1);
const subject = (expr: { readonly value: Expr; readonly negated: boolean }): string =>
  `${within(expr.value, comparisonBinding)}${expr.negated ? " not" : ""}`;

function bindingOf(expr: Expr): number {
  switch (expr.kind) {
    case "binary":
      return binding[expr.operator];
    case "not":
      return notBinding;
    case "in":
    case "between":
    case "like":
    case "is-null":
      return comparisonBinding;
    case "negate":
      return unaryBinding;
    default:
      return atomBinding;
  }
}

function printCall(expr: Extract<Expr, { kind: "call" }>): string {
  const args = expr.star ? "*" : expr.args.map(print).join(", ");
  const filter = expr.filter === null ? "" : ` filter (where ${print(expr.filter)})`;
  return `${expr.name}(${expr.distinct ? "distinct " : ""}${args})${filter}`;
}

const quoted = (text: string, quote: "'" | '"'): string =>
  quote + text.replaceAll(quote, quote + quote) + quote;

/** `date` before a text would be a date. */
const printName = (name: string): string =>
  isPlainName(name) && name.toLowerCase() !== "date" && name === name.normalize("NFC")
    ? name
    : quoted(name, '"');
