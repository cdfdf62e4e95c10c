/** What learned parameters say of a contract: whether it is renewed, how often, and what that is worth. */
import { contractOutputName, contractGroup } from "../../language/model/contract-metric.ts";
import type { ContractOutput } from "../../language/model/contract-metric.ts";
import { renewalDay, renewalsBy } from "../../stats/contract-history.ts";
import { deltaInterval, deltaShareInterval, type Interval } from "../../stats/delta-interval.ts";
import { parameterDraws, renewalQuantiles } from "../../stats/renewals-ahead.ts";
import { renewalRate, residualPeriods, type SbgParameters } from "../../stats/sbg.ts";
import { fittedColumn } from "../columns.ts";
import type { Numbers } from "../fit.ts";
import { isoOf, type ContractOptions, type ContractParameters } from "./contract-parameters.ts";

/** Stands for the first day of a contract that ended. */
export const goneDay = -1_000_000;

const daysOfYear = 365.25;

/** @param rows `k_since`: days since 1970-01-01, or `goneDay` */
export function applyContracts(
  parameters: ContractParameters,
  rows: Numbers,
  options: ContractOptions,
): Numbers {
  const { k_since = new Float64Array() } = rows;
  const asMayBe =
    parameters.sbg === null || !options.outputs.some(isLikely)
      ? []
      : parameterDraws(parameters.sbg.parameters, parameters.sbg.covariance, drawSeed);
  const ages = Array.from(k_since, (since) => (since === goneDay ? null : ageOf(since, options)));
  return Object.fromEntries(
    options.outputs.map((output) => [
      fittedColumn(contractGroup(options), contractOutputName(output)),
      Float64Array.from(ages, (age) =>
        age === null
          ? goneValue(output)
          : isLikely(output)
            ? likelyEnd(asMayBe, age, output, options)
            : estimateOf(parameters, age, output, options),
      ),
    ]),
  );
}

type LikelyOutput = Extract<ContractOutput, { kind: "clv" }> & {
  readonly bound: "likely_low" | "likely_high";
};

const isLikely = (output: ContractOutput): output is LikelyOutput =>
  output.kind === "clv" && (output.bound === "likely_low" || output.bound === "likely_high");

/** The same for every contract, so that its ends do not depend on who else is there. */
const drawSeed = 1;

/**
 * An end of the interval in which four of five contracts of this age end: what the 10 % or 90 % quantile of its further renewals
 * brings. Each contract's own chance and what is not known of the parameters are in it.
 *
 * @param asMayBe none where the model was refused
 */
function likelyEnd(
  asMayBe: readonly SbgParameters[],
  { since, renewed }: Age,
  output: LikelyOutput,
  options: ContractOptions,
): number {
  if (asMayBe.length === 0) return Number.NaN;
  const due = renewalsAhead(since, renewed, output.horizon, options);
  const { worth, rate } = discounting(since, renewed, output, options);
  const p = output.bound === "likely_low" ? 0.1 : 0.9;
  const [times = 0] = renewalQuantiles(asMayBe, renewed, due, [p]);
  let sum = 0;
  for (let j = 1; j <= times; j++) sum += (1 + rate) ** -j;
  return worth * sum;
}

/** Renewals that a running contract has outlasted, and where it stands on D. */
type Age = { readonly since: string; readonly renewed: number };

const ageOf = (since: number, { asOf, period }: ContractOptions): Age => ({
  since: isoOf(since),
  renewed: renewalsBy(isoOf(since), asOf, period),
});

/** Of a customer whose contracts have all ended: nothing is left to renew. */
const goneValue = ({ kind }: ContractOutput): number => (kind === "renewal" ? Number.NaN : 0);

function estimateOf(
  { sbg, naive }: ContractParameters,
  { since, renewed }: Age,
  output: ContractOutput,
  options: ContractOptions,
): number {
  const due =
    output.kind === "renewal" ? 1 : renewalsAhead(since, renewed, output.horizon, options);
  const { worth, rate } =
    output.kind === "clv" ? discounting(since, renewed, output, options) : plain;
  const value = (at: Renewing): number =>
    output.kind === "renewal" || output.kind === "survival"
      ? outlasts(at, renewed, due)
      : worth * renewals(at, renewed, due, rate);
  if (sbg === null) {
    const known = naive !== null && output.fallback === "naive_rate" && output.bound === "mean";
    return known ? value({ kind: "naive", share: naive }) : Number.NaN;
  }
  const { parameters, covariance } = sbg;
  if (output.bound === "mean") return value({ kind: "sbg", parameters });
  const point = parameters.map(Math.log);
  const of = ([a = 0, b = 0]: readonly number[]): number =>
    value({ kind: "sbg", parameters: [Math.exp(a), Math.exp(b)] });
  if (of(point) === 0) return 0;
  const share = output.kind === "renewal" || output.kind === "survival";
  const interval: Interval = (share ? deltaShareInterval : deltaInterval)(of, point, covariance);
  return output.bound === "low" ? interval.low : interval.high;
}

const plain = { worth: 1, rate: 0 } as const;

/** How a share of contracts is renewed: by the model, or as all were. */
type Renewing =
  | { readonly kind: "sbg"; readonly parameters: SbgParameters }
  | { readonly kind: "naive"; readonly share: number };

/** The share that outlasts so many further renewals. */
export function outlasts(by: Renewing, renewed: number, further: number): number {
  if (by.kind === "naive") return by.share ** further;
  let share = 1;
  for (let j = 1; j <= further; j++) share *= renewalRate(by.parameters, renewed + j);
  return share;
}

/** Expected renewals among the next ones, each discounted from a period after the last. */
function renewals(by: Renewing, renewed: number, further: number, rate: number): number {
  if (by.kind === "sbg") return residualPeriods(by.parameters, renewed, further, rate);
  let [sum, share] = [0, 1];
  for (let j = 1; j <= further; j++) {
    share *= by.share / (1 + rate);
    sum += share;
  }
  return sum;
}

/** How many renewals are due in (D, D + horizon]. */
function renewalsAhead(
  since: string,
  renewed: number,
  horizon: number,
  { asOf, period }: Pick<ContractOptions, "asOf" | "period">,
): number {
  return renewalsBy(since, daysAfter(asOf, horizon), period) - renewed;
}

/** The rate of a period, and what brings the next renewal from a period ahead to the day on which it is due. */
function discounting(
  since: string,
  renewed: number,
  { discount }: Extract<ContractOutput, { kind: "clv" }>,
  { asOf, period }: ContractOptions,
): { readonly worth: number; readonly rate: number } {
  const days = period.unit === "days" ? period.count : (period.count * daysOfYear) / 12;
  const rate = (1 + discount) ** (days / daysOfYear) - 1;
  const ahead =
    (Date.parse(renewalDay(since, renewed + 1, period)) - Date.parse(asOf)) / 86_400_000;
  return { worth: (1 + discount) ** ((days - ahead) / daysOfYear), rate };
}

const daysAfter = (iso: string, days: number): string =>
  new Date(Date.parse(iso) + days * 86_400_000).toISOString().slice(0, 10);
