/** What `evaluate` answers: how alike customers of a segment are, how sure that is, what is missing, who disagrees. */

/** How far segments differ in a metric, of standardised logarithms. */
export type MetricDifference = {
  readonly metric: string;
  /** Share of the variance that lies between segments (η²), in [0, 1]. */
  readonly between: number;
  /** The two segments that are furthest apart, by their standardised mean difference. */
  readonly furthest: {
    readonly high: string;
    readonly low: string;
    readonly smd: number;
  } | null;
};

export type SegmentQuality = {
  readonly segment: string;
  readonly customers: number;
  /** Mean silhouette of its sampled customers; `null` for fewer than two. */
  readonly silhouette: number | null;
  /** Mean overlap (Jaccard) with the segment as resampled customers give it; `null` where nothing is estimated. */
  readonly stability: number | null;
};

/** A group that no rule covers, as a rule that can be pasted. */
export type Gap = {
  readonly when: string;
  /** Of the sample. */
  readonly customers: number;
  /** Mean of the target in the group, and of all who are not covered. */
  readonly mean: number;
  readonly others: number;
  readonly lift: number;
  /** Of the half of customers that it was not found on, adjusted for all groups that were tested there. */
  readonly q: number;
};

export type SegmentationQuality = {
  readonly segmentation: string;
  /** Customers that were looked at, and how many there are in segments. */
  readonly sample: number;
  readonly customers: number;
  readonly silhouette: number | null;
  readonly metrics: readonly MetricDifference[];
  readonly segments: readonly SegmentQuality[];
  /** Share of customers whom resampling puts elsewhere; `null` where nothing is estimated. */
  readonly flips: number | null;
  /** `null` where every customer is in a segment of its own rule, or the kind leaves nobody out. */
  readonly gaps: {
    readonly target: string;
    readonly customers: number;
    readonly found: readonly Gap[];
  } | null;
};

/** How sure it is in which segment a customer is. */
export type CustomerStability = {
  readonly segmentation: string;
  /** The segment that they are in; `null` for none. */
  readonly segment: string | null;
  /**
   * In which share of the rounds, where the other customers were resampled, they came out where; `""` is no segment, the most
   * frequent first. `null` where nothing is estimated from other customers.
   */
  readonly rounds: readonly { readonly segment: string; readonly share: number }[] | null;
};

export type Reconciliation = {
  readonly a: string;
  readonly b: string;
  /** In a segment of both. */
  readonly customers: number;
  readonly ari: number;
  readonly cells: readonly {
    readonly a: string | null;
    readonly b: string | null;
    readonly customers: number;
    readonly revenue: number;
  }[];
  /** Segments that stand for each other: as many customers as possible agree. */
  readonly pairs: readonly { readonly a: string; readonly b: string }[];
  readonly disagree: number;
  /** Who disagrees, as a rule. */
  readonly rule: string;
};
