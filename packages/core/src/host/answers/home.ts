/** What somebody who looks after customers comes back to every day. */
import type { Step } from "../../domain/strategy/serving.ts";
import type { CustomerRow } from "./customers.ts";
import type { BaseInfo } from "./project.ts";

/** A customer with the step that comes first. */
export type DueCustomer = { readonly customer: CustomerRow; readonly step: Step };

/** A customer who is in other segments of a segmentation than before; ids of segments. */
export type ChangedCustomer = {
  readonly customer: CustomerRow;
  readonly segmentation: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
};

export type Home = {
  readonly base: BaseInfo;
  /** The day that counts as today in the project's time zone, ISO. */
  readonly today: string;
  /** How many customers are their own. */
  readonly customers: number;
  /** Customers whose first step is due today or earlier, the earliest first, then the one of the highest gain. */
  readonly due: readonly DueCustomer[];
  readonly dueTotal: number;
  readonly overdueTotal: number;
  /** The next one to come where nothing is due. */
  readonly next: DueCustomer | null;
  /** What changed since an earlier run, about a week ago; `null` where there is none to compare with. */
  readonly changed: {
    readonly since: string;
    readonly total: number;
    readonly rows: readonly ChangedCustomer[];
  } | null;
  /** Segments in which own customers are, in the order of the project. */
  readonly segments: readonly {
    readonly segmentation: string;
    readonly segment: string;
    readonly customers: number;
  }[];
};
