/** The models of customers and transactions: where their rows are, and what their key, time and amount are. */
import { problem } from "../../problem.ts";
import type { ConfigFile } from "../config/read-config.ts";
import type {
  CustomersConfig,
  FactorsConfig,
  OtherSourceConfig,
  ProjectConfig,
  TransactionsConfig,
} from "../config/schema.ts";
import type { YamlPath } from "../config/yaml-source.ts";
import { foldName } from "./fold-name.ts";
import type { Catalog, ColumnType } from "./catalog.ts";
import type { AttributeModel, CustomersModel, TransactionsModel } from "./model.ts";
import { aggregateSource, asOf, columnsOf, rowScope, type SourceColumns } from "./scopes.ts";
import type { AggregateSource, Resolved } from "./scope.ts";
import {
  type Environment,
  type Report,
  typeAt,
  placeOfValue,
  placeOfKey,
  declaredTypes,
  table,
  type TableSource,
  mentioned,
  textOverrides,
  unknownValue,
  wantNumber,
  wantBoolean,
  textColumnsOf,
  columnName,
} from "./table-parts.ts";
import { tableText } from "./table-place.ts";
import { calendarTable, ratesTable } from "./side-models.ts";
import { groupsOf } from "./unit-models.ts";

/** The tables of a project, in the order in which they are read, without what depends on their columns. */
export function tablesOf(
  file: ConfigFile<ProjectConfig>,
  environment: Environment,
): readonly TableSource[] {
  const { value } = file;
  const { customers, transactions, identities } = value.sources;
  const others = otherSources(file);
  const silent: Report = () => {}; // `buildModel` reports them
  const { time } = transactions;
  const days = new Map(
    [...(customers?.valid ?? []), ...[customers?.since ?? []].flat()].map(
      (name) => [name, "date"] as const,
    ),
  );
  const expects = new Map<string, "number" | "date">([
    ...[...mentioned([amountOf(transactions), transactions.margin])].map(
      (name) => [name, "number"] as const,
    ),
    ...[...mentioned([typeof time === "string" ? time : undefined])].map(
      (name) => [name, "date"] as const,
    ),
  ]);
  return [
    ...(customers === undefined
      ? []
      : [{ ...table(file, "customers", customers, environment, silent), expects: days }]),
    { ...table(file, "transactions", transactions, environment, silent), expects },
    ...(typeof transactions.amount === "string"
      ? []
      : [ratesTable(file, transactions.amount.rates, environment, silent)]),
    ...(identities === undefined
      ? []
      : [{ ...table(file, "identities", identities, environment, silent), expects: new Map() }]),
    ...(value.calendar === undefined ? [] : [calendarTable(file, environment, silent)]),
    ...factorSources(file).map(([name, config]) => ({
      ...table(file, name, config, environment, silent),
      expects: new Map(declaredNumbers(config.columns)),
    })),
    ...others.map(([name, config]) => ({
      ...table(file, name, config, environment, silent),
      expects: expectedOf(config),
    })),
  ];
}

/** The sources whose names the user chose, in file order. */
export function namedSources(
  file: ConfigFile<ProjectConfig>,
): readonly (readonly [string, OtherSourceConfig | FactorsConfig])[] {
  const { customers: _, transactions: __, identities: ___, ...others } = file.value.sources;
  return Object.entries(others);
}

/** Those of them with rows about customers. */
export const otherSources = (
  file: ConfigFile<ProjectConfig>,
): readonly (readonly [string, OtherSourceConfig])[] =>
  namedSources(file).flatMap(([name, config]) =>
    config.kind === "factors" ? [] : [[name, config] as const],
  );

/** Those of them whose rows are matched by what customers are. */
export const factorSources = (
  file: ConfigFile<ProjectConfig>,
): readonly (readonly [string, FactorsConfig])[] =>
  namedSources(file).flatMap(([name, config]) =>
    config.kind === "factors" ? [[name, config] as const] : [],
  );

const declaredNumbers = (
  columns: FactorsConfig["columns"],
): readonly (readonly [string, "number" | "date"])[] =>
  Object.entries(columns ?? {}).flatMap(([name, { type }]) =>
    type === "number" || type === "date" ? [[name, type] as const] : [],
  );

