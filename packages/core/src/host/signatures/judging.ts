/** How good segmentations are, and how far they agree. */
import type { Reconciliation, SegmentationQuality } from "../../domain/evaluate/evaluation.ts";
import type { BaseInfo } from "../answers/project.ts";

export type JudgingMethods = {
  /** How good segmentations are that put each customer in one segment: similarity, stability, gaps. */
  evaluate: {
    params: {
      segmentations: readonly string[];
      /** The metric that groups that no rule covers stand out by; default `monetary`. */
      target?: string;
    };
    result: { readonly base: BaseInfo; readonly segmentations: readonly SegmentationQuality[] };
  };
  /** How far two segmentations agree. */
  reconcile: {
    params: { a: string; b: string };
    result: Reconciliation & { readonly base: BaseInfo };
  };
};
