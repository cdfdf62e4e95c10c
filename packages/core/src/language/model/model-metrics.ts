/** Metrics that a model of purchases gives: which model, asked what. */
import { problem } from "../../problem.ts";
import type { ConfigFile } from "../config/read-config.ts";
import { modelValues, type MetricConfig } from "../config/metric-schema.ts";
import { nearest } from "../config/nearest.ts";
import { daysOf, type ProjectConfig } from "../config/schema.ts";
import type { Localised } from "../config/text.ts";
import type { MetricModel } from "./model.ts";
import { outputName, type PurchaseOutput } from "./purchase-metric.ts";
import { placeOfKey, placeOfValue, type Report } from "./table-parts.ts";
import type { Unit } from "./typed.ts";

/** Days. */
export const defaultHorizon = 365;
/** A year. */
export const defaultDiscount = 0.1;

/** @example shareOf("10% per year") // => 0.1 */
export const shareOf = (rate: string): number => Number(rate.split("%")[0]) / 100;

const units: Readonly<Record<PurchaseOutput["kind"], Unit>> = {
  p_alive: "share",
  expected_transactions: "orders",
  clv: "money",
};

const titles: Readonly<Record<PurchaseOutput["kind"], Localised>> = {
  p_alive: { en: "Probability of being active", zh: "活跃概率" },
  expected_transactions: { en: "Expected purchases", zh: "预期购买次数" },
  clv: { en: "Customer lifetime value", zh: "客户终身价值" },
};

const likelyEnds = ["low", "high"] as const;

/** The title of an end of the interval in which four of five customers end. */
export const withLikely = (title: Localised, end: "low" | "high"): Localised =>
  end === "low" ? withWord(title, "low", "下限") : withWord(title, "high", "上限");

/** The names of the ends of the interval in which four of five customers like this one end: of a CLV. */
export const boundNames = (name: string): readonly [low: string, high: string] => [
  `${name}_low`,
  `${name}_high`,
];

/** The names of the ends of the 95 % confidence interval of an estimate. */
export const confidenceNames = (name: string): readonly [low: string, high: string] => [
  `${name}_95_low`,
  `${name}_95_high`,
];

/** The names of the metrics that one brings besides its own: none where it names no model. */
export function companionNames(
  name: string,
  { model, value }: Readonly<Record<"model" | "value", string | undefined>>,
): readonly string[] {
  if (model === undefined) return [];
  const ends = (value ?? name) === "clv";
  return [...(ends ? boundNames(name) : []), ...confidenceNames(name)];
}

/**
 * The metric, and with CLV the ends of its interval; none where it cannot be understood.
 *
 * @param config one with a `model`
 */
export function modelMetrics(
  file: ConfigFile<ProjectConfig>,
  name: string,
  config: MetricConfig,
  report: Report,
): readonly MetricModel[] {
  const { model } = config;
  if (model === undefined || model === "shifted_beta_geometric")
    throw new RangeError(`metric ${name} names no model of purchases`);
  const place = placeOfKey(file, ["metrics", name]);
  const output = outputOf(file, name, config, report);
  if (output === undefined) return [];
  const made = (own: string, title: Localised, asked: PurchaseOutput): MetricModel => ({
    name: own,
    title,
    value: {
      kind: "name",
      ref: { kind: "fitted", model, output: outputName(asked) },
      type: "number",
      unit: units[asked.kind],
      span: { start: 0, end: 0 },
    },
    within: null,
    place,
    fit: { model, output: asked },
  });
  const title = config.title ?? titles[output.kind];
  const own = made(name, title, output);
  const likely =
    output.kind !== "clv"
      ? []
      : likelyEnds.map((bound, i) =>
          made(boundNames(name)[i] ?? "", withLikely(title, bound), { ...output, bound }),
        );
  const confident = (["low", "high"] as const).map((end, i) =>
    made(confidenceNames(name)[i] ?? "", withConfidence(title, end), {
      ...output,
      bound: `${end}95`,
    }),
  );
  return [own, ...likely, ...confident];
}

