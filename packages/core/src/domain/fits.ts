/** Which fit a metric or a segmentation needs, and what it adds to the customers table. */
import { and, as, col, eq, join, named, select, star, type Query } from "../query/index.ts";
import { fitGroup, isBound, isContract } from "../language/model/fit-metric.ts";
import type { Model } from "../language/model/model.ts";
import { contractFit } from "./contracts/contract-fit.ts";
import type { Fit, Fitted } from "./fit.ts";
import { purchaseFit } from "./purchases/purchase-fit.ts";
import type { FitPlace } from "./segmentation/kind.ts";
import { fitOfKind } from "./segmentation/registry.ts";

/** The fit that a node of the model rests on; `undefined` where it learns nothing. */
export function fitOf(model: Model, name: string, context: FitPlace): Fit | undefined {
  const metric = model.metrics.find((m) => m.name === name);
  if (metric?.fit !== undefined)
    return isContract(metric.fit)
      ? contractFit(model, metric.fit, context.asOf)
      : purchaseFit(model, metric.fit.model, context.asOf);
  const segmentation = model.segmentations.find((s) => s.name === name);
  return segmentation === undefined ? undefined : fitOfKind(segmentation, context);
}

/** The metrics that a fit gives, by its name; none for that of a segmentation. */
export function metricsOfFit(model: Model, name: string): readonly string[] {
  const own = model.metrics.find((m) => m.name === name)?.fit;
  if (own === undefined) return [];
  return model.metrics
    .filter(({ fit }) => fit !== undefined && fitGroup(fit) === fitGroup(own) && !isBound(fit))
    .map((m) => m.name);
}

const sideName = "side";

/** Customers with the columns that a fit adds, but for those that they have. */
export function withFit(
  customers: Query,
  fit: Fit,
  { parameters, table }: Fitted,
  have: ReadonlySet<string>,
): Query {
  let query = customers;
  const missing = (fit.side?.columns ?? []).filter((name) => !have.has(name));
  if (fit.side !== undefined && missing.length > 0) {
    if (table === null) throw new Error(`unreachable: ${fit.name} has no side table`);
    const on = and(...fit.side.keys.map((k) => eq(col(k.name, sideName), k.value)));
    query = select({
      columns: [star("c"), ...missing.map((name) => as(name, col(name, sideName)))],
      from: named(query, "c"),
      joins: [join("left", named(table, sideName), on)],
    });
  }
  for (const level of fit.levels?.(parameters) ?? []) {
    const added = level.filter((c) => !have.has(c.name));
    if (added.length === 0) continue;
    query = select({ columns: [star(), ...added.map((c) => as(c.name, c.value))], from: query });
  }
  return query;
}
