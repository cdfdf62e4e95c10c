/** Every kind of segmentation. The type checker keeps the list complete. */
import type { SegmentationModel } from "../../language/model/model.ts";
import type { Fit } from "../fit.ts";
import type { FitPlace, Kind, KindContext, KindPlan } from "./kind.ts";
import { kmeans } from "./kmeans.ts";
import { lifecycle } from "./lifecycle.ts";
import { matrix } from "./matrix.ts";
import { rfm } from "./rfm.ts";
import { rules } from "./rules.ts";
import { score } from "./score.ts";
import { tiers } from "./tiers.ts";

type Kinds = {
  readonly [K in SegmentationModel["kind"]]: Kind<Extract<SegmentationModel, { kind: K }>>;
};

const kinds: Kinds = { rules, rfm, tiers, lifecycle, matrix, score, kmeans };

/** How a segmentation assigns, whatever its kind. */
export function planOf(model: SegmentationModel, context: KindContext): KindPlan {
  return kindOf(model).plan(model, context);
}

/** What a segmentation learns before it assigns; `undefined` where it learns nothing. */
export const fitOfKind = (model: SegmentationModel, place: FitPlace): Fit | undefined =>
  kindOf(model).fit?.(model, place);

/** The registry pairs each kind with its model, which the compiler cannot follow through the union. */
const kindOf = (model: SegmentationModel): Kind<SegmentationModel> =>
  kinds[model.kind] as Kind<SegmentationModel>;
