/** Learns how contracts are renewed, judges it by held-out time, and says so on a card. */
import { ok } from "../../result.ts";
import { kaplanMeier } from "../../stats/kaplan-meier.ts";
import { fitSbg, survival, type SbgFit } from "../../stats/sbg.ts";
import type { Learner, Numbers } from "../fit.ts";
import { estimatesOf } from "../estimates.ts";
import type { ContractCard, ContractRefusal } from "../model-card.ts";
import { applyContracts } from "./apply-contracts.ts";
import {
  historiesOn,
  holdOutContracts,
  renewedShare,
  type Contracts,
} from "./hold-out-contracts.ts";
import {
  asJson,
  contractOptionsOf,
  contractParametersOf,
  isoOf,
  type ContractParameters,
} from "./contract-parameters.ts";

/** With fewer contracts, or fewer that ended, two parameters mean nothing. */
const fewestContracts = 100;
const fewestEnded = 10;

export const learnContracts: Learner = {
  name: "contracts",
  learn: (rows, context) => {
    const { asOf, period, source } = contractOptionsOf(context.options);
    const all = contractsOf(rows);
    const histories = historiesOn(all, asOf, period);
    const count = histories.reduce((sum, { n }) => sum + n, 0);
    const ended = histories.reduce((sum, { ended: gone, n }) => sum + (gone ? n : 0), 0);
    const enough = count >= fewestContracts && ended >= fewestEnded;
    const fit = enough ? fitSbg(histories) : null;
    const refusal = refusalOf(fit, count, ended);
    context.progress(0.5);
    const judged = holdOutContracts(all, asOf, period);
    const parameters: ContractParameters = {
      sbg:
        fit === null || refusal !== null || fit.covariance === null
          ? null
          : { parameters: fit.parameters, covariance: fit.covariance },
      naive: renewedShare(histories),
    };
    const curve = kaplanMeier(
      histories.map(({ periods, ended: happened, n }) => ({ time: periods, happened, n })),
    );
    const card: ContractCard = {
      kind: "contracts",
      model: "shifted_beta_geometric",
      source,
      period,
      contracts: count,
      ended,
      from: all.reduce((first, { start }) => (start < first ? start : first), asOf),
      until: asOf,
      parameters: fit === null ? null : estimates(fit),
      logLikelihood: fit?.logLikelihood ?? null,
      naive: parameters.naive,
      curve: curve.map((point) => ({
        period: point.time,
        atRisk: point.atRisk,
        ended: point.happened,
        survival: point.survival,
        low: point.low,
        high: point.high,
        model: fit === null ? null : survival(fit.parameters, point.time),
      })),
      holdout: judged.holdout,
      baselines: judged.baselines,
      verdict: refusal === null ? judged.verdict : "refused",
      refusal,
    };
    return ok({ parameters: asJson(parameters), card });
  },
  apply: (parameters, rows, options) =>
    applyContracts(contractParametersOf(parameters), rows, contractOptionsOf(options)),
};

function contractsOf({ start = new Float64Array(), end, n }: Numbers): readonly Contracts[] {
  return Array.from(start, (from, i) => {
    const until = end?.[i] ?? Number.NaN;
    return { start: isoOf(from), end: Number.isNaN(until) ? null : isoOf(until), n: n?.[i] ?? 0 };
  });
}

function refusalOf(fit: SbgFit | null, contracts: number, ended: number): ContractRefusal | null {
  if (fit === null)
    return { kind: "too-few", contracts, ended, needed: [fewestContracts, fewestEnded] };
  return fit.degenerate === null ? null : { kind: "degenerate", ...fit.degenerate };
}

const estimates = (fit: SbgFit): ContractCard["parameters"] => estimatesOf(["alpha", "beta"], fit);
