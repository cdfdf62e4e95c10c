/**
 * What goes between a surface and the engine's child process, as JSON lines or Node IPC.
 *
 * In: `{ id, method, params, revision }` or `{ cancel: id }`. Out: `{ id, result | error, revision }` or `{ id, progress }`.
 * Besides `{ ping }` in and `{ pong }` out, so that a child that hangs is told from one that computes.
 * The latest preview of a panel wins: an older one of the same `panel` is cancelled. Runs have a lane of their own.
 */
import type {
  CustomerStability,
  Reconciliation,
  SegmentationQuality,
} from "../domain/evaluate/evaluation.ts";
import type { DigestScope } from "../domain/digest/digest.ts";
import type { LoyaltySimulation } from "../domain/loyalty/simulation.ts";
import type { SnapshotDiff } from "../domain/migration/snapshot-diff.ts";
import type { ModelCard } from "../domain/model-card.ts";
import type { Persona } from "../domain/personas/persona.ts";
import type { Opportunity } from "../domain/planning/opportunity.ts";
import type { PlanResult } from "../domain/planning/plan-result.ts";
import type { Quality } from "../domain/quality/quality.ts";
import type { RecommendationQuality } from "../domain/recommendations/evaluation.ts";
import type { Bundle, SuggestedToSegment } from "../domain/recommendations/recommended.ts";
import type { Backlog } from "../domain/strategy/backlog.ts";
import type { ServingTotals } from "../domain/strategy/serving-totals.ts";
import type { Cuts } from "../language/authoring/inlay-hints.ts";
import type { AccessModel } from "../language/model/access-model.ts";
import type { Catalog } from "../language/model/catalog.ts";
import type { Problem } from "../problem.ts";
import type { Viewer } from "../viewer.ts";
import type {
  Aggregated,
  AggregateQuery,
  AskingWords,
  StretchOfName,
  Trend,
} from "./answers/asking.ts";
import type { Histogram, Move, PreviewResult } from "./answers/counts.ts";
import type { Digest, DigestInfo, Recipient } from "./answers/digest.ts";
import type { Explained, Members, MembersQuery } from "./answers/customers.ts";
import type { OpenDispute } from "./answers/disputes.ts";
import type { ChangesSince, History } from "./answers/history.ts";
import type { Home } from "./answers/home.ts";
import type { DeliveredOnPublish } from "./answers/delivered.ts";
import type { BaseInfo, ProjectInfo } from "./answers/project.ts";
import type { LiveRelease, Rehearsal, RequestMovers } from "./answers/rehearsal.ts";
import type { CheckOutcomes, RunInfo } from "./answers/runs.ts";
import type { RunSummary } from "./answers/run-summary.ts";
import type { WhatIf } from "./answers/what-if.ts";

export type * from "./answers/project.ts";
export type * from "./answers/asking.ts";
export type * from "./answers/counts.ts";
export type * from "./answers/customers.ts";
export type * from "./answers/delivered.ts";
export type * from "./answers/digest.ts";
export type * from "./answers/disputes.ts";
export type * from "./answers/history.ts";
export type * from "./answers/home.ts";
export type * from "./answers/reach.ts";
export type * from "./answers/run-summary.ts";
export type * from "./answers/rehearsal.ts";
export type * from "./answers/runs.ts";
export type * from "./answers/what-if.ts";

/** Unsaved texts by path relative to the project. They win over the files on disk. */
export type Overlay = Readonly<Record<string, string>>;

/** Who asks, in every question about customers: the answer holds only what they may see. */
export type Asking = { readonly viewer: Viewer };

export type AccessInfo = {
  /** `null` where there is no such file, or where it is broken. */
  readonly access: AccessModel | null;
  /** Whether it has errors: then nobody is shown anything. */
  readonly broken: boolean;
  /** The day in the project's time zone, ISO. */
  readonly today: string;
  readonly problems: readonly Problem[];
};

