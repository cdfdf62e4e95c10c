/** What a fit says about itself: the data, what was found, how well it does, and whether to trust it. */

/** A card of any kind of fit; `kind` tells them apart. */
export type ModelCard = PurchaseCard | ContractCard | ClusterCard;

/** A fit of an earlier day that still holds. */
export type Carried = {
  /** The last day of the data that it was learned from, ISO. */
  readonly on: string;
  /** Days since. */
  readonly days: number;
};

export type PurchaseModelName = "bg_nbd" | "mbg_nbd" | "pareto_nbd";

/** A parameter with its standard error and 95 % interval, where the likelihood has a proper peak. */
export type Estimate = {
  readonly value: number;
  readonly error: number | null;
  /** Runs of before have none. */
  readonly interval?: readonly [low: number, high: number] | null;
};

/** How well something foretells the held-out time; `null` where it does not foretell that. */
export type Accuracy = {
  /** Transactions of all customers. */
  readonly predicted: number | null;
  /** Predicted ÷ actual − 1. */
  readonly bias: number | null;
  /** Mean absolute error of a customer's transactions. */
  readonly mae: number | null;
  /** Probability that it ranks one who bought again above one who did not: of a model, by P(alive). */
  readonly auc: number | null;
  /** Share of the later revenue that its top tenth of customers brought. */
  readonly topDecile: number | null;
};

/** Fitted on the first part of the time, compared with the rest. */
export type Holdout = Accuracy & {
  /** The last day of the first part, ISO. */
  readonly until: string;
  /** Days of the rest. */
  readonly days: number;
  /** Who bought in the first part. */
  readonly customers: number;
  /** Transactions in the rest. */
  readonly actual: number;
  /** As `auc`, by expected transactions. */
  readonly aucExpected: number | null;
};

/** Why a fit is not used. */
export type Refusal =
  | {
      readonly kind: "too-few";
      readonly customers: number;
      readonly repeaters: number;
      /** Customers, and of them with repeat purchases. */
      readonly needed: readonly [customers: number, repeaters: number];
    }
  | {
      readonly kind: "degenerate";
      readonly why: "nobody_leaves" | "no_peak" | "uncertain" | "not_converged" | "no_mean";
      readonly parameter: string;
      readonly value: number;
    };

/** The model of what a purchase brings: Gamma-Gamma. */
export type SpendCard = {
  /** Repeat buyers whose purchases brought something. */
  readonly customers: number;
  readonly parameters: Readonly<Record<string, Estimate>> | null;
  readonly logLikelihood: number | null;
  /** Of the number of purchases and their mean amount, which the model takes to be none. */
  readonly correlation: number | null;
  readonly refusal: Refusal | null;
};

/** A model of free purchase (BG/NBD and its kin) and, where money is asked for, of spend. */
export type PurchaseCard = {
  readonly kind: "purchases";
  readonly model: PurchaseModelName;
  /** `auto`: it was chosen among `candidates`. */
  readonly asked: PurchaseModelName | "auto";
  readonly customers: number;
  /** Who bought on more than one day. */
  readonly repeaters: number;
  /** The first and the last day of the data that were looked at, ISO. */
  readonly from: string;
  readonly until: string;
  /** `null` where there was too little to fit. */
  readonly parameters: Readonly<Record<string, Estimate>> | null;
  readonly logLikelihood: number | null;
  /** `null` where no money was asked for. */
  readonly spend: SpendCard | null;
  /** `null` where there is too little time to hold out. */
  readonly holdout: Holdout | null;
  /** `naive_rate`, `recency`, `past_spend`. */
  readonly baselines: Readonly<Record<string, Accuracy>>;
  readonly candidates: readonly {
    readonly model: PurchaseModelName;
    readonly mae: number | null;
  }[];
  readonly verdict: "good" | "fair" | "poor" | "unjudged" | "refused";
  readonly refusal: Refusal | null;
  readonly carried?: Carried;
};

