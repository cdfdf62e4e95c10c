/** What a run reports. */
import type { FigureName } from "../../domain/personas/figures.ts";

/** Who was in each segment of a lifecycle so many days before the as-of date, and how many of them have bought since. */
export type BoughtAgain = {
  readonly days: number;
  readonly segments: Readonly<
    Record<
      string,
      {
        readonly customers: number;
        readonly bought: number;
        /** Customers of today who would be here too, were it known that they were customers then: neither order nor `since`. */
        readonly not_judged: number;
        /** In [0, 1]; `null` where nobody was in the segment. */
        readonly share: number | null;
      }
    >
  >;
};

/** How much the segments of a score rest on its weights. Shares are means over the draws; `_high`: nine in ten stay below. */
export type ScoreSensitivity = {
  readonly draws: number;
  /** By how much each weight went up or down at most, in (0, 1]. */
  readonly spread: number;
  /** For how many customers it was tried. */
  readonly customers: number;
  /** Share of customers who change segment. */
  readonly moves: number;
  readonly moves_high: number;
  /** Share of pairs of customers who change places. */
  readonly flips: number;
  readonly flips_high: number;
};

export type SegmentationSummary = {
  /** Of a score. */
  readonly sensitivity?: ScoreSensitivity;
  /** Of a lifecycle, where the data reach back far enough. */
  readonly bought_again?: BoughtAgain;
  /** What is assigned where it is not each customer: `parent`, `root` or a group. `customers` counts its members all the same. */
  readonly unit?: string;
  /** Customers who do not take part, where `among` says who does. Shares are of all customers all the same. */
  readonly outside?: number;
  readonly segments: Readonly<
    Record<
      string,
      {
        readonly customers: number;
        /** How many units, where the segmentation is of units. */
        readonly units?: number;
        readonly share: number;
        readonly revenue: number;
        /** Retention and repurchase of each window that something names, NPS of each score; left out where there are none. */
        readonly figures?: readonly SegmentFigure[];
      }
    >
  >;
};

/** A figure of a segment, or of all customers. */
export type SegmentFigure = {
  readonly name: FigureName;
  /** The window in days, or the name of the score. */
  readonly of: string | null;
  /** A share in [0, 1], of NPS in [−100, 100]; `null` where nobody counts. */
  readonly value: number | null;
};

/** How well something foretold the held-out time; what it does not foretell is left out. */
export type AccuracySummary = {
  readonly predicted?: number;
  /** Predicted ÷ actual − 1. */
  readonly bias?: number;
  readonly mae?: number;
  /** Of contracts: the mean square of what chances of renewal are off. */
  readonly brier?: number;
  readonly auc?: number;
  readonly top_decile?: number;
};

/** A fitted model in short: numbers that others build on. */
export type ModelSummary = {
  readonly model: string;
  /** `null` where there was too little to fit. */
  readonly parameters: Readonly<Record<string, number>> | null;
  readonly standard_errors: Readonly<Record<string, number>> | null;
  /** Of the parameters, 95 %. */
  readonly intervals: Readonly<Record<string, readonly [low: number, high: number]>> | null;
  readonly log_likelihood: number | null;
  /** The last day of the data that it was learned from, ISO, where an earlier run learned it and it still holds. */
  readonly fitted_on?: string;
  /** Of contracts: how many were learned from. */
  readonly customers: number;
  /** Of contracts: how many of these ended. */
  readonly ended?: number;
  /** Of contracts: Kaplan–Meier with its 95 % interval, a point for each renewal at which some ended. */
  readonly curve?: readonly {
    readonly period: number;
    readonly at_risk: number;
    readonly ended: number;
    readonly survival: number;
    readonly low: number;
    readonly high: number;
  }[];
  readonly spend: {
    readonly model: string;
    readonly parameters: Readonly<Record<string, number>> | null;
    readonly standard_errors: Readonly<Record<string, number>> | null;
    readonly intervals: Readonly<Record<string, readonly [low: number, high: number]>> | null;
    readonly log_likelihood: number | null;
    readonly customers: number;
    readonly correlation: number | null;
  } | null;
  /** `auc` is that of P(alive), `auc_expected` that of expected transactions. */
  readonly holdout:
    | (AccuracySummary & {
        readonly until: string;
        readonly days: number;
        readonly actual: number;
        readonly auc_expected?: number;
      })
    | null;
  readonly baselines: Readonly<Record<string, AccuracySummary>>;
  readonly verdict: string;
  /** Why it is not used. */
  readonly refused?: string;
};

/** What a run reports; `clientele run --json` prints it with `command` and `problems`. */
export type RunSummary = {
  readonly run: string;
  readonly as_of: string;
  readonly customers: number;
  readonly transactions: number;
  readonly orders: number;
  readonly revenue: number;
  /** How many units customers form, by the unit's name; left out where the project names none. */
  readonly units?: Readonly<Record<string, number>>;
  /** Of all customers, as those of segments. */
  readonly figures?: readonly SegmentFigure[];
  readonly segmentations: Readonly<Record<string, SegmentationSummary>>;
  /** By metric: the model that gives it. */
  readonly models: Readonly<Record<string, ModelSummary>>;
  readonly seconds: number;
};
