/** Values that say the same as another in other words: a rule about one finds the other for no reason worth telling. */
import { fitGroup, isBound } from "../../language/model/fit-metric.ts";
import type { Model } from "../../language/model/model.ts";
import { walkTyped } from "../../language/model/typed-walk.ts";
import { columnOfRef, metricColumn } from "../columns.ts";

/** What is spent and what it earns are one matter, in any window. @example familyOf("b_monetary_365") // => "money" */
const familyOf = (column: string): string =>
  /^b_(monetary|margin)/.test(column) ? "money" : column.replace(/^(b_.*?)_\d+$/, "$1");

/** The column itself and those that it is computed from, through however many metrics; each as its family. */
function behind(model: Model, column: string, found = new Set<string>()): ReadonlySet<string> {
  const family = familyOf(column);
  if (found.has(family)) return found;
  found.add(family);
  const metric = model.metrics.find((m) => metricColumn(m.name) === column);
  if (metric?.fit !== undefined) {
    found.add(`fit ${fitGroup(metric.fit)}`);
    if (metric.fit.output.kind === "clv") found.add("money");
  }
  for (const node of metric === undefined ? [] : walkTyped(metric.value)) {
    const named = node.kind === "name" ? columnOfRef(node.ref) : undefined;
    if (named !== undefined) behind(model, named, found);
  }
  return found;
}

/** Whether one of two values is computed from the other, or both by the same model. @param a a column of the snapshot */
export function areRelated(model: Model, a: string, b: string): boolean {
  const [one, other] = [behind(model, a), behind(model, b)];
  const shared = [...one].some((family) => family.startsWith("fit ") && other.has(family));
  return shared || one.has(familyOf(b)) || other.has(familyOf(a));
}

/** Whether it is an end of an interval of another metric. */
export const isEndOfInterval = (model: Model, column: string): boolean =>
  model.metrics.some(
    ({ name, fit }) => metricColumn(name) === column && fit !== undefined && isBound(fit),
  );
