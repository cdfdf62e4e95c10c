/** Findings on the rules of actions: one that can never hold, and values or thresholds that the data do not know. */
import type { Problem } from "../../problem.ts";
import type { ConfigFile } from "../config/read-config.ts";
import type { StrategyConfig } from "../config/strategy-schema.ts";
import { scalarAt } from "../config/yaml-source.ts";
import type { ServiceModel } from "../model/strategy-model.ts";
import type { Facts } from "./domain.ts";
import type { KnownValues } from "./known.ts";
import { neverTrue } from "./never-true.ts";
import { outsideData } from "./outside-data.ts";
import { ruleOf } from "./rule.ts";
import { createVariables } from "./variables.ts";

/** @param errors found so far: a file with one is not looked at */
export function analyseActions(
  service: ServiceModel | undefined,
  files: readonly ConfigFile<StrategyConfig>[],
  facts: Facts,
  known: KnownValues,
  errors: readonly Problem[],
): readonly Problem[] {
  return (service?.strategies ?? []).flatMap((strategy) => {
    const path = strategy.place.file;
    const file = files.find((f) => f.source.path === path);
    if (file === undefined || errors.some((e) => e.file === path)) return [];
    return strategy.actions.flatMap(({ id, when }, i) => {
      const text = when === null ? undefined : scalarAt(file.source, ["actions", i, "when"]);
      if (when === null || text === undefined) return [];
      const rule = ruleOf(id, when.rule, text, path, createVariables(facts));
      return [...neverTrue(rule), ...outsideData({ ...rule, typed: when.rule }, known)];
    });
  });
}
