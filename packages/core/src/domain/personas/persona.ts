/** What sets a segment apart from the rest: plain data, told in a reader's language by the views. */

import type { Figure } from "./figures.ts";

/** Where a persona speaks of something. */
export type PersonaSection = "traits" | "behaviour" | "needs" | "preferences" | "risks";

/** How sure a statement is. */
type Evidence = {
  /** Of its own test. */
  readonly p: number;
  /** Adjusted for the number of tests (Benjamini–Hochberg). */
  readonly q: number;
};

/** A risk that is counted: who is in it. */
export type RiskName = "overdue" | "single_order" | "unhappy";

/** A number whose mean differs. */
export type MeanFinding = Evidence & {
  readonly kind: "mean";
  readonly section: PersonaSection;
  /** The metric or attribute, as rules name it. */
  readonly value: string;
  readonly mean: number;
  readonly others: number;
  /** Standardised mean difference, with its 95 % interval. */
  readonly smd: number;
  readonly interval: readonly [low: number, high: number];
};

/** A value that more or fewer have. */
export type ShareFinding = Evidence & {
  readonly kind: "share";
  readonly section: PersonaSection;
  /** The metric or attribute. */
  readonly value: string;
  readonly category: string | boolean;
  /** Of those whose value is known, in [0, 1]. */
  readonly share: number;
  readonly others: number;
  /** `share / others`; `null` where none of the others has it. */
  readonly lift: number | null;
  /** Of all values of the attribute. */
  readonly cramersV: number;
};

/** A risk that more or fewer run. */
export type RiskFinding = Evidence & {
  readonly kind: "risk";
  readonly section: "risks";
  readonly risk: RiskName;
  /** The score that tells, for `unhappy`. */
  readonly value: string | null;
  /** The highest answer that counts as unhappy. */
  readonly atMost: number | null;
  readonly share: number;
  readonly others: number;
  readonly lift: number | null;
  readonly cramersV: number;
};

export type Finding = MeanFinding | ShareFinding | RiskFinding;

/** How the needs of a segment are spread over the values of an attribute. */
export type NeedsSpread = {
  readonly value: string;
  /** The most frequent first. */
  readonly needs: readonly {
    readonly need: string;
    readonly share: number;
    readonly others: number;
  }[];
  /** 1 / Σ share²: over how many values the needs would be spread evenly (Hill 1973, order 2). */
  readonly kinds: number;
  readonly othersKinds: number;
};

export type Persona = {
  /** Plain figures beside those of the others. */
  readonly figures: readonly Figure[];
  readonly segmentation: string;
  readonly segment: string;
  readonly customers: number;
  /** Those who take part and are not in the segment. */
  readonly others: number;
  /** Where units are assigned, how many of them there are; everything else counts their members. */
  readonly units: {
    readonly unit: string;
    readonly segment: number;
    readonly others: number;
  } | null;
  /** Why nothing is said: fewer than `leastCustomers` on one side. */
  readonly tooFew: boolean;
  /** The strongest of each section first. */
  readonly findings: readonly Finding[];
  readonly needs: readonly NeedsSpread[];
  /** Which share of revenue the tenth of customers who spend most brings; a figure, not a finding. */
  readonly topTenth: { readonly share: number; readonly others: number } | null;
  /** How many tests were made. */
  readonly tests: number;
};

/** Fewer customers than this: nothing is said. */
export const leastCustomers = 20;
/** Statements are made at this false discovery rate. */
export const falseDiscoveries = 0.05;
/** The smallest standardised mean difference that is told: Cohen's "small". */
export const leastDifference = 0.2;
/** The smallest difference of shares that is told, … */
export const leastPoints = 0.05;
/** … and the smallest lift, or one over it. */
export const leastLift = 1.25;
