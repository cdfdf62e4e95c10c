/** Who takes part in a segmentation, and with whom they are compared. */
import { problem } from "../../problem.ts";
import type { ConfigFile } from "../config/read-config.ts";
import type { SegmentationConfig } from "../config/schema.ts";
import { scalarAt } from "../config/yaml-source.ts";
import type { SegmentationModel } from "./model.ts";
import { placeOfValue, typeAt, type Report } from "./table-parts.ts";
import type { Scope } from "./scope.ts";
import type { Typed } from "./typed.ts";

/** The rule of `among`; `null` where everybody takes part. */
export function amongOf(
  file: ConfigFile<SegmentationConfig>,
  scope: Scope,
  report: Report,
): SegmentationModel["among"] {
  if (file.value.among === undefined) return null;
  const rule = typeAt(file, ["among"], scope, report);
  if (rule === undefined) return null;
  if (!["boolean", "unknown", "null"].includes(rule.type))
    report(problem("not-boolean", { got: rule.unit ?? rule.type }, placeOfValue(file, ["among"])));
  return { rule, text: scalarAt(file.source, ["among"])?.text ?? "" };
}

/** The attribute of `within_each`; `null` where all are ranked together. */
export function withinEachOf(
  file: ConfigFile<SegmentationConfig>,
  scope: Scope,
  report: Report,
): Typed | null {
  const typed = typeAt(file, ["within_each"], scope, report);
  if (typed === undefined) return null;
  const isColumn = typed.kind === "name" && typed.ref.kind === "attribute";
  if (!isColumn && typed.type !== "unknown") {
    const got = scalarAt(file.source, ["within_each"])?.text ?? "";
    const values = { key: "within_each", expected: "a column of customers", got };
    report(problem("bad-value", values, placeOfValue(file, ["within_each"])));
  }
  return typed;
}
