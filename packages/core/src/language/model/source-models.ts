/** The models of the tables: where their rows are, and what their key, time and amount are. */
import { problem, type Place, type Problem } from "../../problem.ts";
import type { ConfigFile } from "../config/read-config.ts";
import { expandEnvironment } from "../config/environment.ts";
import { nearest } from "../config/nearest.ts";
import type {
  CustomersConfig,
  OtherSourceConfig,
  ProjectConfig,
  TransactionsConfig,
} from "../config/schema.ts";
import { rangeOfKey, rangeOfValue, scalarAt, type YamlPath } from "../config/yaml-source.ts";
import { parse } from "../expression/parse.ts";
import { walk } from "../expression/walk.ts";
import { foldName } from "./fold-name.ts";
import type { Catalog, ColumnType } from "./catalog.ts";
import type {
  AttributeModel,
  CalendarModel,
  CustomersModel,
  FileFormat,
  IdentitiesModel,
  TableModel,
  TransactionsModel,
} from "./model.ts";
import { aggregateSource, asOf, columnsOf, rowScope, type SourceColumns } from "./scopes.ts";
import type { AggregateSource, Resolved, Scope } from "./scope.ts";
import { typeExpression } from "./type-expression.ts";
import type { Typed } from "./typed.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/** Collects problems while the model is built. */
export type Report = (...problems: readonly Problem[]) => void;

/** Types the expression at a path of the file; `undefined` where there is none. */
export function typeAt<T>(
  file: ConfigFile<T>,
  path: YamlPath,
  scope: Scope,
  report: Report,
): Typed | undefined {
  const text = scalarAt(file.source, path);
  if (text === undefined) return undefined;
  const { typed, problems } = typeExpression(text, file.source.path, scope);
  report(...problems);
  return typed;
}

export const placeOfValue = <T>(file: ConfigFile<T>, path: YamlPath): Place => ({
  file: file.source.path,
  range: rangeOfValue(file.source, path),
});

export const placeOfKey = <T>(file: ConfigFile<T>, path: YamlPath): Place => ({
  file: file.source.path,
  range: rangeOfKey(file.source, path),
});

/** What a file's name says about its format. @example formatOf("a/b.csv.gz") // => "csv" */
function formatOf(path: string): FileFormat | undefined {
  const extension = /\.(csv|tsv|jsonl|ndjson|parquet)(\.gz)?$/i.exec(path)?.[1]?.toLowerCase();
  switch (extension) {
    case "csv":
    case "tsv":
    case "jsonl":
    case "parquet":
      return extension;
    case "ndjson":
      return "jsonl";
    default:
      return undefined;
  }
}

export const declaredTypes: Readonly<Record<"text" | "number" | "date" | "boolean", ColumnType>> = {
  text: "text",
  number: "number",
  date: "date",
  boolean: "boolean",
};

/** Where a table's rows are. @param path of the key that names its files */
export function table(
  file: ConfigFile<ProjectConfig>,
  name: string,
  config: { readonly from: string },
  environment: Environment,
  report: Report,
  path: YamlPath = ["sources", name, "from"],
): Omit<TableModel, "where" | "columns" | "textColumns"> {
  const place = placeOfValue(file, path);
  const { text, missing } = expandEnvironment(config.from, environment);
  for (const variable of missing) report(problem("env-missing", { name: variable }, place));
  const format = formatOf(text);
  if (format === undefined && missing.length === 0)
    report(
      problem(
        "bad-value",
        { key: String(path.at(-1)), expected: "csv, tsv, jsonl, parquet", got: text },
        place,
      ),
    );
  return { name, from: text, format: format ?? "csv", place };
}

/** Where a table's rows are, known before its columns are. */
export type TableSource = Pick<TableModel, "name" | "from" | "format" | "place"> & {
  /** Columns that the configuration computes with, by name: a stray cell must not make text of them. */
  readonly expects: ReadonlyMap<string, "number" | "date">;
};

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
  const days = new Map((customers?.valid ?? []).map((name) => [name, "date"] as const));
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
    ...others.map(([name, config]) => ({
      ...table(file, name, config, environment, silent),
      expects: expectedOf(config),
    })),
  ];
}

