/** What an expression's value says of a part of it. */
import type { Typed } from "../model/typed.ts";
import { resolved, type Facts } from "./domain.ts";
import {
  minus,
  negative,
  over,
  parseRational,
  plus,
  times,
  whole,
  type Rational,
} from "./rational.ts";
import { between, type Region } from "./region.ts";
import type { Relation } from "./relations.ts";
import { termKey } from "./term-key.ts";

/** `undefined` where nothing is known, and for a name, which says only itself. */
export function relationOf(typed: Typed, facts: Facts): Relation | undefined {
  if (typed.kind === "like") return patternOf(typed, facts);
  if (typed.kind === "name" || typed.type !== "number") return undefined;
  const line = lineOf(typed, facts);
  return line?.base === undefined ? undefined : { kind: "line", ...line, base: line.base };
}

type Line = {
  /** `undefined`: a constant, the offset. */
  readonly base: string | undefined;
  readonly scale: Rational;
  readonly offset: Rational;
  readonly slack: Rational;
};

const [zero, one] = [whole(0), whole(1)];
const constant = (offset: Rational): Line => ({
  base: undefined,
  scale: zero,
  offset,
  slack: zero,
});
const scaled = ({ base, scale, offset, slack }: Line, by: Rational): Line => ({
  base,
  scale: times(scale, by),
  offset: times(offset, by),
  slack: times(slack, by.top < 0n ? negative(by) : by),
});

/** A number as about `scale · base + offset`. */
function lineOf(given: Typed, facts: Facts): Line | undefined {
  const typed = resolved(given, facts);
  switch (typed.kind) {
    case "number": {
      const value = parseRational(typed.text);
      return value && constant(value);
    }
    case "negate": {
      const inner = lineOf(typed.operand, facts);
      return inner && scaled(inner, whole(-1));
    }
    case "name":
      return typed.type === "number"
        ? { base: termKey(typed), scale: one, offset: zero, slack: zero }
        : undefined;
    case "binary":
      return sumOf(typed, facts);
    case "call": {
      const [value, digits] = typed.args;
      const rounds = ["round", "floor", "ceil"].includes(typed.function) && digits === undefined;
      const inner = rounds && value ? lineOf(value, facts) : undefined;
      return inner && { ...inner, slack: plus(inner.slack, one) };
    }
    default:
      return undefined;
  }
}

function sumOf(typed: Extract<Typed, { kind: "binary" }>, facts: Facts): Line | undefined {
  const [left, right] = [lineOf(typed.left, facts), lineOf(typed.right, facts)];
  if (left === undefined || right === undefined) return undefined;
  if (left.base !== undefined && right.base !== undefined) return undefined;
  const [line, fixed] = left.base === undefined ? [right, left.offset] : [left, right.offset];
  switch (typed.operator) {
    case "+":
      return { ...line, offset: plus(line.offset, fixed) };
    case "-":
      return left.base === undefined && right.base !== undefined
        ? { ...scaled(line, whole(-1)), offset: minus(fixed, line.offset) }
        : { ...line, offset: minus(line.offset, fixed) };
    case "*":
      return fixed.top === 0n ? undefined : scaled(line, fixed);
    case "/":
      return right.base !== undefined || fixed.top === 0n
        ? undefined
        : scaled(line, over(one, fixed));
    default:
      return undefined;
  }
}

/** `like 'ab%c'` holds for texts that begin with `ab` alone. */
function patternOf(
  { value, pattern, negated }: Extract<Typed, { kind: "like" }>,
  facts: Facts,
): Relation | undefined {
  const base = resolved(value, facts);
  if (negated || pattern.kind !== "text" || base.type !== "text") return undefined;
  const [prefix = ""] = pattern.value.split(/[%_]/);
  const region = prefix === "" || /^\d{4}-/.test(prefix) ? undefined : startingWith(prefix);
  return region && { kind: "implies", base: termKey(base), region };
}

/** Texts with a beginning lie between it and the next text of its length; `undefined` where there is none. */
export function startingWith(prefix: string): Region | undefined {
  const characters = Array.from(prefix);
  const last = characters.pop()?.codePointAt(0) ?? 0;
  if (last >= 0x10_ffff) return undefined;
  const next = characters.join("") + String.fromCodePoint(last + 1);
  return between({ at: prefix, after: false }, { at: next, after: false });
}
