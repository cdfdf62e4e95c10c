/** What a digest tells of a period, and who gets it. */
import type {
  Decision,
  DigestRevenue,
  DigestScope,
  OverdueStep,
  SegmentBalance,
  StepCounts,
} from "../../domain/digest/digest.ts";
import type { Unsplit } from "../../domain/migration/snapshot-diff.ts";
import type { DigestModel } from "../../language/model/digest-model.ts";
import type { CustomerRow } from "./customers.ts";

/** A customer who moved for the worse because of what they did. */
export type Loss = {
  readonly customer: CustomerRow;
  readonly segmentation: string;
  /** `null` is "in no segment". */
  readonly from: string | null;
  readonly to: string | null;
  /** What they spent by the run that is compared with; `null` where the reader may not see it. */
  readonly revenue: number | null;
  readonly overdue: OverdueStep | null;
};

export type Digest = Pick<DigestModel, "title" | "sections" | "chart" | "locale"> & {
  readonly digest: string;
  readonly scope: DigestScope;
  readonly run: string;
  /** The last day that it covers, ISO. */
  readonly asOf: string;
  /** What changes are counted from; `null` where there is nothing to compare with. */
  readonly since: { readonly run: string; readonly asOf: string } | null;
  readonly customers: number;
  readonly balances: readonly SegmentBalance[];
  /** What of the movement could not be told by its cause, by segmentation. */
  readonly unsplit: readonly (Unsplit & { readonly segmentation: string })[];
  /** `null` where the reader may not see it. */
  readonly revenue: DigestRevenue | null;
  /** Those who spent most first. */
  readonly losses: readonly Loss[];
  /** `null` where the project has no strategies. */
  readonly steps: StepCounts | null;
  /** Overdue steps of those who spend most. */
  readonly overdue: readonly { readonly customer: CustomerRow; readonly step: OverdueStep }[];
  /** What is asked for: a text of the digest's own, or what the numbers ask for. */
  readonly decision: Decision | null;
  /** Whether anything that it reports has changed. */
  readonly changed: boolean;
};

/** A digest as its file says. */
export type DigestInfo = Omit<DigestModel, "place" | "report" | "losses">;

/** Who gets a digest: a channel or a person as the project names them, and whose customers it is about. */
export type Recipient = {
  readonly kind: "channel" | "user";
  readonly to: string;
  readonly scope: DigestScope;
};
