import type { Condition, How, SegmentRef, Sort } from "./question.ts";
import type { Job } from "./vocabulary.ts";

/** A unit of what is counted; days are what months and years are counted in. */
export type Counted = "days" | "times" | "people" | null;

/** Two numbers, or one and how to compare with it. */
export type Bound = {
  readonly kind: "bound";
  readonly is: ">" | ">=" | "<" | "<=" | "=" | "<>" | "between";
  readonly low: number;
  /** Of `between`. */
  readonly high: number;
  readonly percent: boolean;
  readonly unit: Counted;
};

/** A stretch of time: the days up to the as-of date, and from which day to which where the calendar says so. */
export type Period = {
  readonly kind: "period";
  readonly days: number | null;
  /** ISO; `to` is the day after. */
  readonly from: string | null;
  readonly to: string | null;
  /** The unit of the calendar that the data end in. */
  readonly current?: true;
};

/** What a stretch of a question says. */
export type Phrase =
  | { readonly kind: "segment"; readonly refs: readonly SegmentRef[]; readonly text: string }
  | { readonly kind: "segmentation"; readonly id: string }
  | {
      readonly kind: "value";
      readonly id: string;
      readonly text: string;
      readonly how?: "sum";
      /** A window has been looked up. */
      readonly windowed?: true;
    }
  | {
      readonly kind: "held";
      readonly ways: readonly { readonly value: string; readonly is: string }[];
      readonly text: string;
    }
  | { readonly kind: "number"; readonly value: number; readonly percent: boolean }
  | { readonly kind: "quoted"; readonly text: string }
  | { readonly kind: "date"; readonly iso: string }
  | { readonly kind: "place"; readonly place: number }
  | { readonly kind: "named-month"; readonly month: number }
  | { readonly kind: Job; readonly word: string }
  /** No word of the project; `sure`: a customer is called so. */
  | { readonly kind: "unknown"; readonly sure?: true }
  | {
      readonly kind: "quantity";
      readonly value: number;
      readonly percent: boolean;
      readonly unit: Counted;
    }
  | Bound
  | Period
  | { readonly kind: "not-bought" }
  | { readonly kind: "condition"; readonly is: Condition }
  /** `before`: the superlative came before the value. */
  | ({ readonly kind: "sort"; readonly form: "said" | "before" | "after" } & Sort)
  | { readonly kind: "top-of"; readonly top: number }
  | { readonly kind: "figure"; readonly of: string; readonly how: How }
  | { readonly kind: "each-of"; readonly by: string };

export type PhraseKind = Phrase["kind"];

/** The phrase of a kind. */
export type PhraseOf<K extends PhraseKind> = K extends Job
  ? { readonly kind: K; readonly word: string }
  : Extract<Phrase, { readonly kind: K }>;
