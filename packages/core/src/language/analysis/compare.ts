/** What a comparison says of variables. */
import type { BinaryOperator } from "../expression/ast.ts";
import { isIsoDate } from "../expression/parse.ts";
import { holds, type Comparison } from "../model/comparison.ts";
import type { Typed } from "../model/typed.ts";
import { dateTerm, distance, isDay, monthsFrom, type DateTerm } from "./dates.ts";
import { resolved } from "./domain.ts";
import { all, always, any, is, negated, never, type Formula } from "./formula.ts";
import { crossing, falls, linearOf } from "./linear.ts";
import { compareRationals, whole } from "./rational.ts";
import {
  comparedWith,
  comparePoints,
  difference,
  intersection,
  known,
  nothing,
  type Point,
  type Region,
} from "./region.ts";
import { termKey } from "./term-key.ts";
import { kindOf, signDomain, type Variable, type Variables } from "./variables.ts";

/** Where a condition is true and where it is false; elsewhere it is unknown. */
export type Logic = { readonly yes: Formula; readonly no: Formula };

export const unknown: Logic = { yes: never, no: never };
export const opposite = ({ yes, no }: Logic): Logic => ({ yes: no, no: yes });
export const isUnknown = ({ yes, no }: Logic): Formula => all(negated(yes), negated(no));
export const truthOf = (value: boolean): Logic =>
  value ? { yes: always, no: never } : { yes: never, no: always };

export const isComparison = (operator: BinaryOperator): operator is Comparison =>
  ["=", "<>", "<", "<=", ">", ">="].includes(operator);

const mirror: Readonly<Record<Comparison, Comparison>> = {
  "=": "=",
  "<>": "<>",
  "<": ">",
  "<=": ">=",
  ">": "<",
  ">=": "<=",
};

/** `left operator right` of two values, neither of which chooses among others. */
export function compared(
  operator: Comparison,
  left: Typed,
  right: Typed,
  variables: Variables,
): Logic {
  if (left.kind === "null" || right.kind === "null") return unknown;
  const kind = kindOf(left) ?? kindOf(right);
  const found =
    kind === "number"
      ? numbers(operator, left, right, variables)
      : kind === "date"
        ? dates(operator, left, right, variables)
        : kind === "text"
          ? texts(operator, left, right, variables)
          : undefined;
  return found ?? signs(operator, left, right, variables);
}

/** The variable is in the region where it is known; false in the rest. */
export function within(variable: Variable, region: Region): Logic {
  const { key, universe } = variable;
  const inside = intersection(universe, { ...region, unknown: false });
  return {
    yes: is(key, inside, universe),
    no: is(key, difference(intersection(universe, known), inside), universe),
  };
}

const against = (operator: Comparison, variable: Variable, point: Point): Logic =>
  within(variable, comparedWith(operator, point, variable.integer));

function numbers(
  operator: Comparison,
  left: Typed,
  right: Typed,
  variables: Variables,
): Logic | undefined {
  const a = linearOf(left, variables);
  const b = linearOf(right, variables);
  if (a === undefined || b === undefined) return undefined;
  if (a.variable === null && b.variable === null)
    return truthOf(holds(operator, compareRationals(a.offset, b.offset)));
  if (a.variable !== null && b.variable !== null) return undefined;
  const [line, value, towards] =
    a.variable === null ? [b, a.offset, mirror[operator]] : [a, b.offset, operator];
  const point = crossing(line, value);
  if (line.variable === null || point === undefined) return undefined;
  return against(falls(line) ? mirror[towards] : towards, line.variable, point);
}

function dates(
  operator: Comparison,
  left: Typed,
  right: Typed,
  variables: Variables,
): Logic | undefined {
  const [a, b] = [dateTerm(left), dateTerm(right)];
  if (a.kind === "constant" && b.kind === "constant")
    return truthOf(holds(operator, a.day - b.day));
  if (a.kind === "constant") return dates(mirror[operator], right, left, variables);
  if (b.kind === "constant") {
    const variable = a.months === 0 ? variables.of(a.base, "date") : undefined;
    return variable && against(operator, variable, whole(b.day - a.days));
  }
  return isDay(left) && isDay(right) ? apart(operator, a, b, variables) : undefined;
}

