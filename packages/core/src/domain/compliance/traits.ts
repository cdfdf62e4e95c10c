/** Which traits of a customer a rule rests on: columns that it names, and those behind its metrics and segmentations. */
import { expressionsOf } from "../../language/model/expressions-of.ts";
import { sourcesBeside, type Model, type SegmentationModel } from "../../language/model/model.ts";
import { walkTyped } from "../../language/model/typed-walk.ts";
import type { NameRef, Typed } from "../../language/model/typed.ts";
import type { Pii } from "../../pii.ts";

/** A column that says something of a customer. */
export type Trait = {
  readonly name: string;
  readonly sensitive: boolean;
  readonly pii: Pii | null;
  /** Metrics and segmentations on the way to it, the first one first; empty where the rule names the column. */
  readonly through: readonly string[];
};

/**
 * The traits that expressions rest on, each by the first way to it.
 *
 * @param model where metrics and segmentations are
 * @returns in the order in which they are met
 */
export function traitsOf(model: Model, expressions: readonly Typed[]): readonly Trait[] {
  const found = new Map<string, Trait>();
  const seen = new Set<string>();
  const visit = (some: readonly Typed[], through: readonly string[]): void => {
    for (const expression of some)
      for (const node of walkTyped(expression)) {
        if (node.kind !== "name") continue;
        const own = columnOf(model, node.ref);
        if (own !== undefined && !found.has(own.name)) found.set(own.name, { ...own, through });
        const behind = behindOf(model, node.ref);
        if (behind === undefined || seen.has(behind.name)) continue;
        seen.add(behind.name);
        visit(behind.expressions, [...through, behind.name]);
      }
  };
  visit(expressions, []);
  return [...found.values()];
}

function columnOf(model: Model, ref: NameRef): Omit<Trait, "through"> | undefined {
  if (ref.kind === "attribute") {
    const found = model.customers?.attributes.find((a) => a.name === ref.name);
    // Before anybody has looked at the data, only declared columns are known.
    return found === undefined
      ? { name: ref.name, sensitive: false, pii: null }
      : { name: found.name, sensitive: found.sensitive, pii: found.pii };
  }
  if (ref.kind === "joined") {
    const source = sourcesBeside(model).find((s) => s.name === ref.source);
    const columns = source !== undefined && "joined" in source ? source.joined : [];
    const found = columns.find((c) => c.name === ref.column);
    return (
      found && { name: `${ref.source}.${ref.column}`, sensitive: found.sensitive, pii: found.pii }
    );
  }
  return undefined;
}

function behindOf(
  model: Model,
  ref: NameRef,
): { readonly name: string; readonly expressions: readonly Typed[] } | undefined {
  if (ref.kind === "metric") {
    const metric = model.metrics.find((m) => m.name === ref.name);
    return metric && { name: ref.name, expressions: [metric.value] };
  }
  const name =
    ref.kind === "segmentation" ? ref.name : ref.kind === "segment" ? ref.segmentation : undefined;
  const segmentation = model.segmentations.find((s) => s.name === name);
  if (segmentation === undefined) return undefined;
  const segment = ref.kind === "segment" ? ref.segment : null;
  const id = segment === null ? segmentation.name : `${segmentation.name}.${segment}`;
  return { name: id, expressions: audienceOf(segmentation, segment) };
}

/** The expressions that decide who is in a segment: of rules that each stand alone its own, else all of the segmentation. */
export function audienceOf(
  segmentation: SegmentationModel,
  segment: string | null,
): readonly Typed[] {
  if (segmentation.kind !== "rules" || segment === null) return expressionsOf(segmentation);
  const at = segmentation.segments.findIndex((s) => s.id === segment);
  const own =
    segmentation.assign === "all"
      ? segmentation.segments.slice(at, at + 1)
      : segmentation.segments.slice(0, at + 1);
  const among = segmentation.among === null ? [] : [segmentation.among.rule];
  return [...own.flatMap((s) => s.when ?? []), ...among];
}
