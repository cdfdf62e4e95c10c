/** Fits on the first part of the time and looks at what came after. */
import { auc } from "../../stats/auc.ts";
import { fitGammaGamma } from "../../stats/gammagamma.ts";
import { fitPurchaseModel } from "../../stats/fit-purchase-model.ts";
import { evaluateHoldout } from "../../stats/holdout.ts";
import type { Four, PurchaseModel } from "../../stats/purchase-model.ts";
import type { Accuracy, Holdout, PurchaseCard } from "../model-card.ts";
import { spendWeight } from "./apply-purchases.ts";
import { spendsOf, type HeldOutBuyer } from "./rows.ts";

export type Judged = {
  readonly holdout: Holdout | null;
  readonly baselines: PurchaseCard["baselines"];
  readonly verdict: "good" | "fair" | "poor" | "unjudged";
};

const daysOfWeek = 7;
/** With less to fit or to hold out, nothing is learned from comparing. */
const fewestBuyers = 50;
const fewestDays = 28;

/** What can be off before a model is no longer good: total, and ranking against plain recency. */
const goodBias = 0.15;
const goodRanking = 0.02;

/** @param near where the maximum of an earlier fit was */
export function holdOut(
  model: PurchaseModel,
  buyers: readonly HeldOutBuyer[],
  days: number,
  asOf: string,
  withSpend: boolean,
  near?: Four,
): Judged {
  const none: Judged = { holdout: null, baselines: {}, verdict: "unjudged" };
  if (buyers.length < fewestBuyers || days < fewestDays) return none;
  const weeks = days / daysOfWeek;
  const fit = fitPurchaseModel(
    model,
    buyers.map(({ x, tx, T }) => ({ x, tx, T, n: 1 })),
    { near },
  );
  const found = evaluateHoldout(model, fit.parameters, buyers, weeks);
  const spends = spendsOf(buyers);
  const spend = withSpend && spends.length >= fewestBuyers ? fitGammaGamma(spends) : null;
  const money = spend?.degenerate === null ? spend.parameters : null;
  const expected = buyers.map((buyer) => {
    const count = model.expectedTransactions(fit.parameters, buyer, weeks);
    if (money === null) return count;
    const weight = spendWeight({ ...nothing, model: model.name, spend: money }, buyer.x);
    return count * weight * Math.max(0, money[2] + buyer.repeatMoney);
  });
  const until = new Date(Date.parse(asOf) - days * 86_400_000).toISOString().slice(0, 10);
  const holdout: Holdout = {
    until,
    days,
    customers: found.customers,
    actual: found.actual,
    predicted: found.predicted,
    bias: found.bias,
    mae: found.mae,
    auc: found.auc.pAlive,
    aucExpected: found.auc.expected,
    topDecile: topDecile(buyers, expected),
  };
  const { naiveRate } = found.baselines;
  // In whole days, so that equal ones are equal.
  const recency = auc(
    buyers.map(({ tx, T, bought }) => ({
      score: Math.round((tx - T) * daysOfWeek),
      happened: bought > 0,
    })),
  );
  const again = buyers.map(({ x, T, bought }) => ({
    score: x === 0 ? 0 : x / T,
    happened: bought > 0,
  }));
  const unknown: Accuracy = { predicted: null, bias: null, mae: null, auc: null, topDecile: null };
  const before = buyers.map((buyer) => buyer.before);
  const baselines = {
    naive_rate: { ...unknown, ...naiveRate, auc: auc(again) },
    recency: { ...unknown, auc: recency },
    past_spend: { ...unknown, topDecile: topDecile(buyers, before) },
  };
  return { holdout, baselines, verdict: verdictOf(holdout, naiveRate.mae, recency) };
}

const nothing = {
  covariance: null,
  spendCovariance: null,
  purchases: null,
  meanSpend: null,
  recency: null,
} as const;

function verdictOf(holdout: Holdout, naiveMae: number, recency: number | null): Judged["verdict"] {
  const { mae, bias, aucExpected } = holdout;
  if (mae === null || mae >= naiveMae) return "poor";
  const ranks = recency === null || aucExpected === null || aucExpected >= recency - goodRanking;
  return bias !== null && Math.abs(bias) <= goodBias && ranks ? "good" : "fair";
}

/** The share of later revenue that the tenth of customers with the highest scores brought; the first of equals. */
function topDecile(buyers: readonly HeldOutBuyer[], scores: readonly number[]): number | null {
  const all = buyers.reduce((sum, { after }) => sum + after, 0);
  if (!(all > 0)) return null;
  const top = buyers
    .map(({ after }, i) => ({ after, score: scores[i] ?? 0 }))
    .toSorted((a, b) => b.score - a.score)
    .slice(0, Math.ceil(buyers.length / 10));
  return top.reduce((sum, { after }) => sum + after, 0) / all;
}
