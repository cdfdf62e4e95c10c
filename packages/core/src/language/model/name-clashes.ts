/** Names that are taken: by built-in metrics, roles, or each other. */
import { problem, type Place, type Problem } from "../../problem.ts";
import { levelName, loyaltyNames } from "../config/loyalty-schema.ts";
import type { Config, ConfigFile } from "../config/read-config.ts";
import { Id, type ProjectConfig, type SegmentationConfig } from "../config/schema.ts";
import { findBuiltin, type Builtin } from "./builtins.ts";
import { foldName } from "./fold-name.ts";
import { companionNames } from "./model-metrics.ts";
import { namedSources } from "./source-models.ts";
import { placeOfKey, placeOfValue } from "./table-parts.ts";

/** Roles, what a later version will read as one, and `count(orders)`. */
const reservedSources = new Set([
  "customers",
  "transactions",
  "identities",
  "contacts",
  "orders",
  "calendar",
]);

/** Reports every name of a project that something else has already. */
export function reportClashes(
  config: Config,
  file: ConfigFile<ProjectConfig>,
  margin: boolean,
  report: (...problems: readonly Problem[]) => void,
): void {
  const taken = new Map<string, { readonly place: Place; readonly kind: string }>();
  const claim = (name: string, kind: string, place: Place): void => {
    const key = foldName(name);
    const earlier = taken.get(key);
    if (
      isTaken(findBuiltin(key, margin)) ||
      key === "as_of" ||
      key === "customers" ||
      key === "contacts"
    )
      report(problem("name-clash", { name, kind: "built-in metric" }, place));
    else if (earlier !== undefined) {
      const code = earlier.kind === kind ? "duplicate-name" : "name-clash";
      report(problem(code, { name, kind: earlier.kind }, place, { related: [earlier.place] }));
    } else taken.set(key, { place, kind });
  };
  if (config.loyalty !== undefined)
    for (const name of loyaltyNames) {
      const kind = name === levelName ? "segmentation" : "metric";
      claim(name, kind, placeOfValue(config.loyalty, ["loyalty"]));
    }
  for (const [name] of namedSources(file)) {
    const place = placeOfKey(file, ["sources", name]);
    if (!Id.safeParse(name).success) report(problem("bad-id", { id: name }, place));
    else if (reservedSources.has(foldName(name)))
      report(problem("name-clash", { name, kind: "built-in source" }, place));
    else claim(name, "source", place);
  }
  for (const [name, metric] of Object.entries(file.value.metrics))
    for (const own of [name, ...companionNames(name, { model: metric.model, value: metric.value })])
      claim(own, "metric", placeOfKey(file, ["metrics", name]));
  for (const s of config.segmentations)
    claim(
      s.value.segmentation,
      "segmentation",
      placeOfValue<SegmentationConfig>(s, ["segmentation"]),
    );
}

/** Whether a name cannot be a metric's own: built-in metrics that are computed where they are named give way. */
const isTaken = (found: Builtin | undefined): boolean =>
  found !== undefined && found.onUse !== true;
