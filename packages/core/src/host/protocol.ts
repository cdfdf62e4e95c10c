/**
 * What goes between a surface and the engine's child process, as JSON lines or Node IPC.
 *
 * In: `{ id, method, params, revision }` or `{ cancel: id }`. Out: `{ id, result | error, revision }` or `{ id, progress }`.
 * The latest preview of a panel wins: an older one of the same `panel` is cancelled. Runs have a lane of their own.
 */
import type { LoyaltySimulation } from "../domain/loyalty/simulation.ts";
import type { RecommendationQuality } from "../domain/recommendations/evaluation.ts";
import type {
  Bundle,
  SuggestedToSegment,
  Suggestions,
} from "../domain/recommendations/recommended.ts";
import type { Catalog } from "../language/model/catalog.ts";
import type { Pii } from "../pii.ts";
import type { Problem } from "../problem.ts";
import type { ServingTotals } from "../domain/strategy/serving-totals.ts";
import type { PlanResult } from "../domain/planning/plan-result.ts";
import type {
  CustomerStability,
  Reconciliation,
  SegmentationQuality,
} from "../domain/evaluate/evaluation.ts";
import type { Clause } from "../domain/explain/clause.ts";
import type { SnapshotDiff } from "../domain/migration/snapshot-diff.ts";
import type { ModelCard } from "../domain/model-card.ts";
import type { FigureName } from "../domain/personas/figures.ts";
import type { Persona } from "../domain/personas/persona.ts";
import type { StrategyInfo } from "../domain/strategy/strategy-info.ts";
import type { Serving } from "../domain/strategy/serving.ts";
import type { Cuts } from "../language/authoring/inlay-hints.ts";
import type { Localised } from "../language/config/text.ts";

/** Unsaved texts by path relative to the project. They win over the files on disk. */
export type Overlay = Readonly<Record<string, string>>;

export type SegmentInfo = { readonly id: string; readonly title: Localised };
export type SegmentationInfo = {
  readonly id: string;
  readonly title: Localised;
  readonly kind: "rules" | "rfm" | "tiers" | "lifecycle" | "matrix" | "score" | "kmeans";
  /** `all`: a customer can be in several segments at once. */
  readonly assign: "first" | "all";
  readonly segments: readonly SegmentInfo[];
};

/** The snapshot that look-ups answer from. */
export type BaseInfo = {
  readonly run: string;
  readonly asOf: string;
  readonly published: boolean;
  readonly customers: number;
};

export type ProjectInfo = {
  readonly name: Localised;
  readonly locale: string;
  readonly currency: string;
  readonly timezone: string;
  /** `null` until there is a run. */
  readonly base: BaseInfo | null;
  readonly segmentations: readonly SegmentationInfo[];
  /** Names of metrics and attributes that can be shown, sorted and searched by. */
  readonly metrics: readonly MetricInfo[];
  /** The winning one first; left out where there are none. */
  readonly strategies?: readonly StrategyInfo[];
  readonly problems: readonly Problem[];
};

/** A metric or an attribute. An attribute whose name a metric has is `customers.name`. */
export type MetricInfo = {
  readonly id: string;
  readonly kind: "metric" | "attribute";
  readonly title: Localised;
  readonly type: "number" | "text" | "date" | "boolean";
  readonly unit: "money" | "days" | "orders" | "share" | null;
  readonly pii: Pii | null;
  /** Shown only on request. */
  readonly sensitive: boolean;
  /** What a fitted model says of the customer. */
  readonly estimate?: EstimateInfo;
};

/** What is estimated, how far ahead in days where that is asked, and the metrics that are the ends of its 80 % interval. */
export type EstimateInfo = {
  readonly of: "p_alive" | "expected_transactions" | "clv" | "renewal" | "survival" | "remaining";
  readonly horizon: number | null;
  readonly interval: readonly [low: string, high: string] | null;
  /** The metrics that are the ends of the 95 % confidence interval of the estimate itself. */
  readonly confidence: readonly [low: string, high: string];
};

export type SegmentCount = SegmentInfo & {
  readonly customers: number;
  /** How many units, where the segmentation is of units. */
  readonly units?: number;
  /** Of all customers, in [0, 1]. */
  readonly share: number;
  /** Their net revenue up to the as-of date, in the project's currency. */
  readonly revenue: number;
  /** Customers in the base snapshot; `null` when the base does not have this segment. */
  readonly before: number | null;
};

/** Customers who would change segment against the base; `null` is "in no segment". */
export type Move = {
  readonly from: string | null;
  readonly to: string | null;
  readonly customers: number;
  readonly revenue: number;
};

