/**
 * What is segmented: each customer, or a unit of several. A unit's metrics are over the lines of all its members, so what is
 * said of each customer alone has no one value for it.
 */
import { problem } from "../../problem.ts";
import type { Config, ConfigFile } from "../config/read-config.ts";
import { nearest } from "../config/nearest.ts";
import type { CustomersConfig, ProjectConfig } from "../config/schema.ts";
import { foldName } from "./fold-name.ts";
import type { CustomersModel, MetricModel } from "./model.ts";
import type { Scope } from "./scope.ts";
import { placeOfKey, placeOfValue, typeAt, type Report } from "./table-parts.ts";
import { walkTyped } from "./typed-walk.ts";

/** Each customer: what is segmented where a file does not say. */
export const customerUnit = "customer";
/** The account above a customer, itself where there is none. */
export const parentUnit = "parent";
/** The top of a customer's tree. */
export const rootUnit = "root";

const builtinUnits: readonly string[] = [customerUnit, parentUnit, rootUnit];

/** The groups of the customers table, by name. */
export function groupsOf(
  file: ConfigFile<ProjectConfig>,
  { groups = {} }: CustomersConfig,
  scope: Scope,
  report: Report,
): CustomersModel["groups"] {
  const names = Object.keys(groups);
  return names.flatMap((name, i) => {
    const path = ["sources", "customers", "groups", name];
    const place = placeOfKey(file, path);
    const earlier = names.slice(0, i).find((n) => foldName(n) === foldName(name));
    if (builtinUnits.includes(foldName(name)))
      report(problem("name-clash", { name, kind: "built-in unit" }, place));
    if (earlier !== undefined) {
      const related = [placeOfKey(file, ["sources", "customers", "groups", earlier])];
      report(problem("duplicate-name", { name, kind: "group" }, place, { related }));
    }
    const key = typeAt(file, path, scope, report);
    return key === undefined ? [] : { name, key };
  });
}

/** The units that a project's customers have besides themselves, by name. */
export const unitNames = (
  customers: Pick<CustomersConfig, "parent" | "groups"> | undefined,
): readonly string[] => [
  ...(customers?.parent === undefined ? [] : [parentUnit, rootUnit]),
  ...Object.keys(customers?.groups ?? {}),
];

type Units = {
  /** The unit of a segmentation; `null` for each customer. */
  readonly of: (segmentation: string) => string | null;
  /** The names of a customer as those of a unit: what is of each customer alone is refused. */
  readonly inside: (scope: Scope, unit: string | null) => Scope;
};

/** What each segmentation assigns, and what its rules may therefore name. */
export function unitsOf(
  config: Config,
  customers: CustomersConfig | undefined,
  metrics: readonly MetricModel[],
  report: Report,
): Units {
  const known = unitNames(customers);
  const units = new Map<string, string | null>();
  for (const file of config.segmentations) {
    const { segmentation, unit = customerUnit } = file.value;
    const found = known.find((name) => foldName(name) === foldName(unit));
    units.set(foldName(segmentation), found ?? null);
    if (found !== undefined || foldName(unit) === customerUnit) continue;
    const all = [customerUnit, ...known];
    const values = { unit, nearest: nearest(unit, all), known: all.join(", ") };
    report(problem("unknown-unit", values, placeOfValue(file, ["unit"])));
  }
  const of = (name: string): string | null => units.get(foldName(name)) ?? null;
  /** The segmentation of another unit, or the metric of a model, that a name stands for or needs. */
  const foreign = (name: string, unit: string, seen: Set<string>): string | undefined => {
    if (units.has(foldName(name))) return of(name) === unit ? undefined : name;
    const metric = metrics.find((m) => m.name === name);
    if (metric === undefined || seen.has(name)) return undefined;
    // A model of purchases is learned from customers: it says nothing of several as one.
    if (metric.fit !== undefined) return name;
    seen.add(name);
    for (const node of walkTyped(metric.value)) {
      if (node.kind !== "name") continue;
      // Points are those of a customer.
      if (node.ref.kind === "loyalty") return name;
      const needed = nodeOf(node.ref);
      const found = needed === undefined ? undefined : foreign(needed, unit, seen);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const inside = (scope: Scope, unit: string | null): Scope => {
    if (unit === null) return scope;
    const refuses: Scope["refuses"] = (ref) => {
      const name = nodeOf(ref);
      const found = name === undefined ? undefined : foreign(name, unit, new Set());
      if (name === undefined || found === undefined) return undefined;
      return { name, of: found, unit, other: of(found) ?? customerUnit };
    };
    const { aggregate, segmentsOf, resolve } = scope;
    return {
      // Not spread: a scope works out its names only where one is unknown.
      get names() {
        return scope.names;
      },
      aggregate,
      segmentsOf,
      resolve,
      refuses,
    };
  };
  return { of, inside };
}

/** The metric or segmentation that a name stands for. */
function nodeOf(ref: Parameters<NonNullable<Scope["refuses"]>>[0]): string | undefined {
  if (ref.kind === "metric" || ref.kind === "segmentation") return ref.name;
  return ref.kind === "segment" ? ref.segmentation : undefined;
}
