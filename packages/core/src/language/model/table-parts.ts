/** What the models of all tables share: where rows are, places, and names of columns. */
import { problem, type Place, type Problem } from "../../problem.ts";
import type { ConfigFile } from "../config/read-config.ts";
import { expandEnvironment } from "../config/environment.ts";
import { nearest } from "../config/nearest.ts";
import type { ProjectConfig } from "../config/schema.ts";
import { rangeOfKey, rangeOfValue, scalarAt, type YamlPath } from "../config/yaml-source.ts";
import { parse } from "../expression/parse.ts";
import { walk } from "../expression/walk.ts";
import type { ColumnType } from "./catalog.ts";
import type { FromConfig } from "../config/schema-parts.ts";
import type { TableModel } from "./model.ts";
import { formatOf, holdsPassword, isAddress, placeOfTable } from "./table-place.ts";
import type { SourceColumns } from "./scopes.ts";
import type { Scope } from "./scope.ts";
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
  config: { readonly from: FromConfig },
  environment: Environment,
  report: Report,
  path: YamlPath = ["sources", name, "from"],
): Omit<TableModel, "where" | "columns" | "textColumns"> {
  const { from, format, part, key } = placeOfTable(config.from);
  const place = placeOfValue(file, key === null ? path : [...path, key]);
  const { text, missing } = expandEnvironment(from, environment);
  for (const variable of missing) report(problem("env-missing", { name: variable }, place));
  if (format === "postgres") {
    const secret = holdsPassword(from);
    if (secret) report(problem("secret-in-file", { key: "postgres" }, place));
    else if (missing.length === 0 && !/^postgres(?:ql)?:\/\//.test(text)) {
      const expected = "an address such as postgresql://reader@host:5432/crm";
      report(problem("bad-value", { key: "postgres", expected, got: "something else" }, place));
    }
    return { name, from: secret ? "" : from, format, part, place };
  }
  const named = key ?? String(path.at(-1));
  if (isAddress(from) || isAddress(text)) {
    // Where the environment's address of a database stands in place of a file: it is not told, as it may hold a password.
    const expected = "a file, or { postgres: …, table: … }";
    report(
      holdsPassword(from)
        ? problem("secret-in-file", { key: named }, place)
        : problem("bad-value", { key: named, expected, got: "an address" }, place),
    );
    return { name, from: "", format: "postgres", part, place };
  }
  const found = format ?? formatOf(text);
  if (found === undefined && missing.length === 0)
    report(
      problem(
        "bad-value",
        {
          key: named,
          expected: "csv, tsv, jsonl, parquet, xlsx",
          got: from,
        },
        place,
      ),
    );
  return { name, from: text, format: found ?? "csv", part, place };
}

/** Where a table's rows are, known before its columns are. */
export type TableSource = Pick<TableModel, "name" | "from" | "format" | "part" | "place"> & {
  /** Columns that the configuration computes with, by name: a stray cell must not make text of them. */
  readonly expects: ReadonlyMap<string, "number" | "date">;
};

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

export const unknownValue: Typed = {
  kind: "null",
  type: "unknown",
  unit: null,
  span: { start: 0, end: 0 },
};

/** Text may hold numbers: whether it does is seen in the data. */
export function wantNumber(
  typed: Typed | undefined,
  key: string,
  place: Place,
  report: Report,
): void {
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
