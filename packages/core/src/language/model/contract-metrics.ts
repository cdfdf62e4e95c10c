/** Metrics that a model of contracts gives: of which source, asked what. */
import { problem } from "../../problem.ts";
import type { ConfigFile } from "../config/read-config.ts";
import { contractValues, type MetricConfig } from "../config/metric-schema.ts";
import { nearest } from "../config/nearest.ts";
import { daysOf, type ProjectConfig } from "../config/schema.ts";
import type { Localised } from "../config/text.ts";
import {
  contractGroup,
  contractOutputName,
  type ContractBound,
  type ContractMetric,
  type ContractOutput,
} from "./contract-metric.ts";
import { foldName } from "./fold-name.ts";
import type { MetricModel } from "./model.ts";
import {
  boundNames,
  confidenceNames,
  defaultDiscount,
  defaultHorizon,
  shareOf,
  withConfidence,
  withLikely,
} from "./model-metrics.ts";
import type { Scope } from "./scope.ts";
import { placeOfKey, placeOfValue, typeAt, wantNumber, type Report } from "./table-parts.ts";
import type { Typed, Unit } from "./typed.ts";

type Kind = ContractOutput["kind"];

const units: Readonly<Record<Kind, Unit>> = {
  renewal: "share",
  survival: "share",
  remaining: null,
  clv: "money",
};

const titles: Readonly<Record<Kind, Localised>> = {
  renewal: { en: "Probability of the next renewal", zh: "下次续约概率" },
  survival: { en: "Probability of still having a contract", zh: "合同存续概率" },
  remaining: { en: "Expected renewals", zh: "预期续约次数" },
  clv: { en: "Customer lifetime value of contracts", zh: "合同客户终身价值" },
};

const keysBeside = {
  renewal: ["title", "value", "model", "source", "period", "fallback"],
  survival: ["title", "value", "model", "source", "period", "horizon", "fallback"],
  remaining: ["title", "value", "model", "source", "period", "horizon", "fallback"],
  clv: ["title", "value", "model", "source", "period", "horizon", "discount", "amount", "fallback"],
} as const satisfies Readonly<Record<Kind, readonly (keyof MetricConfig)[]>>;

/** What is asked: the metric's value, or its own name; `undefined` where that is nothing. */
const kindOf = (name: string, { value = name }: MetricConfig): Kind | undefined =>
  contractValues.find((kind) => kind === value);

/** The metric and the ends of its interval, before what they rest on is known. */
export function contractNames(
  name: string,
  config: MetricConfig,
): readonly { readonly name: string; readonly unit: Unit }[] {
  const kind = kindOf(name, config);
  const unit = kind === undefined ? null : units[kind];
  const likely = kind === "clv" ? boundNames(name) : [];
  return [name, ...likely, ...confidenceNames(name)].map((own) => ({ name: own, unit }));
}

/**
 * The metric and the ends of its interval; none where it cannot be understood.
 *
 * @param config one of `model: shifted_beta_geometric`
 * @param scope of `amount`
 */
export function contractMetrics(
  file: ConfigFile<ProjectConfig>,
  name: string,
  config: MetricConfig,
  scope: Scope,
  report: Report,
): readonly MetricModel[] {
  const kind = kindOf(name, config);
  if (kind === undefined) {
    reportValue(file, name, config, report);
    return [];
  }
  const place = (key: string) => placeOfKey(file, ["metrics", name, key]);
  const allowed: readonly string[] = keysBeside[kind];
  const useless = Object.keys(config).filter((key) => !allowed.includes(key));
  for (const key of useless)
    report(problem("unknown-key", { key, nearest: "", allowed: allowed.join(", ") }, place(key)));
  const wanted =
    kind === "clv" ? (["source", "period", "amount"] as const) : (["source", "period"] as const);
  const missing = wanted.filter((key) => config[key] === undefined);
  for (const key of missing)
    report(problem("missing-key", { key }, placeOfKey(file, ["metrics", name])));
  const source = sourceOf(file, name, config, report);
  const fallback = fallbackOf(file, name, config, report);
  const amount =
    kind === "clv" && config.amount !== undefined
      ? typeAt(file, ["metrics", name, "amount"], scope, report)
      : null;
  if (amount !== null)
    wantNumber(amount, "amount", placeOfValue(file, ["metrics", name, "amount"]), report);
  const period = periodOf(config.period);
  if (useless.length > 0 || missing.length > 0) return [];
  if (
    source === undefined ||
    fallback === undefined ||
    period === undefined ||
    amount === undefined
  )
    return [];
  const horizon = config.horizon === undefined ? defaultHorizon : daysOf(config.horizon);
  const discount = config.discount === undefined ? defaultDiscount : shareOf(config.discount);
  const title = config.title ?? titles[kind];
  const made = (own: string, called: Localised, bound: ContractBound): MetricModel => {
    const asked = { fallback, bound };
    const output: ContractOutput =
      kind === "renewal"
        ? { kind, ...asked }
        : kind === "clv"
          ? { kind, horizon, discount, ...asked }
          : { kind, horizon, ...asked };
    const fit: ContractMetric = { model: "shifted_beta_geometric", source, period, output };
    return {
      name: own,
      title: called,
      value: valueOf(fit, amount),
      within: null,
      place: placeOfKey(file, ["metrics", name]),
      fit,
    };
  };
  const [low, high] = confidenceNames(name);
  const [lowest, highest] = boundNames(name);
  return [
    made(name, title, "mean"),
    ...(kind === "clv"
      ? [
          made(lowest, withLikely(title, "low"), "likely_low"),
          made(highest, withLikely(title, "high"), "likely_high"),
        ]
      : []),
    made(low, withConfidence(title, "low"), "low"),
    made(high, withConfidence(title, "high"), "high"),
  ];
}

