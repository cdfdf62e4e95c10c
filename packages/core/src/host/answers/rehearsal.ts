/** What a configuration that somebody asks to publish would change, counted on the service's own data. */
import type { DiffLine } from "../../domain/release/line-diff.ts";
import type { Localised } from "../../language/config/text.ts";
import type { Problem } from "../../problem.ts";
import type { BaseInfo, SegmentInfo } from "./project.ts";

export type RequestMoves = {
  readonly segmentation: string;
  readonly title: Localised;
  /** Of both configurations, so that every move can be named. */
  readonly segments: readonly SegmentInfo[];
  /** Customers whom the configuration moves, and what they spent. */
  readonly customers: number;
  /** The largest first. Of segments that overlap each move is into or out of one, the other end is `null`. */
  readonly flows: readonly {
    readonly from: string | null;
    readonly to: string | null;
    readonly customers: number;
    readonly revenue: number;
  }[];
};

export type FileChange = {
  readonly file: string;
  /** How many lines came, and how many went. */
  readonly added: number;
  readonly removed: number;
  /** With the lines around; fewer than there are where it is long. */
  readonly lines: readonly DiffLine[];
};

export type Rehearsal = {
  /** The hidden run of it. */
  readonly run: string;
  readonly asOf: string;
  readonly customers: number;
  /** The run that was published then; `null` where none was: then nobody moves, everything is new. */
  readonly against: { readonly run: string; readonly configHash: string } | null;
  /** Whether an earlier run of the same configuration on the same data was taken. */
  readonly reused: boolean;
  /** Each customer once, in however many segmentations they move. */
  readonly moved: { readonly customers: number; readonly revenue: number };
  /** What they spent is of so many days before the last one; `null`: of all time. */
  readonly within: number | null;
  /** Those in which somebody moves. */
  readonly segmentations: readonly RequestMoves[];
  /** How many moves there are besides, by what customers did since, and by corrected data. */
  readonly besides: number;
  /** Whether the configuration's moves could not be told from those. */
  readonly mixed: boolean;
  readonly added: readonly {
    readonly segmentation: string;
    readonly title: Localised;
    readonly segments: readonly (SegmentInfo & { readonly customers: number })[];
  }[];
  readonly removed: readonly string[];
  /** How much more all that is due costs, in money and in hours; `null` without strategies. */
  readonly cost: { readonly money: number; readonly hours: number } | null;
  readonly checks: {
    readonly passed: number;
    readonly failed: number;
    readonly skipped: number;
    readonly failures: readonly {
      readonly name: string;
      readonly subject: string;
      readonly expected: string;
      readonly got: string;
    }[];
  };
  /** Findings of the law. */
  readonly law: readonly Problem[];
  readonly files: readonly FileChange[];
};

/** Somebody whom a request moves. */
export type RequestMover = {
  readonly id: string;
  /** `null` where customers are told by their ids alone. */
  readonly label: string | null;
  readonly segmentation: string;
  readonly from: string | null;
  readonly to: string | null;
  /** `null` where money is not for whoever asks. */
  readonly revenue: number | null;
};

export type RequestMovers = {
  /** The run that the moves are of. */
  readonly run: string;
  readonly total: number;
  readonly rows: readonly RequestMover[];
};

/** What is live, since when, by whose leave. */
export type LiveRelease = {
  readonly base: BaseInfo | null;
  readonly published: {
    readonly run: string;
    readonly configHash: string;
    readonly at: string;
    readonly by: string;
    readonly why: string;
    readonly approval: {
      readonly id: number;
      readonly approver: string;
      readonly at: string;
      readonly why: string;
    } | null;
  } | null;
};