export type SegmentationCount = Omit<SegmentationInfo, "segments"> & {
  /** What is assigned where it is not each customer: `parent`, `root` or a group. `customers` counts its members all the same. */
  readonly unit?: string;
  readonly file: string;
  readonly segments: readonly SegmentCount[];
  /** Customers who take part and are in no segment. */
  readonly unassigned: number;
  /** Customers who do not take part, where `among` says who does. Shares are of all customers all the same. */
  readonly outside?: number;
  readonly moves: readonly Move[];
};

export type PreviewResult = {
  readonly base: BaseInfo | null;
  readonly asOf: string | null;
  readonly customers: number;
  readonly currency: string;
  /** Time in the engine, in milliseconds. */
  readonly milliseconds: number;
  readonly segmentations: readonly SegmentationCount[];
  readonly problems: readonly Problem[];
};

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

/** Who was in each segment of a lifecycle so many days before the as-of date, and how many of them have bought since. */
export type BoughtAgain = {
  readonly days: number;
  readonly segments: Readonly<
    Record<
      string,
      {
        readonly customers: number;
        readonly bought: number;
        /** Customers of today who would be here too, were it known that they were customers then: neither order nor `since`. */
        readonly not_judged: number;
        /** In [0, 1]; `null` where nobody was in the segment. */
        readonly share: number | null;
      }
    >
  >;
};

/** How much the segments of a score rest on its weights. Shares are means over the draws; `_high`: nine in ten stay below. */
export type ScoreSensitivity = {
  readonly draws: number;
  /** By how much each weight went up or down at most, in (0, 1]. */
  readonly spread: number;
  /** For how many customers it was tried. */
  readonly customers: number;
  /** Share of customers who change segment. */
  readonly moves: number;
  readonly moves_high: number;
  /** Share of pairs of customers who change places. */
  readonly flips: number;
  readonly flips_high: number;
};

export type SegmentationSummary = {
  /** Of a score. */
  readonly sensitivity?: ScoreSensitivity;
  /** Of a lifecycle, where the data reach back far enough. */
  readonly bought_again?: BoughtAgain;
  /** What is assigned where it is not each customer: `parent`, `root` or a group. `customers` counts its members all the same. */
  readonly unit?: string;
  /** Customers who do not take part, where `among` says who does. Shares are of all customers all the same. */
  readonly outside?: number;
  readonly segments: Readonly<
    Record<
      string,
      {
        readonly customers: number;
        /** How many units, where the segmentation is of units. */
        readonly units?: number;
        readonly share: number;
        readonly revenue: number;
        /** Retention and repurchase of each window that something names, NPS of each score; left out where there are none. */
        readonly figures?: readonly SegmentFigure[];
      }
    >
  >;
};

/** A figure of a segment, or of all customers. */
export type SegmentFigure = {
  readonly name: FigureName;
  /** The window in days, or the name of the score. */
  readonly of: string | null;
  /** A share in [0, 1], of NPS in [−100, 100]; `null` where nobody counts. */
  readonly value: number | null;
};

/** How well something foretold the held-out time; what it does not foretell is left out. */
export type AccuracySummary = {
  readonly predicted?: number;
  /** Predicted ÷ actual − 1. */
  readonly bias?: number;
  readonly mae?: number;
  /** Of contracts: the mean square of what chances of renewal are off. */
  readonly brier?: number;
  readonly auc?: number;
  readonly top_decile?: number;
};

/** A fitted model in short: numbers that others build on. */
export type ModelSummary = {
  readonly model: string;
  /** `null` where there was too little to fit. */
  readonly parameters: Readonly<Record<string, number>> | null;
  readonly standard_errors: Readonly<Record<string, number>> | null;
  readonly log_likelihood: number | null;
  /** Of contracts: how many were learned from. */
  readonly customers: number;
  /** Of contracts: how many of these ended. */
  readonly ended?: number;
  /** Of contracts: Kaplan–Meier with its 95 % interval, a point for each renewal at which some ended. */
  readonly curve?: readonly {
    readonly period: number;
    readonly at_risk: number;
    readonly ended: number;
    readonly survival: number;
    readonly low: number;
    readonly high: number;
  }[];
  readonly spend: {
    readonly model: string;
    readonly parameters: Readonly<Record<string, number>> | null;
    readonly log_likelihood: number | null;
    readonly customers: number;
    readonly correlation: number | null;
  } | null;
  /** `auc` is that of P(alive), `auc_expected` that of expected transactions. */
  readonly holdout:
    | (AccuracySummary & {
        readonly until: string;
        readonly days: number;
        readonly actual: number;
        readonly auc_expected?: number;
      })
    | null;
  readonly baselines: Readonly<Record<string, AccuracySummary>>;
  readonly verdict: string;
  /** Why it is not used. */
  readonly refused?: string;
};

