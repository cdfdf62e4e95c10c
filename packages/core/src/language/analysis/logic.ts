/** A condition as two formulas, where it is true and where it is false: SQL's three values, made two-valued. */
import type { Comparison } from "../model/comparison.ts";
import type { Typed } from "../model/typed.ts";
import {
  chosen,
  compared,
  isComparison,
  isUnknown,
  opposite,
  truthOf,
  unknown,
  within,
  type Choice,
  type Logic,
} from "./compare.ts";
import { all, any, is, negated, never, type Formula } from "./formula.ts";
import { whole } from "./rational.ts";
import { comparedWith, intersection, known, onlyUnknown } from "./region.ts";
import { startingWith } from "./relation-of.ts";
import { termKey } from "./term-key.ts";
import { isConstant, isTotal, truthDomain, type Variables } from "./variables.ts";
import { typedChildren } from "../model/typed-walk.ts";

/** More branches than this are one value that is not understood further. */
const maximumChoices = 8;

/** Conditions about conditions say everything twice; beyond this size one is not understood further. */
const maximumSize = 4000;

/** What was found of parts, for as long as the variables live: parts of parts are asked for again and again. */
const memories = new WeakMap<
  Variables,
  { readonly logics: Map<Typed, Logic>; readonly nulls: Map<Typed, Formula> }
>();

function foundIn(variables: Variables) {
  const kept = memories.get(variables) ?? { logics: new Map(), nulls: new Map() };
  memories.set(variables, kept);
  return kept;
}

/** Where a condition is true and where it is false. */
export function logicOf(typed: Typed, variables: Variables): Logic {
  const { logics } = foundIn(variables);
  const earlier = logics.get(typed);
  if (earlier !== undefined) return earlier;
  const logic = understood(typed, variables);
  const kept = logic.yes.size + logic.no.size > maximumSize ? opaque(typed, variables) : logic;
  logics.set(typed, kept);
  return kept;
}

function understood(typed: Typed, variables: Variables): Logic {
  const again = (child: Typed): Logic => logicOf(child, variables);
  switch (typed.kind) {
    case "boolean":
      return truthOf(typed.value);
    case "null":
      return unknown;
    case "not":
      return opposite(again(typed.operand));
    case "binary":
      return binary(typed, variables);
    case "in": {
      const items = typed.list.map((item) => compare("=", typed.value, item, variables));
      return signed(typed.negated, either(items));
    }
    case "between": {
      const low = compare(">=", typed.value, typed.low, variables);
      const high = compare("<=", typed.value, typed.high, variables);
      return signed(typed.negated, both([low, high]));
    }
    case "like":
      return signed(typed.negated, like(typed, variables));
    case "is-null": {
      const yes = nullness(typed.value, variables);
      return signed(typed.negated, { yes, no: negated(yes) });
    }
    case "case":
    case "call": {
      if (typed.kind === "call" && typed.function === "starts_with") {
        const [value, prefix] = typed.args;
        const found = value && prefix?.kind === "text" && beginning(value, prefix.value, variables);
        if (found) return found;
      }
      const choices = choicesOf(typed, variables);
      return choices === undefined ? opaque(typed, variables) : chosen(choices, again);
    }
    default:
      return opaque(typed, variables);
  }
}

const both = (parts: readonly Logic[]): Logic => ({
  yes: all(...parts.map((p) => p.yes)),
  no: any(...parts.map((p) => p.no)),
});
const either = (parts: readonly Logic[]): Logic => opposite(both(parts.map(opposite)));
const signed = (negative: boolean, logic: Logic): Logic => (negative ? opposite(logic) : logic);

function binary(typed: Extract<Typed, { kind: "binary" }>, variables: Variables): Logic {
  const { operator, left, right } = typed;
  if (operator === "and" || operator === "or") {
    const sides = [logicOf(left, variables), logicOf(right, variables)];
    return operator === "and" ? both(sides) : either(sides);
  }
  return isComparison(operator)
    ? compare(operator, left, right, variables)
    : opaque(typed, variables);
}

