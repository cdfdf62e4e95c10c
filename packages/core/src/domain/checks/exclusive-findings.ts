/** What rules alone say of segments that a check calls exclusive: that they share customers, or never can. */
import {
  narrowed,
  unconstrained,
  type Alternatives,
} from "../../language/analysis/conjunctions.ts";
import type { Facts } from "../../language/analysis/domain.ts";
import { negated } from "../../language/analysis/formula.ts";
import { knownOf } from "../../language/analysis/known.ts";
import { logicOf } from "../../language/analysis/logic.ts";
import { createVariables, type Variables } from "../../language/analysis/variables.ts";
import type { Catalog } from "../../language/model/catalog.ts";
import type { Model, SegmentationModel } from "../../language/model/model.ts";
import type { Typed } from "../../language/model/typed.ts";
import { problem, type Place, type Problem } from "../../problem.ts";
import type { Assertion, SegmentRef } from "./check-types.ts";
import { customerInAll, type Membership } from "./customer-in-all.ts";

type Exclusive = Extract<Assertion, { kind: "exclusive" }>;

/**
 * For each two of the segments, as far as their rules prove it: `exclusive-overlap` with a customer who would be in both,
 * as the evaluator confirms and as the data could hold one, or `never-overlaps`, as the test then tests nothing.
 *
 * @param catalog what the data hold; values beyond it make no example
 */
export function exclusiveFindings(
  { segments, place }: Exclusive,
  model: Model,
  catalog: Catalog,
): readonly Problem[] {
  const facts = factsOf(model);
  const known = knownOf(catalog);
  return segments.flatMap((second, i) =>
    segments.slice(0, i).flatMap((first): readonly Problem[] => {
      const both = [membershipOf(first, model), membershipOf(second, model)];
      const [one, other] = both;
      if (!one || !other || one.unit !== other.unit) return [];
      const names = { first: nameOf(first), second: nameOf(second) };
      const related = [one.place, other.place];
      const variables = createVariables(facts);
      const alternatives = inAll([one, other], variables);
      if (alternatives.length === 0)
        return [problem("never-overlaps", names, place, { severity: "info", related })];
      const example = customerInAll([one, other], alternatives, variables, known);
      if (example === undefined) return [];
      return [
        problem("exclusive-overlap", { ...names, example }, place, {
          severity: "warning",
          related,
        }),
      ];
    }),
  );
}

/** Where a customer can be in all of them; holds too much where there is too much to look at. */
function inAll(memberships: readonly Membership[], variables: Variables): Alternatives {
  const formulas = memberships.flatMap(({ holds, fails, is }) => [
    ...[...holds, ...is].map((rule) => logicOf(rule, variables).yes),
    ...fails.map((rule) => negated(logicOf(rule, variables).yes)),
  ]);
  return narrowed(unconstrained, variables, ...formulas);
}

function membershipOf(
  { segmentation, segment }: SegmentRef,
  model: Model,
): (Membership & { readonly unit: string | null; readonly place: Place }) | undefined {
  const scheme = model.segmentations.find((s) => s.name === segmentation);
  if (scheme === undefined) return undefined;
  const { unit, among } = scheme;
  const taking = among === null ? [] : [among.rule];
  const is = [isIn(scheme, segment)];
  if (scheme.kind !== "rules")
    return { unit, place: scheme.place, holds: taking, fails: [], is, complete: false };
  const index = scheme.segments.findIndex((s) => s.id === segment);
  const own = scheme.segments[index];
  if (own === undefined) return undefined;
  const before = scheme.assign === "first" || own.when === null;
  const earlier = before ? scheme.segments.slice(0, index) : [];
  return {
    unit,
    place: own.whenPlace,
    holds: own.when === null ? taking : [...taking, own.when],
    fails: earlier.flatMap(({ when }) => when ?? []),
    is,
    complete: true,
  };
}

/** The rule that asks for the segment by its name, as rules of others do. */
function isIn({ name, assign }: SegmentationModel, segment: string): Typed {
  const span = { start: 0, end: 0 };
  const common = { span, unit: null };
  if (assign === "all")
    return {
      ...common,
      kind: "name",
      type: "boolean",
      ref: { kind: "segment", segmentation: name, segment },
    };
  return {
    ...common,
    kind: "binary",
    type: "boolean",
    operator: "=",
    left: { ...common, kind: "name", type: "text", ref: { kind: "segmentation", name } },
    right: { ...common, kind: "text", type: "text", value: segment },
  };
}

function factsOf(model: Model): Facts {
  const metrics = new Map(model.metrics.map((m) => [m.name, m.value]));
  const aggregates = new Map(model.aggregates.map((a) => [a.id, a]));
  const ids = new Map(
    model.segmentations.map((s) => {
      const others = s.kind === "rfm" && s.others !== null ? [s.others.id] : [];
      return [s.name, [...s.segments.map((x) => x.id), ...others]] as const;
    }),
  );
  return {
    metric: (name) => metrics.get(name),
    aggregate: (id) => aggregates.get(id),
    segmentsOf: (name) => ids.get(name),
  };
}

const nameOf = ({ segmentation, segment }: SegmentRef): string => `${segmentation}.${segment}`;
