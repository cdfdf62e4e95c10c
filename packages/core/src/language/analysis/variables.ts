/** The variables of rules: every value that a clause compares, under a key that says which. */
import { typedChildren, walkTyped } from "../model/typed-walk.ts";
import type { Typed } from "../model/typed.ts";
import { domainOf, resolved, truth, type Facts } from "./domain.ts";
import { whole } from "./rational.ts";
import type { Relation } from "./relations.ts";
import { relationOf } from "./relation-of.ts";
import { comparedWith, everything, intersection, type Region } from "./region.ts";
import { termKey } from "./term-key.ts";

/** What its points are. Where the data's type is not known yet, the first literal beside it decides. */
export type PointKind = "number" | "text" | "date" | "boolean";

export type Variable = {
  readonly key: string;
  readonly integer: boolean;
  readonly universe: Region;
  /** Keys of the values that are known wherever this one is. */
  readonly parts: readonly string[];
  /** Whether it is known wherever all its parts are. */
  readonly total: boolean;
  /** What it says of other variables. */
  readonly relation?: Relation;
};

export type Variables = {
  readonly facts: Facts;
  /** The variable of an expression; `undefined` where it is also compared with points of another kind. */
  readonly of: (typed: Typed, kind: PointKind | null) => Variable | undefined;
  /** How two values stand to each other: their distance in days or months, or who is greater. */
  readonly pair: (key: string, a: Typed, b: Typed, domain: PairDomain) => Variable;
  readonly get: (key: string) => Variable | undefined;
  /** Takes so many steps from what may be spent on these rules; false when there are none left. */
  readonly spend: (steps: number) => boolean;
};

/** Alternatives that are looked at for one file: enough for a thousand plain rules, an end for those that are not. */
const maximumSteps = 200_000;

export type PairDomain = {
  readonly integer: boolean;
  readonly universe: Region;
  readonly relation?: Relation;
};

/** An empty table of variables, to be filled by the rules that are looked at together. */
export function createVariables(facts: Facts): Variables {
  const variables = new Map<string, Variable>();
  const kinds = new Map<string, PointKind>();
  const keep = (variable: Variable): Variable => {
    variables.set(variable.key, variable);
    return variable;
  };
  let steps = maximumSteps;
  return {
    facts,
    spend: (count) => (steps -= count) >= 0,
    get: (key) => variables.get(key),
    of: (given, kind) => {
      const typed = resolved(given, facts);
      const key = termKey(typed);
      const first = kindOf(typed) ?? kinds.get(key) ?? kind;
      if (kind !== null && first !== kind) return undefined;
      if (first !== null) kinds.set(key, first);
      const earlier = variables.get(key);
      if (earlier !== undefined) return earlier;
      const relation = relationOf(typed, facts);
      return keep({
        key,
        ...domainOf(typed, facts),
        parts: strictParts(typed),
        total: isTotal(typed),
        ...(relation === undefined ? {} : { relation }),
      });
    },
    pair: (key, a, b, domain) => {
      const parts = [a, b].flatMap((side) => [...keyOfVarying(side), ...strictParts(side)]);
      return variables.get(key) ?? keep({ key, ...domain, parts, total: true });
    },
  };
}

/** A variable that says who of two is greater: −1, 0 or 1. */
export const signDomain: PairDomain = {
  integer: true,
  universe: {
    ...intersection(comparedWith(">=", whole(-1), true), comparedWith("<=", whole(1), true)),
    unknown: true,
  },
};
export const truthDomain: PairDomain = { integer: true, universe: { ...truth, unknown: true } };
/** A variable that counts days or, with gaps, months from one date to another. */
export const distanceDomain = (integer: boolean): PairDomain => ({ integer, universe: everything });

export function kindOf({ type }: Typed): PointKind | undefined {
  switch (type) {
    case "number":
    case "text":
    case "date":
    case "boolean":
      return type;
    case "timestamp":
      return "date";
    case "duration":
    case "null":
    case "unknown":
      return undefined;
  }
}

/** Whether it is the same for every customer. */
export function isConstant(typed: Typed): boolean {
  for (const node of walkTyped(typed)) if (node.kind === "name") return false;
  return true;
}

const keyOfVarying = (typed: Typed): readonly string[] =>
  isConstant(typed) ? [] : [termKey(typed)];

/** The keys of all parts without which the value is NULL. */
const strictParts = (typed: Typed): readonly string[] =>
  strictChildren(typed).flatMap((child) => [...keyOfVarying(child), ...strictParts(child)]);

function strictChildren(typed: Typed): readonly Typed[] {
  switch (typed.kind) {
    case "call":
      if (typed.function === "nullif") return typed.args.slice(0, 1);
      return isTotal(typed) ? typed.args : [];
    case "binary":
      return typed.operator === "and" || typed.operator === "or" ? [] : [typed.left, typed.right];
    case "negate":
    case "like":
      return typedChildren(typed);
    default:
      return [];
  }
}

/** Whether the value is NULL only where one of its strict children is. */
export function isTotal(typed: Typed): boolean {
  switch (typed.kind) {
    case "call":
      return !["coalesce", "least", "greatest", "nullif"].includes(typed.function);
    case "binary":
      return ["+", "-", "*", "||"].includes(typed.operator);
    case "negate":
    case "like":
      return true;
    default:
      return false;
  }
}
