/** Which snapshot counts are made on, and which one they are compared with where that is another one. */
import type { Model } from "../../language/model/model.ts";
import { readsPrior } from "../run/prior.ts";
import type { Base } from "../snapshot/open-base.ts";

export type Compared = {
  /** Whose columns are used, and the prior of the run that would follow. */
  readonly base: Base | null;
  /** What is compared with; left out where it is `base`. */
  readonly against?: Base;
};

/**
 * Where nothing of the model rests on the prior and the data are the same, the run that is compared with gives the columns, too:
 * then only what an edit changed is counted. Else its assignments are put beside those of now.
 *
 * @param answering what a next run takes as its prior
 * @param asked what is compared with; `null` where there is no run
 */
export function comparedWith(model: Model, answering: Base | null, asked: Base | null): Compared {
  if (asked === null || asked.manifest.id === answering?.manifest.id) return { base: answering };
  const rests = readsPrior(model) || model.segmentations.some((s) => s.kind === "kmeans");
  const same = answering === null || answering.manifest.lines === asked.manifest.lines;
  return same && !rests ? { base: asked } : { base: answering, against: asked };
}
