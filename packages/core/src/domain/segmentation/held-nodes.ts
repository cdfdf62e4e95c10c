import type { Model } from "../../language/model/model.ts";

/** Segmentations whose tiers are held: what a run stores of them rests on that run's own prior. */
const heldSegmentations = (model: Model): ReadonlySet<string> =>
  new Set(
    model.segmentations.flatMap((s) => (s.kind === "tiers" && s.hold !== null ? s.name : [])),
  );

/**
 * Metrics and segmentations that need a segmentation with `hold`, directly or through others: an equal key does not mean equal
 * numbers for them, because the prior is another one in the next run.
 */
export function needHeld(model: Model): ReadonlySet<string> {
  const holds = heldSegmentations(model);
  const found = new Set<string>();
  for (const { name } of model.order)
    if ((model.needs[name] ?? []).some((need) => holds.has(need) || found.has(need)))
      found.add(name);
  return found;
}

/** Those and the held segmentations themselves. */
export const restOnPrior = (model: Model): ReadonlySet<string> =>
  new Set([...heldSegmentations(model), ...needHeld(model)]);
