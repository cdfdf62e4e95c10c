/** The table of rates: which of its columns say what. */
import type { ConfigFile } from "../config/read-config.ts";
import type { ProjectConfig } from "../config/schema.ts";
import type { Catalog } from "./catalog.ts";
import type { RatesModel } from "./model.ts";
import { columnsOf } from "./scopes.ts";
import { columnName, type Environment, type Report } from "./table-parts.ts";
import { tableText } from "./table-place.ts";
import { ratesName, ratesTable } from "./side-models.ts";

/** The rates that `amount` names; `null` where all amounts are in the project's currency. */
export function ratesModel(
  file: ConfigFile<ProjectConfig>,
  catalog: Catalog | undefined,
  environment: Environment,
  report: Report,
): RatesModel | null {
  const { amount } = file.value.sources.transactions;
  if (typeof amount === "string") return null;
  const { expects: _, ...source } = ratesTable(file, amount.rates, environment, report);
  const columns = columnsOf(catalog, ratesName);
  const named = (name: string): string =>
    columnName(name, columns, tableText(amount.rates), source.place, report) ?? name;
  const [currency, rate] = [named("currency"), named("rate")];
  const date = columns?.get("date")?.name ?? null;
  // Rates stay the digits that they are: a double would not be exact.
  return { ...source, currency, rate, date, textColumns: [currency, rate] };
}
