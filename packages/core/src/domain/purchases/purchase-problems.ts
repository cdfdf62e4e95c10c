/** Warnings where a model of purchases was refused, with what stands in. */
import type { MetricModel } from "../../language/model/model.ts";
import { problem, type Place, type Problem } from "../../problem.ts";
import type { ModelCard, Refusal } from "../model-card.ts";

/** @param metrics that name the model */
export function purchaseProblems(
  card: ModelCard,
  metrics: readonly MetricModel[],
  place: Place,
): readonly Problem[] {
  if (card.kind !== "purchases") return [];
  const [first] = metrics;
  const name = first?.name ?? "";
  const fallbacks = new Set(metrics.flatMap((m) => m.fit?.output.fallback ?? []));
  const refused = (model: string, refusal: Refusal | null, fallback: string): readonly Problem[] =>
    refusal === null ? [] : [warning(name, model, refusal, fallback, place)];
  return [
    ...refused(card.model, card.refusal, [...fallbacks].toSorted().join(", ")),
    ...refused("gamma_gamma", card.spend?.refusal ?? null, "mean_spend"),
  ];
}

function warning(
  name: string,
  model: string,
  refusal: Refusal,
  fallback: string,
  place: Place,
): Problem {
  const severity = { severity: "warning" } as const;
  if (refusal.kind === "too-few") {
    const { customers, repeaters, needed } = refusal;
    const [customersNeeded, repeatersNeeded] = needed;
    return problem(
      "too-few-buyers",
      { name, model, customers, repeaters, customersNeeded, repeatersNeeded, fallback },
      place,
      severity,
    );
  }
  const { why, parameter, value } = refusal;
  return problem(
    "degenerate-fit",
    { name, model, why, parameter, value, fallback },
    place,
    severity,
  );
}
