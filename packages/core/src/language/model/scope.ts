/** What names and aggregates mean where an expression stands. */
import type { ProblemValues } from "../../problem.ts";
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
  /** Why a name that is known cannot stand here; `undefined` where it can. */
  readonly refuses?: (ref: NameRef) => ProblemValues["unit-mismatch"] | undefined;
};

/** A source whose rows can be aggregated. */
export type AggregateSource = {
  readonly name: string;
  /** What names mean in one of its rows. */
  readonly inside: Scope;
  /** Whether an unqualified name can be one of its columns. */
  readonly has: (name: string) => boolean;
  /** Whether its columns are known: the data may not have been read. */
  readonly known: boolean;
};

export type AggregateScope = {
  /** Transactions first. */
  readonly sources: readonly [AggregateSource, ...AggregateSource[]];
  /** What `count(orders)` means. */
  readonly orders: Resolved;
  readonly keep: (aggregate: Omit<AggregateModel, "id" | "within">) => NameRef;
};
