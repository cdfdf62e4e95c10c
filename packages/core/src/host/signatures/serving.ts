/** Strategies, plans, recommendations, the loyalty programme and digests. */
import type { DigestScope } from "../../domain/digest/digest.ts";
import type { LoyaltySimulation } from "../../domain/loyalty/simulation.ts";
import type { Opportunity } from "../../domain/planning/opportunity.ts";
import type { PlanResult } from "../../domain/planning/plan-result.ts";
import type { SuggestedToSegment } from "../../domain/recommendations/recommended.ts";
import type { Backlog } from "../../domain/strategy/backlog.ts";
import type { ServingTotals } from "../../domain/strategy/serving-totals.ts";
import type { Problem } from "../../problem.ts";
import type { Digest, DigestInfo, Recipient } from "../answers/digest.ts";
import type { BaseInfo } from "../answers/project.ts";
import type { Asking, Bundles } from "./common.ts";

export type ServingMethods = {
  /** The budgeted choice of actions; the only plan where no id is given. It is kept in the folder of its run. */
  plan: {
    params: { plan?: string };
    result: PlanResult & { readonly base: BaseInfo; readonly folder: string };
  };
  /** What strategies ask for and bring over all customers, as if nothing limited them; nothing in a project without any. */
  strategies: {
    params: Asking;
    result: Partial<ServingTotals> & { readonly base: BaseInfo };
  };
  /** What a plan gains beyond one treatment for everybody, by segments; by default those that most of its strategies are for. */
  opportunity: {
    params: { plan?: string; segmentation?: string };
    result: Opportunity & { readonly base: BaseInfo };
  };
  /** What segments need more than others and no strategy addresses; by default of the segmentations that strategies are for. */
  backlog: {
    params: Asking & { segmentation?: string };
    result: Backlog & { readonly base: BaseInfo };
  };
  /** What customers of a segment buy more than others. `missing-key` where the run recommended nothing, as below. */
  recommend: {
    params: Asking & { segmentation: string; segment: string };
    result: SuggestedToSegment & { readonly base: BaseInfo };
  };
  /** Products that stand in one order more often than chance would have it. */
  bundles: { params: { limit: number }; result: Bundles };
  /** The loyalty programme, and what other rules for it would change; nothing is saved. */
  loyalty: {
    params: { against?: { file: string; text: string } };
    result: LoyaltySimulation;
  };
  /** The digests as their files say now, with what is wrong with these. */
  digests: {
    params: Record<never, never>;
    result: {
      readonly base: BaseInfo;
      readonly digests: readonly DigestInfo[];
      readonly problems: readonly Problem[];
    };
  };
  /** Who gets a digest, and about whose customers. */
  recipients: {
    params: { digest: string };
    result: { readonly base: BaseInfo; readonly recipients: readonly Recipient[] };
  };
  /** What a digest tells; the only one where no id is given. */
  digest: {
    params: Asking & {
      digest?: string;
      /** As `diff` names runs; default the one that answers. */
      run?: string;
      /** The run that the digest before told. */
      previous?: string;
      scope?: DigestScope;
    };
    result: Digest & { readonly base: BaseInfo };
  };
};
