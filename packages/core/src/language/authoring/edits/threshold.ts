import type { Range } from "../../../problem.ts";
import type { Span } from "../../expression/ast.ts";

/** A number of a segmentation that says who is in a segment. */
export type Threshold = {
  /** Names it among those of its file while only their numbers change: the path of its value, and how many stand before it. */
  readonly id: string;
  /** `null` where no segment holds it, such as in `among`. */
  readonly segment: string | null;
  /** What is compared, as it is written; `null` where it is no single name. */
  readonly metric: string | null;
  /** The clause around it, in one line: `frequency >= 5`. */
  readonly clause: string;
  /**
   * `percent`: 80 in `top: 80% of value`; `days`: 90 in `as_of - 90 days`, in the unit that is written; `rhythms` and `orders`
   * are those of a lifecycle.
   */
  readonly unit: "number" | "percent" | "days" | "rhythms" | "orders";
  readonly value: number;
  /** The number as it is written; empty where it holds without being written. */
  readonly written: string;
  readonly range: Range;
  /** What an edit writes around a number that is not written yet. */
  readonly around: { readonly before: string; readonly after: string } | null;
};

/** A threshold with its place as offsets. */
export type Unplaced = Omit<Threshold, "range"> & { readonly span: Span };
