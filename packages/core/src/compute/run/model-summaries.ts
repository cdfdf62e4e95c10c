/** Cards in short, as a run reports them. */
import type { Accuracy, ClusterCard, Estimate, PurchaseCard } from "../../domain/model-card.ts";
import type { AccuracySummary, ModelSummary } from "../../host/protocol.ts";
import { isBound } from "../../language/model/purchase-metric.ts";
import type { Model } from "../../language/model/model.ts";
import type { SavedFit } from "../snapshot/manifest.ts";

/** The model of each metric that names one. */
export function modelSummaries(
  model: Model,
  cards: Readonly<Record<string, SavedFit>>,
): Readonly<Record<string, ModelSummary>> {
  const own = model.metrics.filter((m) => m.fit !== undefined && !isBound(m.fit.output));
  return Object.fromEntries(
    own.flatMap(({ name, fit }) => {
      const first = own.find((m) => m.fit?.model === fit?.model);
      const card = cards[first?.name ?? ""]?.card;
      return card?.kind === "purchases" ? [[name, modelSummary(card)] as const] : [];
    }),
  );
}

/** A card in short. */
export function modelSummary(card: PurchaseCard): ModelSummary {
  const { holdout, spend, refusal } = card;
  return {
    model: card.model,
    parameters: valuesOf(card.parameters),
    standard_errors: errorsOf(card.parameters),
    log_likelihood: card.logLikelihood,
    customers: card.customers,
    spend:
      spend === null
        ? null
        : {
            model: "gamma_gamma",
            parameters: valuesOf(spend.parameters),
            log_likelihood: spend.logLikelihood,
            customers: spend.customers,
            correlation: spend.correlation,
          },
    holdout:
      holdout === null
        ? null
        : {
            until: holdout.until,
            days: holdout.days,
            actual: holdout.actual,
            ...accuracyOf(holdout),
            ...(holdout.aucExpected === null ? {} : { auc_expected: holdout.aucExpected }),
          },
    baselines: Object.fromEntries(
      Object.entries(card.baselines).map(([name, accuracy]) => [name, accuracyOf(accuracy)]),
    ),
    verdict: card.verdict,
    ...(refusal === null ? {} : { refused: refusal.kind === "too-few" ? "too_few" : refusal.why }),
  };
}

/** The card of clusters as `clientele model --json` prints it. */
export const clusterSummary = ({ candidates, needs, refusal, ...card }: ClusterCard) => ({
  model: "kmeans",
  k: card.k,
  reason: card.reason,
  customers: card.customers,
  sample: card.sample,
  features: card.features,
  tried: candidates,
  needs,
  sizes: card.sizes,
  inertia: card.inertia,
  rounds: card.rounds,
  verdict: card.verdict,
  ...(refusal === null ? {} : { refused: "too_few", needed: refusal.needed }),
});

type Estimates = Readonly<Record<string, Estimate>> | null;

const valuesOf = (estimates: Estimates): Readonly<Record<string, number>> | null =>
  estimates === null
    ? null
    : Object.fromEntries(Object.entries(estimates).map(([name, { value }]) => [name, value]));

const errorsOf = (estimates: Estimates): Readonly<Record<string, number>> | null =>
  estimates === null
    ? null
    : Object.fromEntries(
        Object.entries(estimates).flatMap(([name, { error }]) =>
          error === null ? [] : [[name, error] as const],
        ),
      );

const accuracyOf = ({ predicted, bias, mae, auc, topDecile }: Accuracy): AccuracySummary => ({
  ...(predicted === null ? {} : { predicted }),
  ...(bias === null ? {} : { bias }),
  ...(mae === null ? {} : { mae }),
  ...(auc === null ? {} : { auc }),
  ...(topDecile === null ? {} : { top_decile: topDecile }),
});
