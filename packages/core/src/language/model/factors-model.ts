/** The models of factors: rows about industries, regions and the like, found by what a customer is. */
import { problem, type Place } from "../../problem.ts";
import type { ConfigFile } from "../config/read-config.ts";
import type { FactorsConfig, ProjectConfig } from "../config/schema.ts";
import { foldName } from "./fold-name.ts";
import type { Catalog, ColumnType } from "./catalog.ts";
import type { CustomersModel, FactorsModel } from "./model.ts";
import { columnsOf, rowScope, type SourceColumns } from "./scopes.ts";
import { attributesOf } from "./source-models.ts";
import { tableText } from "./table-place.ts";
import {
  columnName,
  declaredTypes,
  placeOfKey,
  placeOfValue,
  table,
  textColumnsOf,
  typeAt,
  wantBoolean,
  type Environment,
  type Report,
} from "./table-parts.ts";

/**
 * The model of a source of factors. `match` must name columns of both tables that hold values of one type.
 *
 * @param customers whose attributes are matched; `null` where the project has no table of them, which is a problem
 */
export function factorsModel(
  file: ConfigFile<ProjectConfig>,
  name: string,
  config: FactorsConfig,
  customers: CustomersModel | null,
  catalog: Catalog | undefined,
  environment: Environment,
  report: Report,
): FactorsModel {
  const base = ["sources", name];
  const columns = columnsOf(catalog, name);
  const overrides = new Map<string, ColumnType>(
    Object.entries(config.columns ?? {}).flatMap(([column, { type }]) =>
      type === undefined ? [] : [[column.toLowerCase(), declaredTypes[type]] as const],
    ),
  );
  if (customers === null)
    report(problem("missing-key", { key: "customers" }, placeOfKey(file, ["sources"])));
  const where = typeAt(file, [...base, "where"], rowScope(name, columns, overrides), report);
  wantBoolean(where, placeOfValue(file, [...base, "where"]), report);
  const match = matchOf(file, name, config, customers, columns, overrides, catalog, report);
  const matched = new Set(match.map(({ column }) => column.toLowerCase()));
  const joined = attributesOf(file, name, config, columns, overrides, report);
  return {
    kind: "factors",
    ...table(file, name, config, environment, report),
    where: where ?? null,
    match,
    joined: joined.filter((column) => !matched.has(column.name.toLowerCase())),
    columns: [...(columns?.values() ?? [])].map((c) => c.name),
    textColumns: textColumnsOf(columns, overrides),
  };
}

function matchOf(
  file: ConfigFile<ProjectConfig>,
  name: string,
  config: FactorsConfig,
  customers: CustomersModel | null,
  columns: SourceColumns,
  overrides: ReadonlyMap<string, ColumnType>,
  catalog: Catalog | undefined,
  report: Report,
): FactorsModel["match"] {
  const path = ["sources", name, "match"];
  const { match } = config;
  const pairs = Array.isArray(match)
    ? match.map((column, i) => [column, column, placeOfValue(file, [...path, i])] as const)
    : Object.entries(match).map(
        ([attribute, column]) =>
          [attribute, column, placeOfValue(file, [...path, attribute])] as const,
      );
  const seen = new Map<string, Place>();
  return pairs.flatMap(([wanted, column, place]) => {
    const earlier = seen.get(foldName(wanted));
    if (earlier !== undefined) {
      const related = [earlier];
      report(problem("duplicate-name", { name: wanted, kind: "match" }, place, { related }));
      return [];
    }
    seen.set(foldName(wanted), place);
    const found = columnName(column, columns, tableText(config.from), place, report);
    const attributes = catalog === undefined ? undefined : columnsOf(catalog, "customers");
    const ofCustomers = columnName(wanted, attributes, "customers", place, report);
    if (found === null || ofCustomers === null) return [];
    const attribute = customers?.attributes.find((a) => foldName(a.name) === foldName(ofCustomers));
    const left = attribute?.type ?? "unknown";
    const right =
      overrides.get(found.toLowerCase()) ?? columns?.get(found.toLowerCase())?.type ?? "unknown";
    if (left !== right && left !== "unknown" && right !== "unknown")
      report(problem("match-types", { attribute: ofCustomers, column: found, left, right }, place));
    return [{ attribute: ofCustomers, column: found, type: right }];
  });
}
