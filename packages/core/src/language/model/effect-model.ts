/** What an action's effect raises, and how that becomes money. METHODS: gain of an action. */
import { problem } from "../../problem.ts";
import { nearest } from "../config/nearest.ts";
import type { ConfigFile } from "../config/read-config.ts";
import type { StrategyConfig } from "../config/strategy-schema.ts";
import { contractGroup } from "./contract-metric.ts";
import { isContract } from "./fit-metric.ts";
import { foldName } from "./fold-name.ts";
import type { MetricModel } from "./model.ts";
import type { Scope } from "./scope.ts";
import { placeOfKey, placeOfValue, type Report } from "./table-parts.ts";

/** How one more of a metric becomes money. */
export type EffectBasis =
  /** The chance of being active, or of renewing: worth CLV ÷ the chance, by the metric of CLV; `null`: there is none. */
  | { readonly kind: "chance"; readonly clv: string | null }
  /** Money of sales: worth the share of it that is margin, where the project has margins. */
  | { readonly kind: "sales"; readonly margin: boolean }
  /** Money of profit: worth itself. */
  | { readonly kind: "profit" }
  /** Orders: worth the customer's mean order, or its margin. */
  | { readonly kind: "orders"; readonly margin: boolean }
  /** So much, as somebody said. */
  | { readonly kind: "stated"; readonly worth: number };

export type EffectModel = {
  readonly metric: string;
  /** `uplift` and `sd` are absolute changes of the metric: of a chance in [−1, 1]. */
  readonly uplift: number;
  readonly sd: number;
  /** `judgement`, or `experiments/<id>`. */
  readonly source: string;
  readonly basis: EffectBasis;
};

type Known = {
  readonly metrics: readonly MetricModel[];
  readonly scope: Scope;
  /** Whether transactions have a margin. */
  readonly margin: boolean;
};

/** The effect of an action; what cannot become money is reported, with what can. */
export function effectModel(
  file: ConfigFile<StrategyConfig>,
  index: number,
  known: Known,
  report: Report,
): EffectModel | null {
  const effect = file.value.actions?.[index]?.effect;
  if (effect === undefined) return null;
  const { metric: written, uplift, sd, source, worth } = effect;
  const path = ["actions", index, "effect"];
  const found = raised(written, known);
  const self = { metric: found?.name ?? written, uplift, sd, source };
  if (found === undefined) {
    const near = nearest(written, namesOfMoney(known));
    report(
      problem(
        "unknown-name",
        { name: written, nearest: near },
        placeOfValue(file, [...path, "metric"]),
      ),
    );
    return { ...self, basis: { kind: "stated", worth: 0 } };
  }
  const { basis } = found;
  if (basis !== null && worth !== undefined) {
    const expected = `none, as what one more of ${found.name} is worth is known`;
    const place = placeOfKey(file, [...path, "worth"]);
    report(problem("bad-value", { key: "worth", expected, got: String(worth) }, place));
  }
  if (basis === null && worth === undefined) {
    const values = { metric: written, known: namesOfMoney(known).join(", ") };
    report(problem("effect-not-money", values, placeOfValue(file, [...path, "metric"])));
  }
  if (basis?.kind === "chance" && Math.abs(uplift) > 1) {
    const expected = "a change of a probability, from -1 to 1";
    const place = placeOfValue(file, [...path, "uplift"]);
    report(problem("bad-value", { key: "uplift", expected, got: String(uplift) }, place));
  }
  return { ...self, basis: basis ?? { kind: "stated", worth: worth ?? 0 } };
}

/** What is called so, with how it becomes money; `null` where that does not follow. */
function raised(
  written: string,
  known: Known,
): { readonly name: string; readonly basis: EffectBasis | null } | undefined {
  const { metrics, scope, margin } = known;
  const metric = metrics.find((m) => foldName(m.name) === foldName(written));
  if (metric !== undefined) return { name: metric.name, basis: basisOf(metric, known) };
  const name = foldName(written);
  if (name === "monetary") return { name, basis: { kind: "sales", margin } };
  if (name === "frequency") return { name, basis: { kind: "orders", margin } };
  if (name === "margin" && margin) return { name, basis: { kind: "profit" } };
  const resolved = scope.resolve(written.split("."));
  const counts = resolved?.type === "number" || resolved?.type === "boolean";
  return counts ? { name: written, basis: null } : undefined;
}

function basisOf({ fit, value }: MetricModel, { metrics, margin }: Known): EffectBasis | null {
  if (fit === undefined) {
    if (value.unit === "money") return { kind: "sales", margin };
    return value.unit === "orders" ? { kind: "orders", margin } : null;
  }
  const { output } = fit;
  if ("bound" in output && output.bound !== "mean") return null;
  if (output.kind === "clv") return { kind: "profit" };
  if (output.kind === "expected_transactions") return { kind: "orders", margin };
  const means = metrics.filter(
    (m) => m.fit?.output.kind === "clv" && m.fit.output.bound === "mean",
  );
  if (output.kind === "p_alive") return { kind: "chance", clv: means[0]?.name ?? null };
  if (output.kind !== "renewal" || !isContract(fit)) return null;
  const group = contractGroup(fit);
  const own = means.find(
    (m) => m.fit !== undefined && isContract(m.fit) && contractGroup(m.fit) === group,
  );
  return { kind: "chance", clv: own?.name ?? null };
}

/** Names of what can become money by itself. */
function namesOfMoney(known: Known): readonly string[] {
  const own = known.metrics.flatMap((m) => (basisOf(m, known) === null ? [] : m.name));
  return [...own, "monetary", "frequency"];
}