/** What is known of one number of clusters: all three that it is judged by (METHODS, Clusters). */
export type ClusterCandidate = {
  readonly k: number;
  /** Mean agreement (ARI) with the clusters of bootstrap samples. */
  readonly stability: number;
  /** Share of the smallest cluster. */
  readonly smallest: number;
  /** Of sampled customers; `null` where they are all in one cluster. */
  readonly silhouette: number | null;
  /** Sum of squared distances to the centres, of those that k is chosen on. */
  readonly inertia: number;
  /** Customers of each cluster among those that k is chosen on, largest first. */
  readonly sizes: readonly number[];
};

/** Clusters of customers who are alike. */
export type ClusterCard = {
  readonly kind: "clusters";
  /** Who have every feature. */
  readonly customers: number;
  /** How many of them were learned from. */
  readonly sample: number;
  readonly features: readonly {
    readonly name: string;
    readonly transform: string;
    /** λ of Yeo–Johnson. */
    readonly lambda: number | null;
  }[];
  readonly candidates: readonly ClusterCandidate[];
  /** `null` where the fit was refused. */
  readonly k: number | null;
  /** Why this k: the project names it, the best of those that pass, or none passes. */
  readonly reason: "named" | "best" | "none-stable" | "none-large" | null;
  /** What a k must reach to pass. */
  readonly needs: { readonly stability: number; readonly smallest: number };
  /** Sum of squared distances to the centres, in squared spreads, of all customers. */
  readonly inertia: number | null;
  /** Rounds of polishing on all customers. */
  readonly rounds: number;
  readonly sizes: Readonly<Record<string, number>>;
  readonly verdict: "good" | "fair" | "poor" | "refused";
  readonly refusal: {
    readonly kind: "too-few";
    readonly customers: number;
    readonly needed: number;
  } | null;
  readonly carried?: Carried;
};

/** Why a model of contracts is not used. */
export type ContractRefusal =
  | {
      readonly kind: "too-few";
      readonly contracts: number;
      readonly ended: number;
      /** Contracts that have come to a renewal, and of them that ended. */
      readonly needed: readonly [contracts: number, ended: number];
    }
  | {
      readonly kind: "degenerate";
      readonly why: "none_ended" | "all_ended_at_once" | "no_peak" | "uncertain" | "not_converged";
      readonly parameter: string;
      readonly value: number;
    };

/** How well something foretells which contracts are renewed. */
export type RenewalAccuracy = {
  /** Contracts that are still there at the end. */
  readonly predicted: number;
  /** Predicted ÷ actual − 1; `null` where none was renewed. */
  readonly bias: number | null;
  /** Mean of |chance − 1| of those renewed and of the chance of those that ended. */
  readonly mae: number;
  /** The mean square of the same: smallest where chances are right. */
  readonly brier: number;
  readonly auc: number | null;
};

/** A model of contracts: shifted-beta-geometric, beside the Kaplan–Meier curve of the same contracts. */
export type ContractCard = {
  readonly kind: "contracts";
  readonly model: "shifted_beta_geometric";
  /** The source of spans. */
  readonly source: string;
  readonly period: { readonly count: number; readonly unit: "days" | "months" };
  /** First contracts of customers that have come to a renewal, and of them that ended. */
  readonly contracts: number;
  readonly ended: number;
  /** The first day of a contract and D, ISO. */
  readonly from: string;
  readonly until: string;
  /** `null` where there was too little to fit. */
  readonly parameters: Readonly<Record<string, Estimate>> | null;
  readonly logLikelihood: number | null;
  /** Renewals ÷ chances to end: what stands in. */
  readonly naive: number | null;
  /** Kaplan–Meier, a point for each renewal at which some ended, with its 95 % interval; `model` is what the fit says. */
  readonly curve: readonly {
    readonly period: number;
    readonly atRisk: number;
    readonly ended: number;
    readonly survival: number;
    readonly low: number;
    readonly high: number;
    readonly model: number | null;
  }[];
  /** Contracts that ran on `until` and came to a renewal in the `days` after; `actual` were there at the end. */
  readonly holdout:
    | (RenewalAccuracy & {
        readonly until: string;
        readonly days: number;
        readonly contracts: number;
        readonly actual: number;
      })
    | null;
  /** `naive_rate`. */
  readonly baselines: Readonly<Record<string, RenewalAccuracy>>;
  readonly verdict: "good" | "fair" | "poor" | "unjudged" | "refused";
  readonly refusal: ContractRefusal | null;
  readonly carried?: Carried;
};
