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
 * @returns the columns, each once, and the segmentations that they are of
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
    .flatMap((s) => planOf(s, context).levels.flatMap((level) => level.map((c) => [s, c] as const)))
    .filter(([, added]) => holdsWindow(added.value));
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
