/** What a check says once its names are resolved. */
import type { RowConfig } from "../../language/config/check-schema.ts";
import type { Localised } from "../../language/config/text.ts";
import type { Place } from "../../problem.ts";

export type Expected =
  | { readonly kind: "value"; readonly value: string | number | boolean | null }
  | { readonly kind: "list"; readonly values: readonly string[] }
  | { readonly kind: "range"; readonly atLeast: number | null; readonly atMost: number | null };

/** What of a customer is looked at. */
export type Subject =
  | { readonly kind: "segmentation"; readonly name: string; readonly assign: "first" | "all" }
  | { readonly kind: "value"; readonly column: string }
  /** The next best action of a customer whom nobody has contacted, as `strategy.action`. */
  | { readonly kind: "next-action" };

export type Expectation = {
  readonly customer: string;
  /** As it stands in the file, such as `care` or `recency`. */
  readonly name: string;
  readonly subject: Subject;
  readonly expected: Expected;
  readonly place: Place;
};

export type Bound = { readonly atLeast: number | null; readonly atMost: number | null };
export type SegmentRef = { readonly segmentation: string; readonly segment: string };

export type Assertion =
  | {
      readonly kind: "size";
      readonly of: SegmentRef;
      readonly measure: "customers" | "share" | "revenue";
      readonly bound: Bound;
      readonly place: Place;
    }
  | {
      readonly kind: "action";
      readonly strategy: string;
      readonly action: string;
      readonly measure: "customers" | "share" | "cost" | "gain";
      readonly bound: Bound;
      readonly place: Place;
    }
  | {
      readonly kind: "coverage";
      readonly segmentation: string;
      readonly bound: Bound;
      readonly place: Place;
    }
  | {
      readonly kind: "drift";
      readonly segmentation: string;
      readonly atMost: number;
      readonly place: Place;
    }
  | { readonly kind: "exclusive"; readonly segments: readonly SegmentRef[]; readonly place: Place };

export type Fixture = {
  readonly asOf: string | null;
  readonly customers: readonly RowConfig[];
  readonly transactions: readonly RowConfig[];
  /** Rows of other sources, by name. */
  readonly others: ReadonlyMap<string, readonly RowConfig[]>;
};

export type CheckTest = {
  readonly file: string;
  /** Of its file, where it has one. */
  readonly title: Localised | null;
  /** The sentence that should hold. */
  readonly name: string;
  readonly place: Place;
  /** `null`: the project's own data. */
  readonly given: Fixture | null;
  readonly expectations: readonly Expectation[];
  readonly assertions: readonly Assertion[];
};
