/** Cards in short, as a run reports them. */
import type {
  Accuracy,
  ClusterCard,
  ContractCard,
  Estimate,
  ModelCard,
  PurchaseCard,
  RenewalAccuracy,
} from "../../domain/model-card.ts";
import type { AccuracySummary, ModelSummary } from "../../host/protocol.ts";
import { fitGroup, isBound } from "../../language/model/fit-metric.ts";
import type { Model } from "../../language/model/model.ts";
import type { SavedFit } from "../snapshot/manifest.ts";

/** The model of each metric that names one. */
export function modelSummaries(
  model: Model,
  cards: Readonly<Record<string, SavedFit>>,
): Readonly<Record<string, ModelSummary>> {
  const own = model.metrics.flatMap(({ name, fit }) =>
    fit === undefined || isBound(fit) ? [] : [{ name, group: fitGroup(fit) }],
  );
  return Object.fromEntries(
    own.flatMap(({ name, group }) => {
      const first = own.find((m) => m.group === group);
      const card = cards[first?.name ?? ""]?.card;
      return card === undefined || card.kind === "clusters"
        ? []
        : [[name, modelSummary(card)] as const];
    }),
  );
}

/** The card of a model of purchases or contracts in short. */
export const modelSummary = (card: Exclude<ModelCard, ClusterCard>): ModelSummary => ({
  ...(card.kind === "contracts" ? contractSummary(card) : purchaseSummary(card)),
  ...fittedOn(card),
});

/** When it was learned, where an earlier run did. */
const fittedOn = ({ carried }: ModelCard): { readonly fitted_on?: string } =>
  carried === undefined ? {} : { fitted_on: carried.on };

function contractSummary(card: ContractCard): ModelSummary {
  const { holdout, refusal } = card;
  return {
    model: card.model,
    parameters: valuesOf(card.parameters),
    standard_errors: errorsOf(card.parameters),
    intervals: intervalsOf(card.parameters),
    log_likelihood: card.logLikelihood,
    customers: card.contracts,
    ended: card.ended,
    curve: card.curve.map(({ period, atRisk, ended, survival, low, high }) => ({
      period,
      at_risk: atRisk,
      ended,
      survival,
      low,
      high,
    })),
    spend: null,
    holdout:
      holdout === null
        ? null
        : {
            until: holdout.until,
            days: holdout.days,
            actual: holdout.actual,
            ...renewalAccuracyOf(holdout),
          },
    baselines: Object.fromEntries(
      Object.entries(card.baselines).map(([name, accuracy]) => [name, renewalAccuracyOf(accuracy)]),
    ),
    verdict: card.verdict,
    ...(refusal === null ? {} : { refused: refusal.kind === "too-few" ? "too_few" : refusal.why }),
  };
}

const renewalAccuracyOf = ({
  predicted,
  bias,
  mae,
  brier,
  auc,
}: RenewalAccuracy): AccuracySummary => ({
  predicted,
  ...(bias === null ? {} : { bias }),
  mae,
  brier,
  ...(auc === null ? {} : { auc }),
});

function purchaseSummary(card: PurchaseCard): ModelSummary {
  const { holdout, spend, refusal } = card;
  return {
    model: card.model,
    parameters: valuesOf(card.parameters),
    standard_errors: errorsOf(card.parameters),
    intervals: intervalsOf(card.parameters),
    log_likelihood: card.logLikelihood,
    customers: card.customers,
    spend:
      spend === null
        ? null
        : {
            model: "gamma_gamma",
            parameters: valuesOf(spend.parameters),
            standard_errors: errorsOf(spend.parameters),
            intervals: intervalsOf(spend.parameters),
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
export const clusterSummary = ({ candidates, needs, refusal, carried, ...card }: ClusterCard) => ({
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
  ...(carried === undefined ? {} : { fitted_on: carried.on }),
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

const intervalsOf = (
  estimates: Estimates,
): Readonly<Record<string, readonly [low: number, high: number]>> | null =>
  estimates === null
    ? null
    : Object.fromEntries(
        Object.entries(estimates).flatMap(([name, { interval = null }]) =>
          interval === null ? [] : [[name, interval] as const],
        ),
      );

const accuracyOf = ({ predicted, bias, mae, auc, topDecile }: Accuracy): AccuracySummary => ({
  ...(predicted === null ? {} : { predicted }),
  ...(bias === null ? {} : { bias }),
  ...(mae === null ? {} : { mae }),
  ...(auc === null ? {} : { auc }),
  ...(topDecile === null ? {} : { top_decile: topDecile }),
});
