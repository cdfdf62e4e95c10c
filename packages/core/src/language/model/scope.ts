/** What names and aggregates mean where an expression stands. */
import type { AggregateModel, NameRef, Unit, ValueType } from "./typed.ts";

export type Resolved = { readonly ref: NameRef; readonly type: ValueType; readonly unit: Unit };

/** What names mean where an expression stands. */
export type Scope = {
  readonly resolve: (parts: readonly string[]) => Resolved | undefined;
  /** For "did you mean". */
  readonly names: readonly string[];
  /** How an aggregate is kept, and what names mean inside it; `null` where there can be none. */
  readonly aggregate: AggregateScope | null;
  /** Segments that a segmentation's value can be; `undefined` where it is not one. */
  readonly segmentsOf: (ref: NameRef) => readonly string[] | undefined;
};

export type AggregateScope = {
  readonly inside: Scope;
  /** Whether a name is the table itself, as in `count(transactions)`. */
  readonly isTable: (parts: readonly string[]) => boolean;
  /** What `count(orders)` means. */
  readonly orders: Resolved;
  readonly keep: (aggregate: Omit<AggregateModel, "id" | "within">) => NameRef;
};
