/** The metrics of a project, typed. */
import { problem, type Problem } from "../../problem.ts";
import type { ConfigFile } from "../config/read-config.ts";
import { daysOf, type ProjectConfig } from "../config/schema.ts";
import { parse } from "../expression/parse.ts";
import { walk } from "../expression/walk.ts";
import { contentKey } from "./content-key.ts";
import { contractMetrics, contractNames } from "./contract-metrics.ts";
import { foldName } from "./fold-name.ts";
import { formulaKeys, modelMetrics } from "./model-metrics.ts";
import type { MetricModel } from "./model.ts";
import { orderOf } from "./order.ts";
import type { AggregateScope, Resolved, Scope } from "./scope.ts";
import { placeOfKey, typeAt } from "./table-parts.ts";
import { titleOf } from "./title-of.ts";
import { looksBack } from "./typed-walk.ts";
import type { AggregateModel, NameRef } from "./typed.ts";

/**
 * The metrics in the order of the file.
 *
 * @param known names and their types; metrics are added
 */
export function metricsOf(
  file: ConfigFile<ProjectConfig>,
  known: Map<string, Resolved>,
  scopeWithin: (within: number | null) => Scope,
  report: (...problems: readonly Problem[]) => void,
): readonly MetricModel[] {
  const entries = Object.entries(file.value.metrics);
  const ofModels = new Map(
    entries.flatMap(([name, config]) =>
      config.model === undefined || config.model === "shifted_beta_geometric"
        ? []
        : [[name, modelMetrics(file, name, config, report)] as const],
    ),
  );
  const ofContracts = entries.filter(([, { model }]) => model === "shifted_beta_geometric");
  // Each metric may name any other, so all are known, with an open type, before the first is typed.
  const byKey = new Map(
    entries
      .filter(([, { model }]) => model === undefined)
      .map((entry) => [foldName(entry[0]), entry]),
  );
  for (const [key, [name]] of byKey)
    known.set(key, { ref: { kind: "metric", name }, type: "unknown", unit: null });
  for (const name of ofModels.keys())
    known.set(foldName(name), { ref: { kind: "metric", name }, type: "unknown", unit: null });
  for (const { name, value } of [...ofModels.values()].flat()) {
    const ref: NameRef = { kind: "metric", name };
    known.set(foldName(name), { ref, type: value.type, unit: value.unit });
  }
  for (const { name, unit } of ofContracts.flatMap((entry) => contractNames(...entry)))
    known.set(foldName(name), { ref: { kind: "metric", name }, type: "number", unit });
  const models = new Map<string, MetricModel>();
  for (const key of orderOf([...byKey.keys()], (k) => namesIn(byKey.get(k)?.[1].value)).order) {
    const [name, config] = byKey.get(key) ?? [];
    if (name === undefined || config === undefined) continue;
    formulaKeys(file, name, config, report);
    const within = config.within === undefined ? null : daysOf(config.within);
    const path = ["metrics", name];
    const value = typeAt(file, [...path, "value"], scopeWithin(within), report);
    if (value === undefined) continue;
    if (within !== null && !looksBack(value))
      report(
        problem(
          "bad-value",
          {
            key: "within",
            expected: "an aggregate or a built-in metric in value",
            got: config.value ?? "",
          },
          placeOfKey(file, [...path, "within"]),
        ),
      );
    known.set(key, { ref: { kind: "metric", name }, type: value.type, unit: value.unit });
    const place = placeOfKey(file, path);
    const { actionable } = config;
    const own = { name, title: titleOf(name, config.title), value, within, place };
    models.set(name, { ...own, ...(actionable === true ? { actionable } : {}) });
  }
  for (const [name, config] of ofContracts)
    ofModels.set(name, contractMetrics(file, name, config, scopeWithin(null), report));
  return entries.flatMap(([name]) => ofModels.get(name) ?? models.get(name) ?? []);
}

/** The names that a formula mentions, as they are compared; those that are no metric's too. */
const namesIn = (formula: string | undefined): readonly string[] =>
  [...walk(parse(formula ?? "").expr)].flatMap((node) =>
    node.kind === "name" && node.parts.length === 1 ? foldName(node.parts[0] ?? "") : [],
  );

/** How aggregates are typed; each is kept once. */
export function aggregateScope(
  sources: AggregateScope["sources"],
  within: number | null,
  kept: AggregateModel[],
): AggregateScope {
  return {
    sources,
    orders: { ref: { kind: "builtin", name: "frequency", within }, type: "number", unit: "orders" },
    keep: (aggregate) => {
      const id = contentKey([aggregate, within]);
      if (!kept.some((earlier) => earlier.id === id)) kept.push({ id, within, ...aggregate });
      return { kind: "aggregate", id };
    },
  };
}
