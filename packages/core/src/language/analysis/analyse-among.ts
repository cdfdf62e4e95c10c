/** What `among` can never say, and what the data say to it. */
import type { Problem } from "../../problem.ts";
import { scalarAt, type YamlSource } from "../config/yaml-source.ts";
import type { SegmentationModel } from "../model/model.ts";
import type { Facts } from "./domain.ts";
import type { KnownValues } from "./known.ts";
import { neverTrue } from "./never-true.ts";
import { outsideData } from "./outside-data.ts";
import { ruleOf } from "./rule.ts";
import { createVariables } from "./variables.ts";

/** Findings on the rule of `among`; it must be sound. */
export function analyseAmong(
  { name, among }: SegmentationModel,
  source: YamlSource,
  facts: Facts,
  known: KnownValues,
): readonly Problem[] {
  const text = scalarAt(source, ["among"]);
  if (among === null || text === undefined) return [];
  const rule = ruleOf(name, among.rule, text, source.path, createVariables(facts));
  return [...neverTrue(rule), ...outsideData({ ...rule, typed: rule.when }, known)];
}
