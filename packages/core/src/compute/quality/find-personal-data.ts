/** Columns with personal data that the configuration does not declare, and the line that would. */
import { asc, cast, col, isNotNull, select } from "../../query/index.ts";
import type { Finding, Declaration } from "../../domain/quality/quality.ts";
import { personalData } from "../../domain/quality/personal-data.ts";
import type { ConfigFile } from "../../language/config/read-config.ts";
import type { ProjectConfig } from "../../language/config/schema.ts";
import { nodeAt, rangeOfKey } from "../../language/config/yaml-source.ts";
import { isPlainName } from "../../language/expression/lexer.ts";
import type { Pii } from "../../pii.ts";
import { sureText } from "../engine/cell.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import { readTable } from "../ingest/read-table.ts";
import type { QualityTable } from "./quality-input.ts";

/** Distinct values that decide what a column holds. */
const sampledValues = 500;

/** @param file the project's own, where declarations belong */
export async function findPersonalData(
  lane: Lane,
  { table, source, files }: QualityTable,
  file: ConfigFile<ProjectConfig>,
  options: QueryOptions,
): Promise<readonly Finding[]> {
  const declared = declaredIn(file, source.name);
  const rows = readTable({ format: table.format, textColumns: [] }, files, source);
  const findings: Finding[] = [];
  for (const column of source.columns) {
    const digits = column.type === "number" && (column.maximum?.length ?? 0) >= 11;
    if ((column.type !== "text" && !digits) || declared.has(column.name.toLowerCase())) continue;
    const value = cast(col(column.name), "varchar");
    const sample = await lane.rows(
      select({
        columns: { value },
        from: rows,
        where: isNotNull(value),
        groupBy: [value],
        orderBy: [asc(value)],
        limit: sampledValues,
      }),
      options,
    );
    const kind = personalData(
      column.name,
      sample.map((row) => sureText(row["value"])),
    );
    if (kind === null) continue;
    findings.push({
      code: "undeclared-pii",
      source: source.name,
      column: column.name,
      count: Math.round((source.rows ?? 0) * (1 - (column.nullShare ?? 0))),
      total: source.rows ?? 0,
      example: "",
      pii: { kind, declare: declarationOf(file, source.name, column.name, kind) },
    });
  }
  return findings;
}

/** Columns whose class the configuration knows, and those that surfaces treat as names without being told. */
function declaredIn(file: ConfigFile<ProjectConfig>, name: string): ReadonlySet<string> {
  const config = file.value.sources[name];
  const columns = config !== undefined && "columns" in config ? (config.columns ?? {}) : {};
  const own = Object.entries(columns).flatMap(([column, settings]) =>
    "pii" in settings && settings.pii !== undefined ? [column.toLowerCase()] : [],
  );
  return new Set(own);
}

/** Sources whose columns can be declared: transactions are only counted, their cells are shown nowhere. */
function declarationOf(
  file: ConfigFile<ProjectConfig>,
  name: string,
  column: string,
  kind: Pii,
): Declaration | null {
  const config = file.value.sources[name];
  const kindOf = config !== undefined && "kind" in config ? config.kind : undefined;
  if (name !== "customers" && kindOf !== "levels" && kindOf !== "factors") return null;
  const base = ["sources", name];
  const written = isPlainName(column) ? column : JSON.stringify(column);
  const entry = `${written}: { pii: ${kind} }`;
  const path = file.source.path;
  if (nodeAt(file.source, [...base, "columns", column]) !== undefined) {
    const { start } = rangeOfKey(file.source, [...base, "columns", column]);
    return { file: path, line: start.line + 1, text: `pii: ${kind}` };
  }
  if (nodeAt(file.source, [...base, "columns"]) !== undefined) {
    const { start } = rangeOfKey(file.source, [...base, "columns"]);
    return { file: path, line: start.line + 1, text: `${" ".repeat(start.character + 2)}${entry}` };
  }
  const { start } = rangeOfKey(file.source, base);
  const indent = " ".repeat(start.character + 2);
  return { file: path, line: start.line + 1, text: `${indent}columns: { ${entry} }` };
}
