/** Numbers as `scale · variable + offset`, as far as floating point and decimals agree on it to the last bit. */
import type { Typed } from "../model/typed.ts";
import {
  compareRationals,
  isWhole,
  minus,
  over,
  parseRational,
  plus,
  times,
  whole,
  type Rational,
} from "./rational.ts";
import { distance, isDay } from "./dates.ts";
import { isConstant, type Variable, type Variables } from "./variables.ts";

export type Linear = {
  /** `null`: a constant, the offset. */
  readonly variable: Variable | null;
  readonly scale: Rational;
  readonly offset: Rational;
  /** Divided by a whole number at the end: may be compared with whole numbers only. */
  readonly divided: boolean;
};

const one = whole(1);
const zero = whole(0);
/** Products with such factors stay exact in a double for whole numbers up to thousands of millions. */
const largest = 1_000_000n;
const isSmall = (a: Rational): boolean => isWhole(a) && a.top <= largest && a.top >= -largest;
/** Factors that only move the exponent of a double. */
const halvings = new Set([1n, 2n, 4n, 8n]);
const isHalving = ({ top, bottom }: Rational): boolean => {
  const size = top < 0n ? -top : top;
  return bottom === 1n ? halvings.has(size) : size === 1n && halvings.has(bottom);
};

/** The number as a line; `undefined` where nothing exact can be said of it. */
export function linearOf(typed: Typed, variables: Variables): Linear | undefined {
  switch (typed.kind) {
    case "number": {
      const value = parseRational(typed.text);
      return value && constant(value);
    }
    case "negate": {
      const inner = linearOf(typed.operand, variables);
      return inner && scaled(inner, whole(-1));
    }
    case "binary": {
      const between = typed.operator === "-" && isDay(typed.left) && isDay(typed.right);
      if (between) return distanceOf(typed.left, typed.right, variables);
      return arithmetic(typed, variables) ?? own(typed, variables);
    }
    case "call": {
      const [from, to] = typed.args;
      const between = typed.function === "days_between" && from && to && isDay(from) && isDay(to);
      return between ? distanceOf(to, from, variables) : own(typed, variables);
    }
    default:
      return own(typed, variables);
  }
}

/** Where the line crosses a value: `line = value` where the variable is the answer. */
export function crossing(line: Linear, value: Rational): Rational | undefined {
  if (line.divided && !isSmall(value)) return undefined;
  return over(minus(value, line.offset), line.scale);
}

/** Whether a greater variable makes a smaller number. */
export const falls = ({ scale }: Linear): boolean => compareRationals(scale, zero) < 0;

const constant = (offset: Rational): Linear => ({
  variable: null,
  scale: one,
  offset,
  divided: false,
});

const scaled = (line: Linear, by: Rational): Linear => ({
  ...line,
  scale: line.variable === null ? one : times(line.scale, by),
  offset: times(line.offset, by),
});

function own(typed: Typed, variables: Variables): Linear | undefined {
  const variable = isConstant(typed) ? undefined : variables.of(typed, "number");
  return variable && { variable, scale: one, offset: zero, divided: false };
}

function distanceOf(later: Typed, earlier: Typed, variables: Variables): Linear | undefined {
  const found = distance(later, earlier, variables);
  return (
    found && {
      variable: found.variable,
      scale: whole(found.flipped ? -1 : 1),
      offset: zero,
      divided: false,
    }
  );
}

function arithmetic(
  typed: Extract<Typed, { kind: "binary" }>,
  variables: Variables,
): Linear | undefined {
  const left = linearOf(typed.left, variables);
  const right = linearOf(typed.right, variables);
  if (left === undefined || right === undefined || left.divided || right.divided) return undefined;
  const [line, fixed] = left.variable === null ? [right, left.offset] : [left, right.offset];
  if (left.variable !== null && right.variable !== null) return undefined;
  const exact = isSmall(fixed) && (line.variable?.integer ?? true) && isSmall(line.scale);
  const sums = exact && isSmall(line.offset);
  switch (typed.operator) {
    case "+":
      return sums ? small({ ...line, offset: plus(line.offset, fixed) }) : undefined;
    case "-": {
      if (!sums) return undefined;
      const less = small({ ...line, offset: minus(line.offset, fixed) });
      return left.variable === null ? less && scaled(less, whole(-1)) : less;
    }
    case "*":
      if (fixed.top === 0n) return undefined;
      if (movesExponent(line, fixed)) return scaled(line, fixed);
      return sums ? small(scaled(line, fixed)) : undefined;
    case "/": {
      if (right.variable !== null || right.offset.top === 0n || fixed.top === 0n) return undefined;
      const by = over(one, fixed);
      if (movesExponent(line, by)) return scaled(line, by);
      if (!sums) return undefined;
      if (line.variable !== null) return { ...scaled(line, by), divided: true };
      return small(constant(over(left.offset, right.offset)));
    }
    default:
      return undefined;
  }
}

const small = (line: Linear): Linear | undefined =>
  isSmall(line.scale) && isSmall(line.offset) ? line : undefined;

const movesExponent = (line: Linear, by: Rational): boolean =>
  line.variable !== null &&
  !line.variable.integer &&
  compareRationals(line.offset, zero) === 0 &&
  isHalving(times(line.scale, by));