/** The title of an end of the 95 % confidence interval. */
export const withConfidence = (title: Localised, end: "low" | "high"): Localised =>
  end === "low"
    ? withWord(title, "95 % from", " 95% 下限")
    : withWord(title, "95 % to", " 95% 上限");

function withWord(title: Localised, en: string, zh: string): Localised {
  if (typeof title === "string") return `${title}, ${en}`;
  return Object.fromEntries(
    Object.entries(title).map(([locale, text]) => [
      locale,
      locale.startsWith("zh") ? `${text}${zh}` : `${text}, ${en}`,
    ]),
  );
}

function outputOf(
  file: ConfigFile<ProjectConfig>,
  name: string,
  config: MetricConfig,
  report: Report,
): PurchaseOutput | undefined {
  const path = (key: string) => ["metrics", name, key];
  const written = config.value ?? name;
  const kind = modelValues.find((value) => value === written);
  if (kind === undefined) {
    const near = nearest(written, modelValues);
    const expected = modelValues.join(", ");
    const at =
      config.value === undefined
        ? placeOfKey(file, ["metrics", name])
        : placeOfValue(file, path("value"));
    const values = { key: "value", expected, got: config.value ?? "nothing" };
    const fixes =
      near === "" || config.value === undefined
        ? []
        : [{ title: near, edits: [{ ...at, newText: near }] }];
    report(problem("bad-value", values, at, { fixes }));
    return undefined;
  }
  const looksAhead = kind !== "p_alive";
  const useless = [
    ...(config.within === undefined ? [] : ["within"]),
    ...(config.actionable === undefined ? [] : ["actionable"]),
    ...(config.horizon === undefined || looksAhead ? [] : ["horizon"]),
    ...(config.discount === undefined || kind === "clv" ? [] : ["discount"]),
    ...(config.spend === undefined || kind === "clv" ? [] : ["spend"]),
    ...(["source", "period", "amount"] as const).filter((key) => config[key] !== undefined),
  ];
  for (const key of useless) {
    const allowed = allowedBeside[kind].join(", ");
    report(problem("unknown-key", { key, nearest: "", allowed }, placeOfKey(file, path(key))));
  }
  const wanted = looksAhead ? "naive_rate" : "recency";
  const { fallback = wanted } = config;
  if (fallback !== wanted && fallback !== "none") {
    const values = { key: "fallback", expected: `${wanted}, none`, got: fallback };
    report(problem("bad-value", values, placeOfValue(file, path("fallback"))));
    return undefined;
  }
  if (useless.length > 0) return undefined;
  const horizon = config.horizon === undefined ? defaultHorizon : daysOf(config.horizon);
  switch (kind) {
    case "p_alive":
      return { kind, fallback: fallback === "none" ? "none" : "recency" };
    case "expected_transactions":
      return { kind, horizon, fallback: fallback === "none" ? "none" : "naive_rate" };
    case "clv": {
      const discount = config.discount === undefined ? defaultDiscount : shareOf(config.discount);
      const chosen = fallback === "none" ? "none" : "naive_rate";
      const { spend = "gamma_gamma" } = config;
      return { kind, horizon, discount, spend, bound: "mean", fallback: chosen };
    }
  }
}

const allowedBeside: Readonly<Record<PurchaseOutput["kind"], readonly string[]>> = {
  p_alive: ["title", "value", "model", "fallback"],
  expected_transactions: ["title", "value", "model", "horizon", "fallback"],
  clv: ["title", "value", "model", "horizon", "discount", "spend", "fallback"],
};

/** A formula has no keys of a model. */
export function formulaKeys(
  file: ConfigFile<ProjectConfig>,
  name: string,
  config: MetricConfig,
  report: Report,
): void {
  const place = (key: string) => placeOfKey(file, ["metrics", name, key]);
  if (config.value === undefined)
    report(problem("missing-key", { key: "value" }, placeOfKey(file, ["metrics", name])));
  for (const key of [
    "horizon",
    "discount",
    "spend",
    "fallback",
    "source",
    "period",
    "amount",
  ] as const)
    if (config[key] !== undefined) {
      const allowed = "title, value, within, actionable, model";
      report(problem("unknown-key", { key, nearest: "", allowed }, place(key)));
    }
}