function expectedOf(config: OtherSourceConfig): ReadonlyMap<string, "number" | "date"> {
  // An end that is no date must not look like one that is empty, so the cells stay as they are.
  const time = config.kind === "spans" ? config.start : config.time;
  const plain = typeof time === "string" ? [time] : [];
  return new Map([
    ...declaredNumbers(config.columns),
    ...[...mentioned(plain)].map((name) => [name, "date"] as const),
  ]);
}

const amountOf = ({ amount }: TransactionsConfig): string =>
  typeof amount === "string" ? amount : amount.value;

export function customersModel(
  file: ConfigFile<ProjectConfig>,
  config: CustomersConfig,
  catalog: Catalog | undefined,
  environment: Environment,
  report: Report,
): CustomersModel {
  const base = ["sources", "customers"];
  const columns = columnsOf(catalog, "customers");
  const keyColumns = mentioned([config.key]);
  const overrides = textOverrides([
    ...keyColumns,
    ...[config.label, config.owner].filter((c) => c !== undefined),
    ...(config.aliases ?? []),
    ...mentioned([config.parent, ...Object.values(config.groups ?? {})]),
  ]);
  for (const [name, column] of Object.entries(config.columns ?? {}))
    if (column.type !== undefined) overrides.set(name.toLowerCase(), declaredTypes[column.type]);
  const scope = rowScope("customers", columns, overrides);
  const key = typeAt(file, [...base, "key"], scope, report);
  const where = typeAt(file, [...base, "where"], scope, report);
  wantBoolean(where, placeOfValue(file, [...base, "where"]), report);
  const consent = Object.keys(config.consent ?? {}).flatMap((name) => {
    const path = [...base, "consent", name];
    const when = typeAt(file, path, scope, report);
    const earlier = Object.keys(config.consent ?? {}).find((n) => foldName(n) === foldName(name));
    if (earlier !== undefined && earlier !== name) {
      const related = [placeOfKey(file, [...base, "consent", earlier])];
      const values = { name, kind: "consent" };
      report(problem("duplicate-name", values, placeOfKey(file, path), { related }));
    }
    wantBoolean(when, placeOfValue(file, path), report);
    return when === undefined ? [] : { name, when };
  });
  const named = (column: string | undefined, path: YamlPath): string | null =>
    column === undefined
      ? null
      : columnName(column, columns, tableText(config.from), placeOfValue(file, path), report);
  return {
    ...table(file, "customers", config, environment, report),
    key: key ?? unknownValue,
    where: where ?? null,
    label: named(config.label, [...base, "label"]),
    owner: named(config.owner, [...base, "owner"]),
    valid: validOf(config, named, base),
    ...(config.since === undefined
      ? {}
      : { since: named(config.since, [...base, "since"]) ?? config.since }),
    parent: typeAt(file, [...base, "parent"], scope, report) ?? null,
    groups: groupsOf(file, config, scope, report),
    consent,
    aliases: (config.aliases ?? []).flatMap(
      (alias, i) => named(alias, [...base, "aliases", i]) ?? [],
    ),
    attributes: attributesOf(file, "customers", config, columns, overrides, report),
    columns: [...(columns?.values() ?? [])].map((c) => c.name),
    textColumns: textColumnsOf(columns, overrides),
  };
}

function validOf(
  { valid }: CustomersConfig,
  named: (column: string, path: YamlPath) => string | null,
  base: YamlPath,
): CustomersModel["valid"] {
  if (valid === undefined) return null;
  const [from, until] = valid;
  return {
    from: named(from, [...base, "valid", 0]) ?? from,
    until: named(until, [...base, "valid", 1]) ?? until,
  };
}

