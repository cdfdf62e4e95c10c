/** One acyclic order of metrics and segmentations. */
import { problem, type Place, type Problem } from "../../problem.ts";
import { expressionsOf } from "./expressions-of.ts";
import type { MetricModel, Model, SegmentationModel } from "./model.ts";
import { orderOf } from "./order.ts";
import { walkTyped } from "./typed-walk.ts";
import type { Typed } from "./typed.ts";

/** @returns each after what it needs; nothing where there is a circle, which is reported */
export function orderNodes(
  metrics: readonly MetricModel[],
  segmentations: readonly SegmentationModel[],
  report: (...problems: readonly Problem[]) => void,
): Model["order"] {
  const nodes = new Map<string, { readonly place: Place; readonly needs: readonly string[] }>();
  for (const metric of metrics)
    nodes.set(metric.name, { place: metric.place, needs: needsOf([metric.value]) });
  for (const s of segmentations)
    nodes.set(s.name, { place: s.place, needs: needsOf(expressionsOf(s)) });
  const result = orderOf([...nodes.keys()], (name) => nodes.get(name)?.needs ?? []);
  if (result.cycle !== undefined) {
    const places = result.cycle.slice(0, -1).flatMap((name) => nodes.get(name)?.place ?? []);
    const [first, ...related] = places;
    if (first !== undefined)
      report(problem("cycle", { path: result.cycle.join(" → ") }, first, { related }));
    return [];
  }
  const isMetric = new Set(metrics.map((m) => m.name));
  return result.order.map((name) => ({
    kind: isMetric.has(name) ? "metric" : "segmentation",
    name,
  }));
}

/** The metrics and segmentations that expressions name. */
export function needsOf(expressions: readonly Typed[]): readonly string[] {
  const needs = new Set<string>();
  for (const expression of expressions)
    for (const node of walkTyped(expression)) {
      if (node.kind !== "name") continue;
      if (node.ref.kind === "metric" || node.ref.kind === "segmentation") needs.add(node.ref.name);
      if (node.ref.kind === "segment") needs.add(node.ref.segmentation);
    }
  return [...needs];
}
