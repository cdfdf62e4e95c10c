/** A key for each metric and segmentation: the same key means the same numbers, on the same data and prior. */
import { contentKey } from "./content-key.ts";
import { expressionsOf } from "./expressions-of.ts";
import type { KMeansModel, Model } from "./model.ts";
import { walkTyped } from "./typed-walk.ts";
import type { Typed } from "./typed.ts";

/**
 * The keys of a model's nodes: each hashes its definition and the keys of what it needs.
 *
 * @returns keys by the name of the metric or segmentation
 */
export function nodeKeys(model: Model): ReadonlyMap<string, string> {
  const known = made.get(model);
  if (known !== undefined) return known;
  const keys = keysOf(model);
  made.set(model, keys);
  return keys;
}

/** A model never changes, and a preview asks at every step. */
const made = new WeakMap<Model, ReadonlyMap<string, string>>();

function keysOf(model: Model): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  for (const { kind, name } of model.order) {
    const node =
      kind === "metric"
        ? model.metrics.find((m) => m.name === name)
        : model.segmentations.find((s) => s.name === name);
    if (node === undefined)
      throw new Error(`unreachable: ${name} is in the order but not in the model`);
    const expressions = "value" in node ? [node.value] : expressionsOf(node);
    const needs = expressions.map((e) => dependencyKeys(e, keys));
    const unit =
      "unit" in node && node.unit !== null ? unitDefinition(model, node.unit) : undefined;
    const own = "kind" in node && node.kind === "kmeans" ? withoutFound(node) : node;
    const definition = unit === undefined ? { ...own, unit } : own; // as keys were before there were units
    keys.set(name, contentKey([definition, needs, ...(unit === undefined ? [] : [unit])]));
  }
  return keys;
}

/** A run that found clusters leaves out ids without one, and knows titles; what is asked for stays the same. */
const withoutFound = (node: KMeansModel): KMeansModel => ({ ...node, segments: [], titled: [] });

/** What makes members of a unit. */
const unitDefinition = ({ customers }: Model, unit: string): readonly unknown[] => [
  customers?.groups.find((group) => group.name === unit)?.key ?? customers?.parent,
];

/** A key of an expression that follows the metrics and segmentations that it names. */
export const expressionKey = (expression: Typed, keys: ReadonlyMap<string, string>): string =>
  contentKey([expression, dependencyKeys(expression, keys)]);

function dependencyKeys(expression: Typed, keys: ReadonlyMap<string, string>): readonly string[] {
  return [...walkTyped(expression)].flatMap((node) => {
    if (node.kind !== "name") return [];
    const { ref } = node;
    if (ref.kind === "metric" || ref.kind === "segmentation") return keys.get(ref.name) ?? [];
    return ref.kind === "segment" ? (keys.get(ref.segmentation) ?? []) : [];
  });
}
