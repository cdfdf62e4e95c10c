/** What can be computed of a project while some of its segmentations have problems: the rest is counted, not blanked. */
import type { Config } from "../config/read-config.ts";
import { buildModel } from "./build-model.ts";
import type { Catalog } from "./catalog.ts";
import { expressionsOf } from "./expressions-of.ts";
import { foldName } from "./fold-name.ts";
import type { Model } from "./model.ts";
import type { Environment } from "./table-parts.ts";
import { walkTyped } from "./typed-walk.ts";
import type { Typed } from "./typed.ts";

/**
 * The model without the segmentations that have errors, and without those that need them.
 *
 * @returns `undefined` where the errors are in `clientele.yaml`, or nothing is left
 */
export function partialModel(
  config: Config,
  catalog: Catalog,
  environment: Environment,
): Model | undefined {
  let current: Config = { ...config, strategies: [], access: undefined, problems: [] };
  while (current.segmentations.length > 0) {
    const { model, problems } = buildModel(current, catalog, environment);
    const faulty = new Set(problems.filter((p) => p.severity === "error").map((p) => p.file));
    if (faulty.has("clientele.yaml")) return undefined;
    const lost = new Set(
      current.segmentations
        .filter(({ source }) => faulty.has(source.path))
        .map(({ value }) => value.segmentation),
    );
    if (model !== undefined) {
      if (model.metrics.some((m) => mentions(m.value, current.broken))) return undefined;
      for (const s of model.segmentations)
        if (expressionsOf(s).some((e) => mentions(e, current.broken))) lost.add(s.name);
      if (lost.size === 0) return model;
    }
    if (lost.size === 0) return undefined;
    current = {
      ...current,
      segmentations: current.segmentations.filter(({ value }) => !lost.has(value.segmentation)),
      broken: [...current.broken, ...lost],
    };
  }
  return undefined;
}

/** Whether an expression names something whose definition is broken: such names are let through as attributes. */
function mentions(expression: Typed, broken: readonly string[]): boolean {
  const names = new Set(broken.map(foldName));
  return [...walkTyped(expression)].some(
    (node) =>
      node.kind === "name" && node.ref.kind === "attribute" && names.has(foldName(node.ref.name)),
  );
}
