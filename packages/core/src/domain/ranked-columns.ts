import { nodeKeys } from "../language/model/keys.ts";
import type { Model } from "../language/model/model.ts";
import type { Query, Scalar } from "../query/index.ts";
import type { FittedNodes } from "./fit.ts";
import { needHeld } from "./segmentation/held-nodes.ts";
import { memberColumn } from "./units/unit-levels.ts";
import { planOf } from "./segmentation/registry.ts";

/**
 * The columns of a model that rank customers among each other. An engine that ranks rows carries all their columns along, so a
 * wide table is ranked apart, by the few columns that are ranked. Ranks that rest on held tiers are not among them.
 *
 * @returns the columns and what they are computed from, each once, and the segmentations that they are of
 */
export function rankedColumns(
  model: Model,
  asOf: string,
  held: ReadonlySet<string>,
  fitted: FittedNodes,
): { readonly columns: readonly string[]; readonly of: ReadonlySet<string> } {
  const context = { asOf, keys: nodeKeys(model), held, fitted };
  const restOnHeld = needHeld(model);
  const found = model.segmentations
    .filter((s) => !restOnHeld.has(s.name))
    .flatMap((s) => {
      const { levels, temporary = [] } = planOf(s, context);
      const last = levels.findLastIndex((level) => level.some(({ value }) => holdsWindow(value)));
      const gone = new Set(temporary);
      return levels
        .slice(0, last + 1)
        .flatMap((level) =>
          level.filter(({ name }) => !gone.has(name)).map((c) => [s, c] as const),
        );
    });
  const columns = found.map(([s, added]) => memberColumn(s.unit, added.name));
  return { columns: [...new Set(columns)], of: new Set(found.map(([s]) => s.name)) };
}

/** Whether a value, or a query at any depth, looks at other rows through a window. */
export function holdsWindow(node: Query | Scalar | readonly Scalar[]): boolean {
  if ("kind" in node && node.kind === "window") return true;
  return Object.values(node).some(
    // A part that is an object is a node, a list of nodes, or a holder of nodes such as a branch.
    (part: unknown) => typeof part === "object" && part !== null && holdsWindow(part as Scalar),
  );
}
