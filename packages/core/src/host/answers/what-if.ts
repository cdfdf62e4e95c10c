/** What a panel shows of one segmentation besides its counts: who moves and why, who is in several, scores. */
import type { Localised } from "../../language/config/text.ts";

/** What a customer's move comes down to: the clause that held and no longer does, or the other way round. */
export type Flip = {
  /** The clause as it stands in the text now, or as it stood where there is none any more. */
  readonly clause: string;
  /** The same clause in the base, where it read otherwise. */
  readonly before: string | null;
  /** Whose rule it is. */
  readonly segment: string;
  /** Whether it holds now. */
  readonly holds: boolean;
  readonly metric: string | null;
  readonly value: string | number | boolean | null;
};

export type MoveExample = {
  readonly from: string | null;
  readonly to: string | null;
  readonly customer: string;
  readonly label: string | null;
  /** Net revenue up to the as-of date. */
  readonly revenue: number;
  /** `null` where no single clause did it, such as a change of order. */
  readonly flip: Flip | null;
  /** What is due for all who make the move by the strategies of the segmentation, less what was; `null` without any. */
  readonly service: { readonly money: number; readonly hours: number } | null;
};

/** Customers who bought, by their scores. */
export type ScoreCell = {
  readonly recency: number;
  readonly frequency: number;
  /** Where the map looks at it. */
  readonly monetary?: number;
  readonly customers: number;
  readonly revenue: number;
};

/** Of a segmentation whose segments are each a yes or no: how many customers are in both; on the diagonal, in the one. */
export type Overlap = {
  readonly segments: readonly { readonly id: string; readonly title: Localised }[];
  readonly customers: readonly (readonly number[])[];
};

export type WhatIf = {
  readonly segmentation: string;
  /** For each move that was asked for and that somebody makes: the one who spent most. */
  readonly examples: readonly MoveExample[];
  readonly overlap: Overlap | null;
  /** Of RFM. */
  readonly scores: readonly ScoreCell[] | null;
};
