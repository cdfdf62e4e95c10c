/** Questions about customers and segments, for whoever asks. */
import type { CustomerStability } from "../../domain/evaluate/evaluation.ts";
import type { SnapshotDiff } from "../../domain/migration/snapshot-diff.ts";
import type { Persona } from "../../domain/personas/persona.ts";
import type {
  AggregateQuery,
  Aggregated,
  AskingWords,
  StretchOfName,
  Trend,
} from "../answers/asking.ts";
import type { PreviewResult } from "../answers/counts.ts";
import type { Explained, Members, MembersQuery } from "../answers/customers.ts";
import type { ChangesSince, History } from "../answers/history.ts";
import type { Home } from "../answers/home.ts";
import type { BaseInfo } from "../answers/project.ts";
import type { Asking } from "./common.ts";

export type CustomerMethods = {
  /** Counts the segmentations of the base as `preview` counts texts, without moves: only customers that the viewer may see. */
  segments: {
    params: Asking & { segmentations?: readonly string[] };
    result: PreviewResult & { readonly base: BaseInfo };
  };
  /** One customer by exact id, with the reasons. `unknown-customer` where there is none. */
  explain: {
    params: Asking & {
      customer: string;
      /** Also what would move the customer there, by that day. */
      to?: { segmentation: string; segment: string; by?: string };
    };
    result: Explained;
  };
  members: { params: Asking & MembersQuery; result: Members };
  /** What questions in words can name. */
  words: { params: Asking; result: AskingWords };
  /** The names of customers that stand in a question; none where the project was opened without `names`. */
  called: {
    params: Asking & { text: string };
    result: { readonly base: BaseInfo; readonly names: readonly StretchOfName[] };
  };
  /** Sums, means, medians and ends of values over customers, of all that fit and of each group. */
  aggregate: { params: Asking & AggregateQuery; result: Aggregated };
  /** One customer over the runs that are kept, at most 12 days; `unknown-customer` where there is none. */
  history: { params: Asking & { customer: string }; result: History };
  /** What changed for some customers and segments between a run and the one that answers. */
  changesSince: {
    params: Asking & {
      run: string;
      customers: readonly string[];
      segments: readonly { readonly segmentation: string; readonly segment: string }[];
    };
    result: ChangesSince;
  };
  /** What is due and what changed for the customers of these owners; `most`: rows of each list, at most 40, default 5. */
  home: { params: Asking & { owners: readonly string[]; most?: number }; result: Home };
  /** How many customers there were, or were in a segment, and what they had spent, at the last runs that are kept. */
  trend: {
    params: Asking & { segment?: { segmentation: string; segment: string } };
    result: Trend;
  };
  /** What sets a segment apart. Sensitive columns are told only where that is asked for. */
  persona: {
    params: Asking & { segmentation: string; segment: string; sensitive?: boolean };
    result: Persona & { readonly base: BaseInfo };
  };
  /** How sure it is in which segments a customer is: where they come out when the others are resampled. */
  stability: {
    params: Asking & { customer: string; segmentations: readonly string[] };
    result: { readonly base: BaseInfo; readonly segmentations: readonly CustomerStability[] };
  };
  /** Who moved between two runs and why; `from` and `to` are ids, or `published`, `previous`, `latest`. */
  diff: {
    params: Asking & { from: string; to: string; segmentation?: string; movers?: number };
    result: SnapshotDiff & {
      readonly from: Pick<BaseInfo, "run" | "asOf">;
      readonly to: Pick<BaseInfo, "run" | "asOf">;
    };
  };
};
