/** Thresholds on a metric whose model is chosen by the data: another choice changes what the threshold means. */
import { problem, type Place, type Problem } from "../../problem.ts";
import type { Span } from "../expression/ast.ts";
import type { MetricModel } from "../model/model.ts";
import { walkTyped } from "../model/typed-walk.ts";
import type { Typed } from "../model/typed.ts";

/** A warning at each name of a metric of `model: auto` that a comparison holds against a number. */
export function autoThresholds(
  rule: Typed,
  metrics: readonly MetricModel[],
  placeOf: (span: Span) => Place,
): readonly Problem[] {
  const isAuto = (typed: Typed): boolean =>
    [...walkTyped(typed)].some((node) => {
      if (node.kind !== "name" || node.ref.kind !== "metric") return false;
      const { name } = node.ref;
      return metrics.some((m) => m.name === name && m.fit?.model === "auto");
    });
  const isConstant = (typed: Typed): boolean =>
    [...walkTyped(typed)].every((node) => node.kind !== "name");
  const at = (typed: Typed): readonly Problem[] => {
    const named = [...walkTyped(typed)].find((node) => node.kind === "name" && isAuto(node));
    if (named?.kind !== "name" || named.ref.kind !== "metric") return [];
    const values = { name: named.ref.name };
    return [problem("auto-threshold", values, placeOf(named.span), { severity: "warning" })];
  };
  return [...walkTyped(rule)].flatMap((node): readonly Problem[] => {
    if (node.kind === "between") return isAuto(node.value) ? at(node.value) : [];
    if (node.kind !== "binary" || !["<", "<=", ">", ">="].includes(node.operator)) return [];
    if (isAuto(node.left) && isConstant(node.right)) return at(node.left);
    return isAuto(node.right) && isConstant(node.left) ? at(node.right) : [];
  });
}
