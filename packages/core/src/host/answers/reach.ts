/** What would move a customer to a segment. */

/** What would move a customer to a segment, each way computed again among all other customers as they are. */
export type Reach = {
  readonly segmentation: string;
  readonly segment: string;
  /** Where units are assigned, which: orders are those of any member, and values those of the unit. */
  readonly unit?: string;
  /** The day by which, and as of which; ISO. */
  readonly by: string;
  /** `by-itself`: nothing has to change until that day. */
  readonly outcome: "already" | "by-itself" | "found" | "not-found";
  /** The least effort first. */
  readonly ways: readonly ReachWay[];
  /** How many changes were tried. */
  readonly tried: number;
};

export type ReachWay = {
  /** Further orders. */
  readonly orders: number;
  /** The net amount of each, in the project's currency. */
  readonly amount: number;
  readonly spend: number;
  /** How many metrics are changed by themselves: the first of `metrics`. */
  readonly changed: number;
  /** What changes with it. */
  readonly metrics: readonly {
    readonly metric: string;
    readonly from: number | null;
    readonly to: number | null;
  }[];
};