function compare(operator: Comparison, left: Typed, right: Typed, variables: Variables): Logic {
  for (const [one, other] of [
    [left, right],
    [right, left],
  ] as const)
    if (one.kind === "boolean" && other.type === "boolean" && /^(=|<>)$/.test(operator))
      return signed(one.value !== (operator === "="), logicOf(other, variables));
  const first = choicesOf(left, variables);
  if (first !== undefined)
    return chosen(first, (value) => compare(operator, value, right, variables));
  const second = choicesOf(right, variables);
  if (second !== undefined)
    return chosen(second, (value) => compare(operator, left, value, variables));
  return compared(operator, left, right, variables);
}

/** What `coalesce` and `case` choose from; `undefined` for anything else, and where it is too much. */
function choicesOf(typed: Typed, variables: Variables): readonly Choice[] | undefined {
  const choices = allChoicesOf(typed, variables);
  const size = choices?.reduce((sum, { when }) => sum + when.size, 0) ?? 0;
  return size > maximumSize ? undefined : choices;
}

function allChoicesOf(typed: Typed, variables: Variables): readonly Choice[] | undefined {
  if (typed.kind === "call" && typed.function === "coalesce") {
    if (typed.args.length > maximumChoices) return undefined;
    const nulls = typed.args.map((arg) => nullness(arg, variables));
    return typed.args.map((value, i) => ({ when: all(...nulls.slice(0, i)), value }));
  }
  if (typed.kind !== "case" || typed.branches.length > maximumChoices) return undefined;
  const whens = typed.branches.map((branch) => logicOf(branch.when, variables).yes);
  const after = (i: number): readonly Formula[] => whens.slice(0, i).map(negated);
  const choices = typed.branches.map((branch, i) => ({
    when: all(...after(i), whens[i] ?? never),
    value: branch.then,
  }));
  return typed.otherwise === null
    ? choices
    : [...choices, { when: all(...after(whens.length)), value: typed.otherwise }];
}

/** Where a value is NULL. */
function nullness(typed: Typed, variables: Variables): Formula {
  const { nulls } = foundIn(variables);
  const earlier = nulls.get(typed);
  if (earlier !== undefined) return earlier;
  const formula = nullnessOf(typed, variables);
  const kept = formula.size > maximumSize ? ownNullness(typed, variables) : formula;
  nulls.set(typed, kept);
  return kept;
}

function nullnessOf(typed: Typed, variables: Variables): Formula {
  if (typed.kind === "null") return negated(never);
  if (typed.type === "boolean") return isUnknown(logicOf(typed, variables));
  if (isTotal(typed))
    return any(...typedChildren(typed).map((child) => nullness(child, variables)));
  if (
    isConstant(typed) &&
    typed.kind !== "binary" &&
    typed.kind !== "call" &&
    typed.kind !== "case"
  )
    return never;
  const choices = choicesOf(typed, variables);
  if (choices !== undefined) {
    const value = choices.map((c) => all(c.when, negated(nullness(c.value, variables))));
    return negated(any(...value));
  }
  return ownNullness(typed, variables);
}

function ownNullness(typed: Typed, variables: Variables): Formula {
  const variable = variables.of(typed, null);
  if (variable === undefined) throw new Error("unreachable: no kind was asked for");
  const { key, universe } = variable;
  return is(key, intersection(universe, onlyUnknown), universe);
}

function like(typed: Extract<Typed, { kind: "like" }>, variables: Variables): Logic {
  const { value, pattern } = typed;
  if (value.kind === "null" || pattern.kind === "null") return unknown;
  if (pattern.kind === "text") {
    const { value: text } = pattern;
    if (!/[%_]/.test(text) && !/^\d{4}-/.test(text)) return compare("=", value, pattern, variables);
    if (/^[^%_]*%$/.test(text)) {
      const found = beginning(value, text.slice(0, -1), variables);
      if (found !== undefined) return found;
    }
  }
  return opaque(typed.negated ? { ...typed, negated: false } : typed, variables);
}

function beginning(value: Typed, prefix: string, variables: Variables): Logic | undefined {
  const variable = isConstant(value) ? undefined : variables.of(value, "text");
  if (variable === undefined) return undefined;
  if (prefix === "") return within(variable, known);
  const region = startingWith(prefix);
  return region && within(variable, region);
}

/** A condition that is not understood: it is itself, and nothing else follows from it. */
function opaque(typed: Typed, variables: Variables): Logic {
  const variable =
    variables.of(typed, "boolean") ??
    variables.pair(`truth(${termKey(typed)})`, typed, typed, truthDomain);
  return within(variable, comparedWith("=", whole(1), true));
}
