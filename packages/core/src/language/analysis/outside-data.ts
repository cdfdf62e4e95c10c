/** Values that do not occur in the data, and thresholds that no value reaches. */
import { problem, type Fix, type Place, type Problem } from "../../problem.ts";
import { nearest } from "../config/nearest.ts";
import type { Span } from "../expression/ast.ts";
import { walkTyped } from "../model/typed-walk.ts";
import type { Typed } from "../model/typed.ts";
import { isComparison } from "./compare.ts";
import { dateTerm } from "./dates.ts";
import type { Known, KnownValues } from "./known.ts";
import { compareRationals, negative, parseRational, whole, type Rational } from "./rational.ts";
import type { Comparison } from "../model/comparison.ts";
import { refKey } from "./term-key.ts";
import { kindOf } from "./variables.ts";

/** An expression in a file. */
export type Written = {
  readonly typed: Typed;
  readonly text: string;
  readonly placeOf: (span: Span) => Place;
};

type Name = Extract<Typed, { kind: "name" }>;

/** A name beside a literal, wherever that stands in the expression. */
type Meeting = { readonly name: Name; readonly operator: Comparison; readonly literal: Typed };

/** Each value that does not occur, where all values are known, and each number or date beyond the smallest or largest. */
export function outsideData(written: Written, known: KnownValues): readonly Problem[] {
  if (known.size === 0) return [];
  return [...walkTyped(written.typed)].flatMap(meetingsOf).flatMap((meeting) => {
    const facts = known.get(refKey(meeting.name.ref));
    const fits = facts !== undefined && kindOf(meeting.name) === kindOfColumn(facts.type);
    // An aggregate that several metrics share has its places in the first of them.
    if (!fits || !isWritten(written, meeting.literal)) return [];
    return absent(written, meeting, facts) ?? outOfRange(written, meeting, facts) ?? [];
  });
}

const kindOfColumn = (type: Known["type"]) => (type === "timestamp" ? "date" : type);

const mirror: Readonly<Partial<Record<Comparison, Comparison>>> = {
  "<": ">",
  "<=": ">=",
  ">": "<",
  ">=": "<=",
};

function meetingsOf(node: Typed): readonly Meeting[] {
  const meet = (name: Typed, operator: Comparison, literal: Typed): readonly Meeting[] =>
    name.kind === "name" ? [{ name, operator, literal }] : [];
  switch (node.kind) {
    case "binary": {
      const { operator, left, right } = node;
      if (!isComparison(operator)) return [];
      return [...meet(left, operator, right), ...meet(right, mirror[operator] ?? operator, left)];
    }
    case "in":
      return node.list.flatMap((item) => meet(node.value, "=", item));
    case "between":
      return [...meet(node.value, ">=", node.low), ...meet(node.value, "<=", node.high)];
    default:
      return [];
  }
}

const isWritten = ({ text }: Written, { kind, span }: Typed): boolean => {
  const words = text.slice(span.start, span.end);
  return kind === "text" ? words.startsWith("'") && words.endsWith("'") : /^[-\d.dD']/.test(words);
};

function absent(
  written: Written,
  { name, operator, literal }: Meeting,
  { complete, values = [] }: Known,
): readonly Problem[] | undefined {
  if (!complete || values.length === 0 || !["=", "<>"].includes(operator)) return undefined;
  const value = literal.kind === "text" ? literal.value : numberOf(literal);
  if (value === undefined) return undefined;
  const found =
    typeof value === "string"
      ? values.some((v) => v.value === value)
      : values.some((v) => isNumber(v.value, value));
  if (found) return [];
  const near =
    typeof value === "string"
      ? nearest(
          value,
          values.map((v) => v.value),
        )
      : closest(Number(value.top) / Number(value.bottom), values);
  const shown = written.text.slice(literal.span.start, literal.span.end).replace(/^'|'$/g, "");
  const told = { name: nameOf(written, name), value: shown, nearest: near };
  const fixes = near === "" ? [] : replaced(written, literal, near);
  const place = written.placeOf(literal.span);
  return [problem("value-absent", told, place, { severity: "warning", fixes })];
}

/** Only what needs no quoting of its own, wherever the rule stands. */
function replaced(written: Written, literal: Typed, near: string): readonly Fix[] {
  if (/['"\\\n#:]/.test(near)) return [];
  const { start, end } = literal.span;
  const span = literal.kind === "text" ? { start: start + 1, end: end - 1 } : literal.span;
  return [{ title: near, edits: [{ ...written.placeOf(span), newText: near }] }];
}

function outOfRange(
  written: Written,
  { name, operator, literal }: Meeting,
  { range, type }: Known,
): readonly Problem[] | undefined {
  const value = pointOf(literal);
  const [low, high] = range?.map((text) => boundOf(text, type)) ?? [];
  if (value === undefined || range === undefined || !low || !high || operator === "<>")
    return undefined;
  const [below, above] = [compareRationals(value, low) < 0, compareRationals(value, high) > 0];
  if (!below && !above) return undefined;
  const nobody = operator === "=" || (below ? operator.startsWith("<") : operator.startsWith(">"));
  const values = {
    name: nameOf(written, name),
    value: written.text.slice(literal.span.start, literal.span.end),
    low: range[0],
    high: range[1],
  };
  const severity = nobody ? "warning" : "info";
  return [problem("out-of-range", values, written.placeOf(literal.span), { severity })];
}

const nameOf = ({ text }: Written, { span }: Name): string => text.slice(span.start, span.end);

function numberOf(literal: Typed): Rational | undefined {
  if (literal.kind === "number") return parseRational(literal.text);
  const inner = literal.kind === "negate" ? numberOf(literal.operand) : undefined;
  return inner && negative(inner);
}

function pointOf(literal: Typed): Rational | undefined {
  if (literal.kind !== "date") return numberOf(literal);
  const term = dateTerm(literal);
  return term.kind === "constant" ? whole(term.day) : undefined;
}

/** Of a time only the day counts: what is said of it is midnight. */
function boundOf(text: string, type: Known["type"]): Rational | undefined {
  if (type === "number") return parseRational(text);
  const day = Date.parse(`${text.slice(0, 10)}T00:00:00Z`) / 86_400_000;
  return (type === "date" || type === "timestamp") && Number.isInteger(day)
    ? whole(day)
    : undefined;
}

const isNumber = (text: string, value: Rational): boolean => {
  const parsed = parseRational(text);
  return parsed === undefined || compareRationals(parsed, value) === 0;
};

const closest = (value: number, values: NonNullable<Known["values"]>): string =>
  values
    .map((v) => v.value)
    .reduce((a, b) => (Math.abs(Number(b) - value) < Math.abs(Number(a) - value) ? b : a));
