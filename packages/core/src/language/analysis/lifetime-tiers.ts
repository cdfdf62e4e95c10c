/** Tiers by a total over all time: it can never fall, so nobody ever leaves a tier. */
import { problem, type Place, type Problem } from "../../problem.ts";
import type { MetricModel, TiersModel } from "../model/model.ts";
import type { AggregateModel, Typed } from "../model/typed.ts";

/**
 * A warning where tiers rank by orders or money of all time, also through metrics.
 *
 * @param byPlace where `by` stands
 */
export function lifetimeTiers(
  model: TiersModel,
  byPlace: Place,
  metrics: readonly MetricModel[],
  aggregates: readonly AggregateModel[],
): readonly Problem[] {
  const seen = new Set<string>();
  const places: Place[] = [];
  const isTotal = (typed: Typed): boolean => {
    if (typed.kind === "call")
      return (
        ["round", "floor", "ceil", "coalesce"].includes(typed.function) &&
        typed.args.slice(0, 1).some(isTotal)
      );
    if (typed.kind === "binary") return isTotalOfTwo(typed, isTotal);
    if (typed.kind !== "name") return false;
    const { ref } = typed;
    if (ref.kind === "builtin")
      return ref.within === null && ["monetary", "margin", "frequency"].includes(ref.name);
    if (ref.kind === "aggregate") {
      const aggregate = aggregates.find((a) => a.id === ref.id);
      return (
        aggregate?.within === null &&
        (aggregate.function === "sum" || aggregate.function === "count")
      );
    }
    const metric = ref.kind === "metric" ? metrics.find((m) => m.name === ref.name) : undefined;
    if (metric === undefined || seen.has(metric.name)) return false;
    seen.add(metric.name);
    places.push(metric.place);
    return isTotal(metric.value);
  };
  if (!isTotal(model.by)) return [];
  const metric = model.by.kind === "name" && "name" in model.by.ref ? model.by.ref.name : "by";
  const options = { severity: "warning", related: places } as const;
  return [problem("lifetime-tiers", { metric }, byPlace, options)];
}

/** Sums of totals, and totals times or divided by a positive number. */
function isTotalOfTwo(
  { operator, left, right }: Extract<Typed, { kind: "binary" }>,
  isTotal: (typed: Typed) => boolean,
): boolean {
  if (operator === "+") return isTotal(left) && isTotal(right);
  const isFactor = (typed: Typed): boolean => typed.kind === "number" && Number(typed.text) > 0;
  if (operator === "/") return isTotal(left) && isFactor(right);
  return (
    operator === "*" && ((isTotal(left) && isFactor(right)) || (isFactor(left) && isTotal(right)))
  );
}
