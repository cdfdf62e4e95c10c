/** Customers, one with the reasons and many in a list. */
import type { Clause } from "../../domain/explain/clause.ts";
import type { Suggestions } from "../../domain/recommendations/recommended.ts";
import type { Serving } from "../../domain/strategy/serving.ts";
import type { BaseInfo } from "./project.ts";
import type { Reach } from "./reach.ts";
import type { BoughtAgain } from "./run-summary.ts";

export type CustomerRow = {
  readonly id: string;
  readonly label: string | null;
  readonly owner: string | null;
  /** Attributes and metrics by name; dates are ISO text. */
  readonly values: Readonly<Record<string, string | number | boolean | null>>;
  /** Segmentation to segments, in the order of the segmentation; empty when in none. */
  readonly segments: Readonly<Record<string, readonly string[]>>;
  /** What the customer agreed to, by name; left out where the project names nothing. */
  readonly consent?: Readonly<Record<string, boolean>>;
  /** The units that the customer is a member of, by name; left out where the project names none. */
  readonly units?: Readonly<Record<string, UnitOfCustomer>>;
};

export type UnitOfCustomer = {
  /** The group's id, or that of the account; `null` for a customer who is in no group and so a unit alone. */
  readonly id: string | null;
  /** How many customers it has. */
  readonly customers: number;
};

/** Why a customer is in a segment: the rule's clauses with their verdicts. */
export type Reason = {
  readonly segmentation: string;
  readonly segment: string | null;
  readonly clauses: readonly Clause[];
  /** What is assigned where it is not each customer: values of the clauses are its own. */
  readonly unit?: UnitOfCustomer & { readonly name: string };
  /** The rule of `among` where the customer does not take part; the clauses are then its own. */
  readonly notAmong?: string;
  /** Where `hold` keeps the customer: the tier by today's cuts, since when, and the first day on which they may go down. */
  readonly held?: { readonly segment: string; readonly since: string; readonly until: string };
  /** Of clusters: the distance to the centre of each, in spreads, the nearest first. */
  readonly distances?: readonly { readonly segment: string; readonly distance: number }[];
  /** The attribute by which customers are ranked apart, with the customer's value. */
  readonly within?: { readonly metric: string; readonly value: string | number | boolean | null };
};

export type Explained = {
  readonly base: BaseInfo;
  readonly customer: CustomerRow;
  /** The old id that was asked for, where it was merged into this customer. */
  readonly mergedFrom?: string;
  readonly reasons: readonly Reason[];
  /** How the customer is served now, with what people logged; left out where the run had no strategies. */
  readonly serving?: Serving;
  /** What the customer might buy next; left out where the project recommends nothing. */
  readonly suggested?: Suggestions;
  /** Where a segment was asked for: what would move the customer there. */
  readonly reach?: Reach;
};

/** Which customers `members` answers with; what is given is combined by "and". */
export type MembersQuery = {
  /** An id, a name or a part of a name; with an index of names also pinyin, initials and slips. Best matches first. */
  readonly match?: string;
  /** A rule over attributes, metrics and segmentations. */
  readonly where?: string;
  readonly segment?: { readonly segmentation: string; readonly segment: string };
  readonly sort?: string;
  readonly descending?: boolean;
  /** At most 10,000; default 20. */
  readonly limit?: number;
  readonly offset?: number;
};

export type Members = {
  readonly base: BaseInfo;
  /** Where one segment of a lifecycle was asked for. */
  readonly boughtAgain?: { readonly days: number } & BoughtAgain["segments"][string];
  readonly total: number;
  /** Of a name: there may be more than `total`. */
  readonly more?: boolean;
  readonly rows: readonly CustomerRow[];
};
