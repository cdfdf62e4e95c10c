/** Fits on the first part of the time and looks at which running contracts were renewed in the rest. */
import { auc } from "../../stats/auc.ts";
import {
  contractHistory,
  renewalsBy,
  type Period,
  type Span,
} from "../../stats/contract-history.ts";
import { fitSbg, type ContractHistory } from "../../stats/sbg.ts";
import { middleOf } from "../metrics/purchase-history.ts";
import type { ContractCard } from "../model-card.ts";
import { outlasts } from "./apply-contracts.ts";

/** Contracts that are alike. */
export type Contracts = Span & { readonly n: number };

export type JudgedContracts = Pick<ContractCard, "holdout" | "baselines"> & {
  readonly verdict: "good" | "fair" | "poor" | "unjudged";
};

/** With fewer contracts to fit or to look at, nothing is learned from comparing. */
const fewest = 50;
const goodBias = 0.15;

/** The contracts as a model of contracts sees them on a day. */
export const historiesOn = (
  contracts: readonly Contracts[],
  asOf: string,
  period: Period,
): readonly ContractHistory[] =>
  contracts.flatMap((contract) => {
    const history = contractHistory(contract, asOf, period);
    return history === null ? [] : [{ ...history, n: contract.n }];
  });

/** Renewals ÷ chances to end; `null` without a chance. */
export function renewedShare(histories: readonly ContractHistory[]): number | null {
  const chances = histories.reduce((sum, { periods, n }) => sum + periods * n, 0);
  const ended = histories.reduce((sum, { ended: gone, n }) => sum + (gone ? n : 0), 0);
  return chances === 0 ? null : 1 - ended / chances;
}

type Seen = {
  readonly renewed: number;
  readonly due: number;
  readonly kept: boolean;
  readonly n: number;
};

export function holdOutContracts(
  contracts: readonly Contracts[],
  asOf: string,
  period: Period,
): JudgedContracts {
  const none: JudgedContracts = { holdout: null, baselines: {}, verdict: "unjudged" };
  const [first] = contracts.map(({ start }) => start).toSorted();
  if (first === undefined || first >= asOf) return none;
  const until = middleOf(first, asOf);
  const histories = historiesOn(contracts, until, period);
  const seen = contracts.flatMap((contract) => seenLater(contract, until, asOf, period));
  const count = (of: readonly { readonly n: number }[]): number =>
    of.reduce((sum, { n }) => sum + n, 0);
  if (count(histories) < fewest || count(seen) < fewest) return none;
  const fit = fitSbg(histories);
  const naive = renewedShare(histories);
  if (fit.degenerate !== null || naive === null) return none;
  const judge = (chance: (one: Seen) => number) => {
    const sum = (of: (one: Seen) => number): number =>
      seen.reduce((total, one) => total + one.n * of(one), 0);
    const kept = (one: Seen): number => (one.kept ? 1 : 0);
    const [predicted, actual, all] = [sum(chance), sum(kept), count(seen)];
    return {
      predicted,
      actual,
      bias: actual === 0 ? null : predicted / actual - 1,
      mae: sum((one) => Math.abs(chance(one) - kept(one))) / all,
      brier: sum((one) => (chance(one) - kept(one)) ** 2) / all,
      auc: auc(
        seen.flatMap((one) =>
          Array.from({ length: one.n }, () => ({ score: chance(one), happened: one.kept })),
        ),
      ),
    };
  };
  const { actual, ...model } = judge((one) =>
    outlasts({ kind: "sbg", parameters: fit.parameters }, one.renewed, one.due),
  );
  const { actual: _, ...rate } = judge((one) => naive ** one.due);
  const days = Math.round((Date.parse(asOf) - Date.parse(until)) / 86_400_000);
  const good = model.bias !== null && Math.abs(model.bias) <= goodBias;
  return {
    holdout: { until, days, contracts: count(seen), actual, ...model },
    baselines: { naive_rate: rate },
    verdict: model.brier >= rate.brier ? "poor" : good ? "good" : "fair",
  };
}

/** A contract that ran on the day and has come to a renewal since: whether it was renewed each time. */
function seenLater(
  contract: Contracts,
  until: string,
  asOf: string,
  period: Period,
): readonly Seen[] {
  const { start, end, n } = contract;
  if (start > until || (end !== null && end <= until)) return [];
  const renewed = renewalsBy(start, until, period);
  const due = renewalsBy(start, asOf, period) - renewed;
  if (due === 0) return [];
  return [{ renewed, due, kept: contractHistory(contract, asOf, period)?.ended === false, n }];
}
