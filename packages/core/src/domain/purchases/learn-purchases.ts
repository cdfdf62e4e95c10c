/** Learns a model of purchases, judges it by what it foretells of held-out time, and says so on a card. */
import { ok } from "../../result.ts";
import { fitGammaGamma, type SpendFit } from "../../stats/gammagamma.ts";
import { fitPurchaseModel, type PurchaseFit } from "../../stats/fit-purchase-model.ts";
import type { Four, PurchaseModel } from "../../stats/purchase-model.ts";
import type { Json, Learner } from "../fit.ts";
import { estimatesOf } from "../estimates.ts";
import type { PurchaseCard, Refusal, SpendCard } from "../model-card.ts";
import { applyPurchases } from "./apply-purchases.ts";
import { holdOut, type Judged } from "./hold-out.ts";
import { modelOf, purchaseModels } from "./models.ts";
import { asJson, optionsOf, parametersOf, type PurchaseParameters } from "./parameters.ts";
import { recencyBands } from "./recency-bands.ts";
import { buyersOf, heldOutDays, heldOutOf, observedDays, spendsOf, type Buyer } from "./rows.ts";

/** With fewer buyers, or fewer who came back, four parameters mean nothing. */
const fewestBuyers = 100;
const fewestRepeaters = 30;

export const learnPurchases: Learner = {
  name: "purchases",
  learn: (rows, context) => {
    const options = optionsOf(context.options);
    const [buyers, later] = [buyersOf(rows), heldOutOf(rows)];
    const days = heldOutDays(rows);
    const withSpend = options.outputs.some(
      (output) => output.kind === "clv" && output.spend === "gamma_gamma",
    );
    const repeaters = buyers.filter(({ x }) => x > 0).length;
    const spend = withSpend ? spendOf(buyers) : null;
    const judge = (model: PurchaseModel): Judged =>
      holdOut(model, later, days, options.asOf, withSpend, priorOf(context.prior, model));
    const enough = buyers.length >= fewestBuyers && repeaters >= fewestRepeaters;
    const tried = options.model === "auto" ? purchaseModels : [modelOf(options.model)];
    const judged = (enough ? tried : tried.slice(0, 1)).map((model, i) => {
      context.progress((i + 0.5) / (tried.length + 1));
      return { model, judged: judge(model) };
    });
    let [chosen] = inOrder(judged);
    let fit: PurchaseFit | null = null;
    for (const candidate of enough ? inOrder(judged) : []) {
      const near = priorOf(context.prior, candidate.model);
      const found = fitPurchaseModel(candidate.model, historiesOf(buyers), {
        near,
        intervals: true,
      });
      if (fit !== null && found.degenerate !== null) continue;
      [chosen, fit] = [candidate, found];
      if (found.degenerate === null) break;
    }
    if (chosen === undefined) throw new Error("unreachable: a model is always tried");
    const refusal = refusalOf(fit, buyers.length, repeaters);
    const parameters: PurchaseParameters = {
      model: chosen.model.name,
      purchases: refusal === null && fit !== null ? fit.parameters : null,
      covariance: refusal === null && fit !== null ? fit.covariance : null,
      third: refusal === null && fit !== null ? fit.third : null,
      spend: spend?.fit?.degenerate === null ? spend.fit.parameters : null,
      spendCovariance: spend?.fit?.degenerate === null ? spend.fit.covariance : null,
      meanSpend: meanSpend(buyers),
      recency: recencyBands(later),
    };
    const card: PurchaseCard = {
      kind: "purchases",
      model: chosen.model.name,
      asked: options.model,
      customers: buyers.length,
      repeaters,
      from: daysBefore(options.asOf, observedDays(rows)),
      until: options.asOf,
      parameters: fit === null ? null : estimatesOf(chosen.model.parameterNames, fit),
      logLikelihood: fit?.logLikelihood ?? null,
      spend: spend?.card ?? null,
      holdout: chosen.judged.holdout,
      baselines: chosen.judged.baselines,
      candidates:
        judged.length < 2
          ? []
          : judged.map(({ model, judged: { holdout } }) => ({
              model: model.name,
              mae: holdout?.mae ?? null,
            })),
      verdict: refusal === null ? chosen.judged.verdict : "refused",
      refusal,
    };
    return ok({ parameters: asJson(parameters), card });
  },
  apply: (parameters, rows, options) =>
    applyPurchases(parametersOf(parameters), rows, optionsOf(options)),
};

/** Where the published run's fit of the same model found its maximum: the likelihood has one, wherever the search starts. */
function priorOf(prior: Json, { name }: PurchaseModel): Four | undefined {
  if (prior === null || typeof prior !== "object" || !("purchases" in prior)) return undefined;
  const { model, purchases } = parametersOf(prior);
  return model === name && purchases !== null ? purchases : undefined;
}

type Candidate = { readonly model: PurchaseModel; readonly judged: Judged };

/** The smallest error on held-out purchases first; those that could not be judged last. */
const inOrder = (candidates: readonly Candidate[]): readonly Candidate[] => {
  const error = ({ judged }: Candidate): number => judged.holdout?.mae ?? Infinity;
  return candidates.toSorted((a, b) => (error(a) === error(b) ? 0 : error(a) - error(b)));
};

const historiesOf = (buyers: readonly Buyer[]) =>
  buyers.map(({ x, tx, T }) => ({ x, tx, T, n: 1 }));

function refusalOf(fit: PurchaseFit | null, customers: number, repeaters: number): Refusal | null {
  if (fit === null)
    return { kind: "too-few", customers, repeaters, needed: [fewestBuyers, fewestRepeaters] };
  const { degenerate } = fit;
  if (degenerate === null) return null;
  const { parameter, why, value } = degenerate;
  return { kind: "degenerate", why, parameter, value };
}

function spendOf(buyers: readonly Buyer[]): {
  readonly fit: SpendFit | null;
  readonly card: SpendCard;
} {
  const spends = spendsOf(buyers);
  if (spends.length < fewestRepeaters) {
    const needed = [fewestRepeaters, fewestRepeaters] as const;
    const refusal = { kind: "too-few", customers: spends.length, repeaters: spends.length, needed };
    const none = { parameters: null, logLikelihood: null, correlation: null } as const;
    return { fit: null, card: { customers: spends.length, ...none, refusal: refusal as Refusal } };
  }
  const fit = fitGammaGamma(spends);
  const { degenerate } = fit;
  return {
    fit,
    card: {
      customers: fit.customers,
      parameters: estimatesOf(["p", "q", "gamma"], fit),
      logLikelihood: fit.logLikelihood,
      correlation: fit.correlation,
      refusal: degenerate === null ? null : { kind: "degenerate", ...degenerate },
    },
  };
}

/** What a repeat purchase brings in the mean. */
function meanSpend(buyers: readonly Buyer[]): number | null {
  const repeats = buyers.reduce((sum, { x }) => sum + x, 0);
  const money = buyers.reduce((sum, { repeatMoney }) => sum + repeatMoney, 0);
  return repeats === 0 ? null : money / repeats;
}

const daysBefore = (day: string, days: number): string =>
  new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10);