type Shifted = Extract<DateTerm, { kind: "shifted" }>;

function apart(
  operator: Comparison,
  a: Shifted,
  b: Shifted,
  variables: Variables,
): Logic | undefined {
  const inMonths = a.months !== 0 || b.months !== 0;
  if (inMonths && (a.days !== 0 || b.days !== 0)) return undefined;
  const bases = [a.base, b.base].map((base) => resolved(base, variables.facts));
  const [from, to] = bases;
  if (from === undefined || to === undefined) return undefined;
  if (termKey(from) === termKey(to)) {
    const variable = variables.of(from, "date");
    const order = inMonths ? a.months - b.months : a.days - b.days;
    return variable && within(variable, holds(operator, order) ? known : nothing);
  }
  if (!inMonths) {
    const found = distance(from, to, variables);
    if (found === undefined) return undefined;
    const gap = b.days - a.days;
    return found.flipped
      ? against(mirror[operator], found.variable, whole(-gap))
      : against(operator, found.variable, whole(gap));
  }
  if (a.months !== 0 && b.months !== 0) return undefined;
  return a.months === 0
    ? against(operator, monthsFrom(from, to, variables), whole(b.months))
    : against(mirror[operator], monthsFrom(to, from, variables), whole(a.months));
}

/** Texts that look like days compare with times by midnight, so nothing is concluded from their order as texts. */
const looksLikeDay = (text: string): boolean =>
  isIsoDate(text.slice(0, 10)) || /^\d{4}-\d{2}-\d{2}/.test(text);

function texts(
  operator: Comparison,
  left: Typed,
  right: Typed,
  variables: Variables,
): Logic | undefined {
  if (left.kind === "text" && right.kind === "text")
    return truthOf(holds(operator, comparePoints(left.value, right.value)));
  if (left.kind === "text") return texts(mirror[operator], right, left, variables);
  if (right.kind !== "text" || looksLikeDay(right.value)) return undefined;
  const variable = variables.of(left, "text");
  if (variable === undefined) return undefined;
  if ((operator === "=" || operator === "<>") && isWrongCase(left, right.value))
    return operator === "=" ? within(variable, nothing) : within(variable, known);
  return against(operator, variable, right.value);
}

/** `lower(…)` has no capital letter, `upper(…)` no small one; said of ASCII only, where all engines agree. */
const isWrongCase = (typed: Typed, text: string): boolean =>
  typed.kind === "call" &&
  ((typed.function === "lower" && /[A-Z]/.test(text)) ||
    (typed.function === "upper" && /[a-z]/.test(text)));

/** Of two values that are not understood further: who is greater. */
function signs(operator: Comparison, left: Typed, right: Typed, variables: Variables): Logic {
  const [a, b] = [resolved(left, variables.facts), resolved(right, variables.facts)];
  const [x, y] = [termKey(a), termKey(b)];
  if (x > y) return signs(mirror[operator], b, a, variables);
  const comparable = kindOf(a) !== undefined && kindOf(a) === kindOf(b) && x !== y;
  const relation = { kind: "order", left: x, right: y } as const;
  const domain = comparable ? { ...signDomain, relation } : signDomain;
  const variable = variables.pair(`sign(${x},${y})`, a, b, domain);
  if (x !== y) return against(operator, variable, whole(0));
  return within(variable, holds(operator, 0) ? known : nothing);
}

/** One of several values, each with the condition under which it is taken; NULL where none is. */
export type Choice = { readonly when: Formula; readonly value: Typed };

/** The comparison of what is chosen. */
export function chosen(choices: readonly Choice[], compareOne: (value: Typed) => Logic): Logic {
  const parts = choices.map(({ when, value }) => ({ when, logic: compareOne(value) }));
  return {
    yes: any(...parts.map(({ when, logic }) => all(when, logic.yes))),
    no: any(...parts.map(({ when, logic }) => all(when, logic.no))),
  };
}