/** The table of closed days. */
const calendarTable = (
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

/** The sources whose names the user chose, in file order. */
export const otherSources = (
  file: ConfigFile<ProjectConfig>,
): readonly (readonly [string, OtherSourceConfig])[] => {
  const { customers: _, transactions: __, identities: ___, ...others } = file.value.sources;
  return Object.entries(others);
};

function expectedOf(config: OtherSourceConfig): ReadonlyMap<string, "number" | "date"> {
  // An end that is no date must not look like one that is empty, so the cells stay as they are.
  const time = config.kind === "spans" ? config.start : config.time;
  const plain = typeof time === "string" ? [time] : [];
  return new Map([
    ...Object.entries(config.columns ?? {}).flatMap(([name, { type }]) =>
      type === "number" || type === "date" ? [[name, type] as const] : [],
    ),
    ...[...mentioned(plain)].map((name) => [name, "date"] as const),
  ]);
}

const amountOf = ({ amount }: TransactionsConfig): string =>
  typeof amount === "string" ? amount : amount.value;

/** How the catalog names the table of rates; no source that a user names is called so. */
export const ratesName = "transactions.rates";

/** The table that turns currencies into the project's, known before its columns are. */
export const ratesTable = (
  file: ConfigFile<ProjectConfig>,
  from: string,
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

/** Names of columns that expressions mention, as they are written. */
export function mentioned(expressions: readonly (string | undefined)[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const text of expressions) {
    if (text === undefined) continue;
    for (const node of walk(parse(text).expr))
      if (node.kind === "name") names.add(node.parts.at(-1) ?? "");
  }
  return names;
}

export const textOverrides = (names: Iterable<string>): Map<string, ColumnType> =>
  new Map([...names].map((name) => [name.toLowerCase(), "text"]));

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
      : columnName(column, columns, config.from, placeOfValue(file, path), report);
  return {
    ...table(file, "customers", config, environment, report),
    key: key ?? unknownValue,
    where: where ?? null,
    label: named(config.label, [...base, "label"]),
    owner: named(config.owner, [...base, "owner"]),
    valid: validOf(config, named, base),
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
      config.from,
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
    return {
      name,
      type,
      title: settings?.title ?? name,
      pii: settings?.pii ?? null,
      sensitive: settings?.sensitive ?? false,
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

export const unknownValue: Typed = {
  kind: "null",
  type: "unknown",
  unit: null,
  span: { start: 0, end: 0 },
};

/** Text may hold numbers: whether it does is seen in the data. */
function wantNumber(typed: Typed | undefined, key: string, place: Place, report: Report): void {
  if (typed === undefined || ["number", "unknown", "text"].includes(typed.type)) return;
  report(problem("wrong-type", { key, expected: "number", got: typed.type }, place));
}

export function wantBoolean(typed: Typed | undefined, place: Place, report: Report): void {
  if (typed === undefined || ["boolean", "unknown", "null"].includes(typed.type)) return;
  report(problem("not-boolean", { got: typed.type }, place));
}

export const textColumnsOf = (
  columns: SourceColumns,
  overrides: ReadonlyMap<string, ColumnType>,
): readonly string[] =>
  [...(columns?.values() ?? [])]
    .filter((c) => overrides.get(c.name.toLowerCase()) === "text")
    .map((c) => c.name);

/** The column as the data have it; `null`, and a problem, where they have none of that name. */
export function columnName(
  name: string,
  columns: SourceColumns,
  path: string,
  place: Place,
  report: Report,
): string | null {
  if (columns === undefined) return name;
  const found = columns.get(name.toLowerCase());
  if (found !== undefined) return found.name;
  const near = nearest(
    name,
    [...columns.values()].map((c) => c.name),
  );
  report(problem("column-missing", { column: name, path, nearest: near }, place));
  return null;
}