export function attributesOf(
  file: ConfigFile<ProjectConfig>,
  source: string,
  config: Pick<CustomersConfig, "from" | "columns" | "valid">,
  columns: SourceColumns,
  overrides: ReadonlyMap<string, ColumnType>,
  report: Report,
): readonly AttributeModel[] {
  const declared = new Map(
    Object.entries(config.columns ?? {}).map(([name, c]) => [name.toLowerCase(), { name, ...c }]),
  );
  for (const { name } of declared.values())
    columnName(
      name,
      columns,
      tableText(config.from),
      placeOfKey(file, ["sources", source, "columns", name]),
      report,
    );
  // When a row ends is known only afterwards: a rule that saw it would know the future.
  const ends = config.valid?.[1].toLowerCase();
  const all =
    columns === undefined
      ? [...declared.values()].map((c) => c.name)
      : [...columns.values()].map((c) => c.name);
  const names = all.filter((name) => name.toLowerCase() !== ends);
  return names.map((name) => {
    const settings = declared.get(name.toLowerCase());
    const type =
      overrides.get(name.toLowerCase()) ?? columns?.get(name.toLowerCase())?.type ?? "unknown";
    if (settings?.unit !== undefined && type !== "number" && type !== "unknown")
      report(
        problem(
          "wrong-type",
          { key: settings.name, expected: "number", got: type },
          placeOfKey(file, ["sources", source, "columns", settings.name, "unit"]),
        ),
      );
    return {
      name,
      type,
      title: settings?.title ?? name,
      pii: settings?.pii ?? null,
      sensitive: settings?.sensitive ?? false,
      ...(settings?.dimension === undefined ? {} : { dimension: settings.dimension }),
      ...(settings?.unit === undefined ? {} : { unit: settings.unit }),
    };
  });
}

export type TransactionsParts = {
  readonly model: TransactionsModel;
  readonly rows: AggregateSource;
};

export function transactionsModel(
  file: ConfigFile<ProjectConfig>,
  config: TransactionsConfig,
  catalog: Catalog | undefined,
  environment: Environment,
  report: Report,
): TransactionsParts {
  const base = ["sources", "transactions"];
  const columns = columnsOf(catalog, "transactions");
  const formatted = typeof config.time === "object" ? config.time.value : undefined;
  const overrides = textOverrides(
    mentioned([
      config.customer,
      config.order,
      config.refund?.of,
      formatted,
      typeof config.amount === "object" ? config.amount.currency : undefined,
      file.value.recommendations?.item,
    ]),
  );
  const scope = rowScope("transactions", columns, overrides);
  const at = (...path: readonly string[]) => typeAt(file, [...base, ...path], scope, report);
  const structured = typeof config.time === "object";
  const time = at("time", ...(structured ? ["value"] : []));
  const foreign = typeof config.amount === "object";
  const amountPath = ["amount", ...(foreign ? ["value"] : [])];
  const amount = at(...amountPath);
  wantNumber(amount, "amount", placeOfValue(file, [...base, ...amountPath]), report);
  const line = new Map<string, Resolved>([
    ["amount", { ref: { kind: "line", column: "amount" }, type: "number", unit: "money" }],
    ["day", { ref: { kind: "line", column: "day" }, type: "date", unit: null }],
    ["order", { ref: { kind: "line", column: "order" }, type: "text", unit: null }],
    ["as_of", asOf],
  ]);
  const netAmount = [...line].filter(([name]) => name === "amount");
  const margin = typeAt(
    file,
    [...base, "margin"],
    rowScope("transactions", columns, overrides, new Map(netAmount)),
    report,
  );
  wantNumber(margin, "margin", placeOfValue(file, [...base, "margin"]), report);
  if (margin !== undefined)
    line.set("margin", { ref: { kind: "line", column: "margin" }, type: "number", unit: "money" });
  const refundWhen = at("refund", "when");
  wantBoolean(refundWhen, placeOfValue(file, [...base, "refund", "when"]), report);
  const where = at("where");
  wantBoolean(where, placeOfValue(file, [...base, "where"]), report);
  const model: TransactionsModel = {
    ...table(file, "transactions", config, environment, report),
    customer: at("customer") ?? unknownValue,
    order: at("order") ?? null,
    time: time ?? unknownValue,
    timeFormat: typeof config.time === "object" ? config.time.format : null,
    amount: amount ?? unknownValue,
    currency: foreign ? (at("amount", "currency") ?? null) : null,
    margin: margin ?? null,
    refund: refundWhen === undefined ? null : { when: refundWhen, of: at("refund", "of") ?? null },
    where: where ?? null,
    columns: [...(columns?.values() ?? [])].map((c) => c.name),
    textColumns: textColumnsOf(columns, overrides),
  };
  return { model, rows: aggregateSource("transactions", columns, overrides, line, line) };
}
