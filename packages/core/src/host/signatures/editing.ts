/** Counting texts that are not saved, for who owns them. */
import type { RecommendationQuality } from "../../domain/recommendations/evaluation.ts";
import type { Cuts } from "../../language/authoring/inlay-hints.ts";
import type { Move, PreviewResult } from "../answers/counts.ts";
import type { OpenDispute } from "../answers/disputes.ts";
import type { BaseInfo } from "../answers/project.ts";
import type { CheckOutcomes } from "../answers/runs.ts";
import type { WhatIf } from "../answers/what-if.ts";
import type { Cards, Overlay } from "./common.ts";

export type EditingMethods = {
  /**
   * Counts the segmentations of the texts as they are now, saved or not, against the base; never a full run. For who owns the
   * texts: everybody is counted. `segments` is for all others.
   */
  preview: {
    params: {
      panel: string;
      overlay?: Overlay;
      segmentations?: readonly string[];
      /** What is compared with, as `diff` names runs; default the run that answers. */
      against?: string;
    };
    result: PreviewResult;
  };
  /** Of one segmentation of the texts as they are now: who makes the moves that are named, who is in several segments, scores. */
  whatIf: {
    params: {
      overlay?: Overlay;
      segmentation: string;
      /** As of `preview`. */
      against?: string;
      /** Of `preview`; the largest are enough. */
      moves: readonly Pick<Move, "from" | "to" | "customers">[];
    };
    result: WhatIf;
  };
  /** The tests in `checks/`, on the texts as they are now. */
  checks: { params: { overlay?: Overlay }; result: CheckOutcomes };
  /** Where shares and quantiles of the base lie, for the hints of an editor. */
  cuts: { params: Record<never, never>; result: { base: BaseInfo; cuts: Cuts } };
  /** What the base learned: a card of each fit, under the name of the metric or segmentation that it is of. */
  cards: { params: Record<never, never>; result: Cards };
  /** What people hold to be wrong and nobody has answered; none where their state cannot be reached from here. */
  disputes: { params: Record<never, never>; result: { readonly disputes: readonly OpenDispute[] } };
  /** Ends a dispute: whoever reported it in Slack is told. `unknown-dispute` where no open one has this number. */
  resolveDispute: { params: { id: number; by: string; note: string }; result: null };
  /** How good recommendations of the texts as they are now from before the last part of the data are, tested on that part. */
  evaluateRecommendations: {
    params: Record<never, never>;
    /** `null` where nobody bought both before and in that part. */
    result: { readonly quality: RecommendationQuality | null };
  };
};