export type Cards = {
  readonly base: BaseInfo;
  readonly cards: readonly {
    readonly name: string;
    /** The metrics that the model gives, its own included. */
    readonly metrics: readonly string[];
    readonly card: ModelCard;
  }[];
};

export type Bundles = { readonly base: BaseInfo; readonly bundles: readonly Bundle[] };

/** Every method: what it takes and what it answers. */
export type Methods = {
  /** Reads the project and opens the published snapshot, or the latest run. Call again to pick up a new one. */
  open: {
    params: {
      project: string;
      allowRead: readonly string[];
      overlay?: Overlay;
      /** Look-ups by name go through an index that knows pinyin and slips. */
      names?: boolean;
      /** Where a configuration was approved, that one, and not what lies edited in the folder. */
      released?: boolean;
    };
    result: ProjectInfo;
  };
  /** What the data hold. `profile`: with counts, ranges and frequent values of all rows, which may take its time. */
  catalog: {
    params: { overlay?: Overlay; profile?: boolean };
    /** What cannot be read is not in the catalog but among the problems. */
    result: Catalog & { readonly problems: readonly Problem[] };
  };
  values: {
    params: Asking & { source: string; column: string; prefix?: string; limit?: number };
    result: {
      values: readonly { readonly value: string; readonly count: number }[];
      complete: boolean;
    };
  };
  distribution: {
    params: Asking & { metric: string; bins?: number; overlay?: Overlay };
    result: Histogram;
  };
  /**
   * Counts the segmentations of the texts as they are now, saved or not, against the base; never a full run. For who owns the
   * texts: everybody is counted. `segments` is for all others.
   */
  preview: {
    params: {
      panel: string;
      overlay?: Overlay;
      segmentations?: readonly string[];
      /** What is compared with, as `diff` names runs; default the run that answers. */
      against?: string;
    };
    result: PreviewResult;
  };
  /** Of one segmentation of the texts as they are now: who makes the moves that are named, who is in several segments, scores. */
  whatIf: {
    params: {
      overlay?: Overlay;
      segmentation: string;
      /** As of `preview`. */
      against?: string;
      /** Of `preview`; the largest are enough. */
      moves: readonly Pick<Move, "from" | "to" | "customers">[];
    };
    result: WhatIf;
  };
  /** What people hold to be wrong and nobody has answered; none where their state cannot be reached from here. */
  disputes: { params: Record<never, never>; result: { readonly disputes: readonly OpenDispute[] } };
  /** Ends a dispute: whoever reported it in Slack is told. `unknown-dispute` where no open one has this number. */
  resolveDispute: { params: { id: number; by: string; note: string }; result: null };
  /** The tests in `checks/`, on the texts as they are now. */
  checks: { params: { overlay?: Overlay }; result: CheckOutcomes };
  /** What all rows of the data hold, and what is wrong with them. */
  quality: {
    params: Record<never, never>;
    result: { readonly catalog: Catalog; readonly quality: Quality };
  };
  /** The project as `open` tells it, by the snapshot that answers now. */
  describe: { params: Record<never, never>; result: ProjectInfo };
  /** Every snapshot, the newest first. */
  runs: { params: Record<never, never>; result: { readonly runs: readonly RunInfo[] } };
  /** Makes a run, by default the newest, the one that every surface answers from. */
  publish: {
    params: { run?: string; by: string; why: string; overApproved?: boolean };
    /** `delivered`: what the webhook was told, where the project says so. */
    result: { readonly run: string; readonly delivered?: DeliveredOnPublish };
  };
  /**
   * Asks for the texts as they are now to be published. `author`: a Slack id or an address, default git's; `until`: such as
   * `Fri 18:00` or `2 days`, default the end of the third working day.
   */
  requestPublish: {
    params: {
      actor: string;
      author?: string;
      title?: string;
      why?: string;
      until?: string;
      overlay?: Overlay;
    };
    result: { readonly request: number; readonly configHash: string; readonly expires: string };
  };
  /**
   * Computes a configuration that somebody asks to publish in a hidden run of its own, and counts what it would change. `earlier`:
   * a hidden run of it, which is taken where it would come out the same.
   */
  rehearse: {
    params: { files: Overlay; configHash: string; earlier?: string };
    result: Rehearsal;
  };
  /** A page of those whom a request moves, as the viewer may see them; `unknown-run` where the figures are not kept any more. */
  requestMovers: {
    params: Asking & { run: string; offset: number; limit: number };
    result: RequestMovers;
  };
  /** Makes an approved configuration live by its hidden run. Doing it again changes nothing. */
  release: {
    params: {
      files: Overlay;
      configHash: string;
      run: string;
      approval: { id: number; approver: string; at: string; why: string };
      by: string;
      why: string;
    };
    result: { readonly base: { readonly run: string }; readonly at: string };
  };
  /** What is live, since when, by whose leave. */
  live: { params: Record<never, never>; result: LiveRelease };
  /** Removes hidden runs that are older than an hour and not among those that are kept. */
  discardHidden: { params: { keep: readonly string[] }; result: { readonly removed: number } };
  /** Counts the segmentations of the base as `preview` counts texts, without moves: only customers that the viewer may see. */
  segments: {
    params: Asking & { segmentations?: readonly string[] };
    result: PreviewResult & { readonly base: BaseInfo };
  };
  /** Who may see what, by `access.yaml` as it is saved now. */
  access: { params: Record<never, never>; result: AccessInfo };
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
  /** What is due and what changed for the customers of these owners; `most`: rows of each list, at most 40, default 5. */
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
  home: { params: Asking & { owners: readonly string[]; most?: number }; result: Home };
  /** How many customers there were, or were in a segment, and what they had spent, at the last runs that are kept. */
  trend: {
    params: Asking & { segment?: { segmentation: string; segment: string } };
    result: Trend;
  };
  /** Where shares and quantiles of the base lie, for the hints of an editor. */
  cuts: { params: Record<never, never>; result: { base: BaseInfo; cuts: Cuts } };
  /** What the base learned: a card of each fit, under the name of the metric or segmentation that it is of. */
  cards: { params: Record<never, never>; result: Cards };
  /** What sets a segment apart. Sensitive columns are told only where that is asked for. */
  persona: {
    params: Asking & { segmentation: string; segment: string; sensitive?: boolean };
    result: Persona & { readonly base: BaseInfo };
  };
  /** How good segmentations are that put each customer in one segment: similarity, stability, gaps. */
  evaluate: {
    params: {
      segmentations: readonly string[];
      /** The metric that groups that no rule covers stand out by; default `monetary`. */
      target?: string;
    };
    result: { readonly base: BaseInfo; readonly segmentations: readonly SegmentationQuality[] };
  };
  /** The budgeted choice of actions; the only plan where no id is given. It is kept in the folder of its run. */
  plan: {
    params: { plan?: string };
    result: PlanResult & { readonly base: BaseInfo; readonly folder: string };
  };
  /** What strategies ask for and bring over all customers, as if nothing limited them; nothing in a project without any. */
  strategies: {
    params: Asking;
    result: Partial<ServingTotals> & { readonly base: BaseInfo };
  };
  /** What a plan gains beyond one treatment for everybody, by segments; by default those that most of its strategies are for. */
  opportunity: {
    params: { plan?: string; segmentation?: string };
    result: Opportunity & { readonly base: BaseInfo };
  };
  /** What segments need more than others and no strategy addresses; by default of the segmentations that strategies are for. */
  backlog: {
    params: Asking & { segmentation?: string };
    result: Backlog & { readonly base: BaseInfo };
  };
  /** What customers of a segment buy more than others. `missing-key` where the run recommended nothing, as below. */
  recommend: {
    params: Asking & { segmentation: string; segment: string };
    result: SuggestedToSegment & { readonly base: BaseInfo };
  };
  /** Products that stand in one order more often than chance would have it. */
  bundles: { params: { limit: number }; result: Bundles };
  /** How good recommendations of the texts as they are now from before the last part of the data are, tested on that part. */
  evaluateRecommendations: {
    params: Record<never, never>;
    /** `null` where nobody bought both before and in that part. */
    result: { readonly quality: RecommendationQuality | null };
  };
  /** The loyalty programme, and what other rules for it would change; nothing is saved. */
  loyalty: {
    params: { against?: { file: string; text: string } };
    result: LoyaltySimulation;
  };
  /** How sure it is in which segments a customer is: where they come out when the others are resampled. */
  stability: {
    params: Asking & { customer: string; segmentations: readonly string[] };
    result: { readonly base: BaseInfo; readonly segmentations: readonly CustomerStability[] };
  };
  /** How far two segmentations agree. */
  reconcile: {
    params: { a: string; b: string };
    result: Reconciliation & { readonly base: BaseInfo };
  };
  /** The digests as their files say now, with what is wrong with these. */
  digests: {
    params: Record<never, never>;
    result: {
      readonly base: BaseInfo;
      readonly digests: readonly DigestInfo[];
      readonly problems: readonly Problem[];
    };
  };
  /** Who gets a digest, and about whose customers. */
  recipients: {
    params: { digest: string };
    result: { readonly base: BaseInfo; readonly recipients: readonly Recipient[] };
  };
  /** What a digest tells; the only one where no id is given. */
  digest: {
    params: Asking & {
      digest?: string;
      /** As `diff` names runs; default the one that answers. */
      run?: string;
      /** The run that the digest before told. */
      previous?: string;
      scope?: DigestScope;
    };
    result: Digest & { readonly base: BaseInfo };
  };
  /** Who moved between two runs and why; `from` and `to` are ids, or `published`, `previous`, `latest`. */
  diff: {
    params: Asking & { from: string; to: string; segmentation?: string; movers?: number };
    result: SnapshotDiff & {
      readonly from: Pick<BaseInfo, "run" | "asOf">;
      readonly to: Pick<BaseInfo, "run" | "asOf">;
    };
  };
  run: {
    params: { asOf?: string; publish?: { by: string; why: string } };
    /** `problems` are warnings. */
    result: RunSummary & {
      readonly problems: readonly Problem[];
      /** Of a project with strategies. */
      readonly strategies?: ServingTotals["strategies"];
      /** Where it was published, and the project tells its webhook then. */
      readonly delivered?: DeliveredOnPublish;
    };
  };
  shutdown: { params: Record<never, never>; result: null };
};

export type Method = keyof Methods;

export type Progress = {
  /** What is done now, e.g. "read transactions". */
  readonly stage: "catalog" | "ingest" | "metrics" | "segments" | "snapshot";
  readonly detail: string;
  /** In [0, 1]; `null` where the end is not known. */
  readonly done: number | null;
};

export type Request = {
  [M in Method]: {
    readonly id: number;
    readonly method: M;
    readonly params: Methods[M]["params"];
    readonly revision?: number;
  };
}[Method];

export type HostError =
  | { readonly kind: "problems"; readonly problems: readonly Problem[] }
  | { readonly kind: "cancelled" }
  /** Our own fault, or the engine died: nothing that the user could mend. */
  | { readonly kind: "failed"; readonly message: string };

/** A child that hangs answers no ping, one that computes does. */
export type Incoming = Request | { readonly cancel: number } | { readonly ping: number };
export type Outgoing =
  | { readonly pong: number }
  | { readonly id: number; readonly result: unknown; readonly revision?: number }
  | { readonly id: number; readonly error: HostError; readonly revision?: number }
  | { readonly id: number; readonly progress: Progress };
