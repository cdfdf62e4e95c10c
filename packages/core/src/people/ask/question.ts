/** What somebody asks, read: plain data that a surface answers with calls of the host. */

export type SegmentRef = { readonly segmentation: string; readonly segment: string };

/** What a value is compared with, as the rule language writes it. */
export type Operand =
  | { readonly kind: "number"; readonly text: string }
  | { readonly kind: "text"; readonly value: string }
  /** ISO. */
  | { readonly kind: "date"; readonly value: string };

export type Comparator = "=" | "<>" | "<" | "<=" | ">" | ">=";

/** Something that holds for a customer or not; `ruleOf` prints it in the rule language. */
export type Condition =
  | ({ readonly kind: "segment"; readonly negated: boolean } & SegmentRef)
  | {
      readonly kind: "compare";
      readonly value: string;
      readonly is: Comparator;
      readonly than: Operand;
    }
  | {
      readonly kind: "between";
      readonly value: string;
      readonly low: Operand;
      readonly high: Operand;
    }
  | {
      readonly kind: "one-of";
      readonly value: string;
      readonly values: readonly string[];
      readonly negated: boolean;
    }
  /** The value is unknown: nobody is the owner, nothing was given. */
  | { readonly kind: "missing"; readonly value: string; readonly negated: boolean }
  | { readonly kind: "never-bought" }
  | { readonly kind: "any"; readonly of: readonly Condition[] }
  /** A rule that the person wrote. */
  | { readonly kind: "rule"; readonly text: string };

/** Customers for whom all conditions hold; none: all customers. */
export type CustomerSet = readonly Condition[];

/** A customer: by what was typed, or as somebody whom the last answer showed. */
export type Who =
  | { readonly kind: "named"; readonly text: string }
  /** From 1; the customer at that place of the last list. */
  | { readonly kind: "place"; readonly place: number };

export type Sort = { readonly by: string; readonly descending: boolean };

/** Which groups are meant: those with the most or the fewest, and how many of them; all where it does not say. */
export type Rank = { readonly descending: boolean; readonly top?: number };

export type How = "sum" | "mean" | "median" | "most" | "least";

export type ListQuestion = {
  readonly kind: "list";
  readonly set: CustomerSet;
  readonly sort?: Sort;
  readonly top?: number;
  /** Customers before the page; left out for the first page. */
  readonly offset?: number;
};

export type AskQuestion =
  | { readonly kind: "card" | "why" | "next" | "history"; readonly who: Who }
  | { readonly kind: "reach"; readonly who: Who; readonly segment: SegmentRef }
  | { readonly kind: "value"; readonly who: Who; readonly value: string }
  | ListQuestion
  | {
      readonly kind: "count";
      readonly set: CustomerSet;
      readonly by?: string;
      readonly rank?: Rank;
    }
  | {
      readonly kind: "share";
      readonly set: CustomerSet;
      /** Of all customers, or of what all of them come to in a value. */
      readonly of:
        | { readonly kind: "customers" }
        | { readonly kind: "value"; readonly value: string };
    }
  | {
      readonly kind: "figure";
      readonly set: CustomerSet;
      readonly of: string;
      readonly how: How;
      /** For each value of an attribute, or each segment of a segmentation. */
      readonly by?: string;
      readonly rank?: Rank;
    }
  | {
      readonly kind: "compare";
      readonly segments: readonly SegmentRef[];
      /** One value, or what says most. */
      readonly by?: string;
    }
  | {
      readonly kind: "moves";
      readonly into?: SegmentRef;
      readonly from?: SegmentRef;
    }
  | { readonly kind: "trend"; readonly of: TrendOf }
  | { readonly kind: "define"; readonly of: Defined }
  | { readonly kind: "segments" | "help" | "hello" }
  /** What was not understood, in the person's own words, and what they may have meant. */
  | { readonly kind: "unknown"; readonly words: string; readonly nearest?: AskQuestion };

/** A question with the words beside it that were not understood. */
export type ReadQuestion = AskQuestion & { readonly unread?: string };

export type TrendOf =
  | ({ readonly kind: "segment" } & SegmentRef)
  | { readonly kind: "value"; readonly value: string }
  | { readonly kind: "customers" };

export type Defined =
  | ({ readonly kind: "segment" } & SegmentRef)
  | { readonly kind: "segmentation"; readonly segmentation: string }
  | { readonly kind: "value"; readonly value: string };
