/** What a webhook was told. */
import type { Problem } from "../../problem.ts";

export type Delivery = {
  readonly done: boolean;
  /** Customers that are told of. */
  readonly events: number;
  readonly batches: number;
  readonly attempts: number;
  /** Whether batches of an earlier delivery went first. */
  readonly resumed: boolean;
  readonly problems: readonly Problem[];
};

export type DeliveredOnPublish = {
  /** `null`: nothing was taken, and why is among the problems. */
  readonly delivery: Delivery | null;
  readonly problems: readonly Problem[];
};