const nowhere = { start: 0, end: 0 } as const;

/** What the model says, times what a period brings. */
function valueOf(fit: ContractMetric, amount: Typed | null): Typed {
  const said: Typed = {
    kind: "name",
    ref: { kind: "fitted", model: contractGroup(fit), output: contractOutputName(fit.output) },
    type: "number",
    unit: amount === null ? units[fit.output.kind] : null,
    span: nowhere,
  };
  if (amount === null) return said;
  const sides = { left: said, right: amount, operator: "*" } as const;
  return { kind: "binary", ...sides, type: "number", unit: "money", span: nowhere };
}

function reportValue(
  file: ConfigFile<ProjectConfig>,
  name: string,
  { value }: MetricConfig,
  report: Report,
): void {
  const near = value === undefined ? "" : nearest(value, contractValues);
  const at =
    value === undefined
      ? placeOfKey(file, ["metrics", name])
      : placeOfValue(file, ["metrics", name, "value"]);
  const values = { key: "value", expected: contractValues.join(", "), got: value ?? "nothing" };
  const fixes = near === "" ? [] : [{ title: near, edits: [{ ...at, newText: near }] }];
  report(problem("bad-value", values, at, { fixes }));
}

/** The source of spans that is named, as it is written where it is declared. */
function sourceOf(
  file: ConfigFile<ProjectConfig>,
  name: string,
  { source }: MetricConfig,
  report: Report,
): string | undefined {
  if (source === undefined) return undefined;
  const spans = Object.entries(file.value.sources).flatMap(([own, table]) =>
    table !== undefined && "kind" in table && table.kind === "spans" ? [own] : [],
  );
  const found = spans.find((own) => foldName(own) === foldName(source));
  if (found === undefined) {
    const expected = spans.length === 0 ? "a source of kind spans" : spans.join(", ");
    const values = { key: "source", expected, got: source };
    report(problem("bad-value", values, placeOfValue(file, ["metrics", name, "source"])));
  }
  return found;
}

function fallbackOf(
  file: ConfigFile<ProjectConfig>,
  name: string,
  { fallback = "naive_rate" }: MetricConfig,
  report: Report,
): "naive_rate" | "none" | undefined {
  if (fallback !== "recency") return fallback;
  const values = { key: "fallback", expected: "naive_rate, none", got: fallback };
  report(problem("bad-value", values, placeOfValue(file, ["metrics", name, "fallback"])));
  return undefined;
}

/** @example periodOf("1 year") // => { count: 12, unit: "months" } */
function periodOf(text: string | undefined): ContractMetric["period"] | undefined {
  const [, count = "", word = ""] =
    /^\s*(\d+)\s+(day|week|month|year)s?\s*$/.exec(text ?? "") ?? [];
  switch (word) {
    case "day":
      return { count: Number(count), unit: "days" };
    case "week":
      return { count: 7 * Number(count), unit: "days" };
    case "month":
      return { count: Number(count), unit: "months" };
    case "year":
      return { count: 12 * Number(count), unit: "months" };
    default:
      return undefined;
  }
}
