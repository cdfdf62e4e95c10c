import type { Model, SegmentationModel } from "../../language/model/model.ts";
import { expressionsOf } from "../../language/model/expressions-of.ts";
import { walkTyped } from "../../language/model/typed-walk.ts";
import type { Typed } from "../../language/model/typed.ts";
import type { MetricChange } from "./scenarios.ts";

/**
 * What actionable metrics could be changed to, to fall on the other side of a cut that a segmentation, or one that it rests on,
 * compares them with.
 *
 * @returns each value once
 */
export function actionableCuts(model: Model, target: SegmentationModel): readonly MetricChange[] {
  const actionable = new Set(model.metrics.filter((m) => m.actionable === true).map((m) => m.name));
  const found = new Map<string, MetricChange>();
  const add = (change: MetricChange): void => {
    const { metric, unit, to } = change;
    if (Number.isFinite(to)) found.set(`${metric} ${to} ${unit ?? ""}`, change);
  };
  const rests = restsOn(model, target.name);
  for (const segmentation of model.segmentations.filter((s) => rests.has(s.name)))
    for (const expression of expressionsOf(segmentation))
      for (const node of walkTyped(expression)) {
        const cut = cutOf(node);
        if (cut === undefined || !actionable.has(cut.metric)) continue;
        // On the cut and a step to either side: which of them counts is for the rule to say.
        const step = Number.isInteger(cut.value) && Math.abs(cut.value) > 1 ? 1 : 0.01;
        for (const to of [cut.value, cut.value + step, cut.value - step])
          add({
            metric: cut.metric,
            unit: segmentation.unit ?? null,
            to: Math.round(to * 1e6) / 1e6,
          });
      }
  return [...found.values()];
}

/** A segmentation and all that it needs, by name. */
export function restsOn(model: Model, name: string): ReadonlySet<string> {
  const found = new Set<string>();
  const add = (at: string): void => {
    if (found.has(at)) return;
    found.add(at);
    for (const need of model.needs[at] ?? []) add(need);
  };
  add(name);
  return found;
}

function cutOf(node: Typed): { readonly metric: string; readonly value: number } | undefined {
  if (node.kind === "between") return compared(node.value, node.low);
  if (node.kind !== "binary") return undefined;
  return compared(node.left, node.right) ?? compared(node.right, node.left);
}

function compared(
  side: Typed,
  other: Typed,
): { readonly metric: string; readonly value: number } | undefined {
  if (side.kind !== "name" || side.ref.kind !== "metric") return undefined;
  if (other.kind === "number") return { metric: side.ref.name, value: Number(other.text) };
  if (other.kind === "negate" && other.operand.kind === "number")
    return { metric: side.ref.name, value: -Number(other.operand.text) };
  return undefined;
}
