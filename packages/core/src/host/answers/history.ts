/** What became of one customer over the runs that are kept. */
import type { ContactOutcome } from "../../domain/strategy/contacts.ts";
import type { CustomerRow } from "./customers.ts";
import type { BaseInfo } from "./project.ts";

export type PastRun = { readonly run: string; readonly asOf: string };

/** A move between two runs that follow each other. `rules`: the segmentation was defined otherwise before. */
export type PastMove = {
  readonly since: string;
  readonly asOf: string;
  readonly segmentation: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly cause: "customer" | "rules";
};

export type PastContact = {
  /** ISO. */
  readonly at: string;
  readonly by: string;
  readonly channel: string | null;
  readonly outcome: ContactOutcome | null;
  readonly strategy: string | null;
  readonly action: string | null;
};

export type History = {
  readonly base: BaseInfo;
  readonly customer: CustomerRow;
  /** Those that have the customer, the oldest first. */
  readonly runs: readonly PastRun[];
  /** In which segments the customer was in the oldest of them. */
  readonly first: Readonly<Record<string, readonly string[]>>;
  /** The oldest first. */
  readonly moves: readonly PastMove[];
  /** The oldest first. */
  readonly contacts: readonly PastContact[];
};

/** What changed since a run, for those who watch. */
export type ChangesSince = {
  readonly base: BaseInfo;
  /** Whether the earlier run is still there to compare with; without it nothing is known to have changed. */
  readonly known: boolean;
  readonly customers: readonly {
    readonly customer: string;
    readonly segmentation: string;
    readonly from: readonly string[];
    readonly to: readonly string[];
  }[];
  readonly segments: readonly {
    readonly segmentation: string;
    readonly segment: string;
    readonly joined: number;
    readonly left: number;
    readonly now: number;
  }[];
};
