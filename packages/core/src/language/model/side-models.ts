/** Tables that others are read with: closed days, rates of currencies, known duplicates. */
import type { ConfigFile } from "../config/read-config.ts";
import type { ProjectConfig } from "../config/schema.ts";
import type { FromConfig } from "../config/schema-parts.ts";
import type { Catalog } from "./catalog.ts";
import type { CalendarModel, IdentitiesModel } from "./model.ts";
import { columnsOf, rowScope } from "./scopes.ts";
import type { Typed } from "./typed.ts";
import {
  type Environment,
  type Report,
  typeAt,
  table,
  type TableSource,
  mentioned,
  textOverrides,
  unknownValue,
  textColumnsOf,
} from "./table-parts.ts";

/** The table of closed days. */
export const calendarTable = (
  file: ConfigFile<ProjectConfig>,
  environment: Environment,
  report: Report,
): TableSource => {
  const from = file.value.calendar?.closed ?? "";
  const path = ["calendar", "closed"];
  return { ...table(file, "calendar", { from }, environment, report, path), expects: new Map() };
};

/** The first column of dates; where strays make text of it, the one that is called so, else the first. */
export function calendarModel(
  file: ConfigFile<ProjectConfig>,
  catalog: Catalog | undefined,
  environment: Environment,
  report: Report,
): CalendarModel | null {
  if (file.value.calendar === undefined) return null;
  const columns = [...(columnsOf(catalog, "calendar")?.values() ?? [])];
  const found =
    columns.find((c) => c.type === "date" || c.type === "timestamp") ??
    columns.find((c) => /^(date|day)$/i.test(c.name)) ??
    columns[0];
  const { expects: _, ...declared } = calendarTable(file, environment, report);
  return { ...declared, column: found?.name ?? "" };
}

/** How the catalog names the table of rates; no source that a user names is called so. */
export const ratesName = "transactions.rates";

/** The table that turns currencies into the project's, known before its columns are. */
export const ratesTable = (
  file: ConfigFile<ProjectConfig>,
  from: FromConfig,
  environment: Environment,
  report: Report,
): TableSource => ({
  ...table(file, ratesName, { from }, environment, report, [
    "sources",
    "transactions",
    "amount",
    "rates",
  ]),
  expects: new Map([["date", "date"]]),
});

/** Known duplicates; `null` where the project names none. */
export function identitiesModel(
  file: ConfigFile<ProjectConfig>,
  catalog: Catalog | undefined,
  environment: Environment,
  report: Report,
): IdentitiesModel | null {
  const config = file.value.sources.identities;
  if (config === undefined) return null;
  const columns = columnsOf(catalog, "identities");
  const overrides = textOverrides(mentioned([config.alias, config.customer]));
  const scope = rowScope("identities", columns, overrides);
  const at = (key: string): Typed =>
    typeAt(file, ["sources", "identities", key], scope, report) ?? unknownValue;
  return {
    ...table(file, "identities", config, environment, report),
    alias: at("alias"),
    customer: at("customer"),
    textColumns: textColumnsOf(columns, overrides),
  };
}
