/** What a fit says about itself: the data, what was found, how well it does, and whether to trust it. */

/** A card of any kind of fit; `kind` tells them apart. */
export type ModelCard = PurchaseCard;

export type PurchaseModelName = "bg_nbd" | "mbg_nbd" | "pareto_nbd";

/** A parameter with its standard error, where the curvature at the optimum gives one. */
export type Estimate = { readonly value: number; readonly error: number | null };

/** How well something foretells the held-out time. */
export type Accuracy = {
  /** Transactions of all customers. */
  readonly predicted: number | null;
  /** Mean absolute error of a customer's transactions. */
  readonly mae: number | null;
  /** Probability that it ranks one who bought again above one who did not. */
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
};

/** Why a fit is not used. */
export type Refusal =
  | { readonly kind: "too-few"; readonly customers: number; readonly needed: number }
  | { readonly kind: "degenerate"; readonly parameter: string; readonly value: number }
  | { readonly kind: "not-converged" };

/** A model of free purchase (BG/NBD and its kin) and, where money is asked for, of spend. */
export type PurchaseCard = {
  readonly kind: "purchases";
  readonly model: PurchaseModelName;
  readonly customers: number;
  /** Who bought on more than one day. */
  readonly repeaters: number;
  /** The first and the last day of the data that were looked at, ISO. */
  readonly from: string;
  readonly until: string;
  /** `null` where the fit was refused. */
  readonly parameters: Readonly<Record<string, Estimate>> | null;
  readonly logLikelihood: number | null;
  readonly holdout: Holdout | null;
  readonly baselines: Readonly<Record<string, Accuracy>>;
  readonly verdict: "good" | "fair" | "poor" | "refused";
  readonly refusal: Refusal | null;
};
