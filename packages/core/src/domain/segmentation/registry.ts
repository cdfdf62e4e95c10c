/** Every kind of segmentation. The type checker keeps the list complete. */
import type { SegmentationModel } from "../../language/model/model.ts";
import type { Kind, KindContext, KindPlan } from "./kind.ts";
import { rfm } from "./rfm.ts";
import { rules } from "./rules.ts";
import { tiers } from "./tiers.ts";

type Kinds = {
  readonly [K in SegmentationModel["kind"]]: Kind<Extract<SegmentationModel, { kind: K }>>;
};

const kinds: Kinds = { rules, rfm, tiers };

/** How a segmentation assigns, whatever its kind. */
export function planOf(model: SegmentationModel, context: KindContext): KindPlan {
  // The registry pairs each kind with its model, which the compiler cannot follow through the union.
  const kind = kinds[model.kind] as Kind<SegmentationModel>;
  return kind.plan(model, context);
}