/** What a run reports; `clientele run --json` prints it with `command` and `problems`. */
export type RunSummary = {
  readonly run: string;
  readonly as_of: string;
  readonly customers: number;
  readonly transactions: number;
  readonly orders: number;
  readonly revenue: number;
  /** How many units customers form, by the unit's name; left out where the project names none. */
  readonly units?: Readonly<Record<string, number>>;
  /** Of all customers, as those of segments. */
  readonly figures?: readonly SegmentFigure[];
  readonly segmentations: Readonly<Record<string, SegmentationSummary>>;
  /** By metric: the model that gives it. */
  readonly models: Readonly<Record<string, ModelSummary>>;
  readonly seconds: number;
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

export type Histogram = {
  readonly metric: string;
  readonly customers: number;
  readonly nulls: number;
  readonly minimum: number | null;
  readonly median: number | null;
  readonly maximum: number | null;
  readonly bins: readonly {
    readonly from: number;
    readonly to: number;
    readonly customers: number;
  }[];
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

/** Every method: what it takes and what it answers. */
export type Bundles = { readonly base: BaseInfo; readonly bundles: readonly Bundle[] };

export type Methods = {
  /** Reads the project and opens the published snapshot, or the latest run. Call again to pick up a new one. */
  open: {
    /** `names`: look-ups by name go through an index that knows pinyin and slips. */
    params: { project: string; allowRead: readonly string[]; overlay?: Overlay; names?: boolean };
    result: ProjectInfo;
  };
  /** What the data hold. `profile`: with counts, ranges and frequent values of all rows, which may take its time. */
  catalog: {
    params: { overlay?: Overlay; profile?: boolean };
    /** What cannot be read is not in the catalog but among the problems. */
    result: Catalog & { readonly problems: readonly Problem[] };
  };
  values: {
    params: { source: string; column: string; prefix?: string; limit?: number };
    result: {
      values: readonly { readonly value: string; readonly count: number }[];
      complete: boolean;
    };
  };
  distribution: { params: { metric: string; bins?: number; overlay?: Overlay }; result: Histogram };
  /** Counts the segmentations of the texts as they are now, saved or not, against the base; never a full run. */
  preview: {
    params: { panel: string; overlay?: Overlay; segmentations?: readonly string[] };
    result: PreviewResult;
  };
  /** One customer by exact id, with the reasons. `unknown-customer` where there is none. */
  explain: {
    params: {
      customer: string;
      /** Also what would move the customer there, by that day. */
      to?: { segmentation: string; segment: string; by?: string };
    };
    result: Explained;
  };
  members: { params: MembersQuery; result: Members };
  /** Where shares and quantiles of the base lie, for the hints of an editor. */
  cuts: { params: Record<never, never>; result: { base: BaseInfo; cuts: Cuts } };
  /** What the base learned: a card of each fit, under the name of the metric or segmentation that it is of. */
  cards: { params: Record<never, never>; result: Cards };
  /** What sets a segment apart. Sensitive columns are told only where that is asked for. */
  persona: {
    params: { segmentation: string; segment: string; sensitive?: boolean };
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
    params: Record<never, never>;
    result: Partial<ServingTotals> & { readonly base: BaseInfo };
  };
  /** What customers of a segment buy more than others. `missing-key` where the run recommended nothing, as below. */
  recommend: {
    params: { segmentation: string; segment: string };
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
    params: { customer: string; segmentations: readonly string[] };
    result: { readonly base: BaseInfo; readonly segmentations: readonly CustomerStability[] };
  };
  /** How far two segmentations agree. */
  reconcile: {
    params: { a: string; b: string };
    result: Reconciliation & { readonly base: BaseInfo };
  };
  /** Who moved between two runs and why; `from` and `to` are ids, or `published`, `previous`, `latest`. */
  diff: {
    params: { from: string; to: string; segmentation?: string; movers?: number };
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

export type Incoming = Request | { readonly cancel: number };
export type Outgoing =
  | { readonly id: number; readonly result: unknown; readonly revision?: number }
  | { readonly id: number; readonly error: HostError; readonly revision?: number }
  | { readonly id: number; readonly progress: Progress };
