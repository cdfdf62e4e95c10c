/** What is known of a value before any rule speaks: whether it is whole, from where to where, whether it can be NULL. */
import type { AggregateModel, NameRef, Typed } from "../model/typed.ts";
import { whole } from "./rational.ts";
import { comparedWith, everything, intersection, known, union, type Region } from "./region.ts";

/** What the project says about its names. */
export type Facts = {
  readonly metric: (name: string) => Typed | undefined;
  readonly aggregate: (id: string) => AggregateModel | undefined;
  /** The ids that a segmentation's value can be. */
  readonly segmentsOf: (segmentation: string) => readonly string[] | undefined;
};

export type Domain = { readonly integer: boolean; readonly universe: Region };

const anything: Domain = { integer: false, universe: everything };
/** 0 and 1. */
export const truth = intersection(
  comparedWith(">=", whole(0), true),
  comparedWith("<=", whole(1), true),
);
const orNull = (region: Region): Region => ({ ...region, unknown: true });
const atLeast = (least: number): Region => comparedWith(">=", whole(least), true);
const wholeBetween = (least: number, most: number): Domain => ({
  integer: true,
  universe: orNull(intersection(atLeast(least), comparedWith("<=", whole(most), true))),
});
const days: Domain = { integer: true, universe: orNull(atLeast(0)) };

/** The domain of an expression's value for a customer. */
export function domainOf(typed: Typed, facts: Facts): Domain {
  if (typed.kind === "name") return domainOfName(typed, typed.ref, facts);
  if (typed.kind === "call") return domainOfCall(typed, facts);
  return domainOfType(typed);
}

/** Names behind a metric that is only another name for something. */
export function resolved(typed: Typed, facts: Facts, before: readonly string[] = []): Typed {
  if (typed.kind !== "name" || typed.ref.kind !== "metric") return typed;
  const { name } = typed.ref;
  const value = before.includes(name) ? undefined : facts.metric(name);
  return value?.kind === "name" && value.type !== "unknown"
    ? resolved(value, facts, [...before, name])
    : typed;
}

function domainOfType({ type }: Typed): Domain {
  if (type === "boolean") return { integer: true, universe: orNull(truth) };
  return type === "date" ? { integer: true, universe: everything } : anything;
}

function domainOfName(typed: Typed, ref: NameRef, facts: Facts): Domain {
  switch (ref.kind) {
    case "as-of":
      return { integer: true, universe: known };
    case "segment":
      return { integer: true, universe: truth };
    case "segmentation": {
      const ids = facts.segmentsOf(ref.name);
      if (ids === undefined) return anything;
      const values = ids.map((id) => comparedWith("=", id, false));
      return { integer: false, universe: values.reduce(union, { ...everything, low: false }) };
    }
    case "builtin":
      switch (ref.name) {
        case "frequency":
          return { integer: true, universe: atLeast(0) };
        case "recency":
        case "tenure":
          return days;
        case "inter_purchase_time":
          return { integer: false, universe: orNull(comparedWith(">=", whole(0), false)) };
        case "monetary":
          return { integer: false, universe: known };
        default:
          return domainOfType(typed);
      }
    case "aggregate":
      return facts.aggregate(ref.id)?.function === "count"
        ? { integer: true, universe: atLeast(0) }
        : domainOfType(typed);
    default:
      return domainOfType(typed);
  }
}

function domainOfCall(typed: Extract<Typed, { kind: "call" }>, facts: Facts): Domain {
  switch (typed.function) {
    case "length":
      return { integer: true, universe: orNull(atLeast(0)) };
    case "month":
      return wholeBetween(1, 12);
    case "day":
      return wholeBetween(1, 31);
    case "year":
    case "floor":
    case "ceil":
    case "days_between":
      return { integer: true, universe: everything };
    case "abs":
      return { integer: false, universe: orNull(comparedWith(">=", whole(0), false)) };
    case "coalesce":
    case "least":
    case "greatest": {
      const open = typed.args.every((arg) => canBeNull(arg, facts));
      const { integer, universe } = domainOfType(typed);
      return { integer, universe: open ? universe : { ...universe, unknown: false } };
    }
    default:
      return domainOfType(typed);
  }
}

const literals = new Set<Typed["kind"]>(["number", "text", "date", "boolean"]);
const canBeNull = (typed: Typed, facts: Facts): boolean =>
  !literals.has(typed.kind) && domainOf(typed, facts).universe.unknown;
