/** What the data hold: names and types of columns, found without reading everything. */
import {
  aggregate,
  and,
  as,
  bool,
  call,
  coalesce,
  col,
  count,
  describe,
  gt,
  int,
  select,
  text,
  tryCast,
  type Scalar,
} from "../../query/index.ts";
import type {
  Catalog,
  CatalogColumn,
  CatalogSource,
  ColumnType,
} from "../../language/model/catalog.ts";
import type { TableSource } from "../../language/model/table-parts.ts";
import { problem, type Problem } from "../../problem.ts";
import { sureText } from "../engine/cell.ts";
import { EngineError } from "../engine/engine-error.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import { fileProblem } from "../project/file-problem.ts";
import type { Project } from "../project/project.ts";
import { ambiguousDates, dateCells } from "./ambiguous-dates.ts";
import { dataProblem } from "./data-problem.ts";
import { shapeProblem } from "./csv-shape.ts";
import {
  closeServers,
  importTable,
  isImported,
  type ImportOptions,
  type Servers,
} from "./imported/import-table.ts";
import { sheetRowColumn } from "./imported/read-xlsx.ts";
import { scanFiles } from "./read-table.ts";
import { changedFiles, resolveFiles, type DataFile } from "./resolve-files.ts";

export type ReadCatalog = {
  readonly catalog: Catalog;
  readonly files: ReadonlyMap<string, readonly DataFile[]>;
  readonly problems: readonly Problem[];
};

/** Rows that decide what a column holds. */
const sampleRows = 100_000;
/** A column that is computed with counts as numbers or dates when at least this share of its cells are. */
const mostly = 0.5;

/**
 * The catalog of a project's tables. Tables that cannot be read are left out and reported; those of one server are read from one
 * state of it.
 */
export async function readCatalog(
  lane: Lane,
  project: Project,
  tables: readonly TableSource[],
  options: ImportOptions = {},
): Promise<ReadCatalog> {
  const servers: Servers = new Map();
  try {
    return await readTables(lane, project, tables, { ...options, servers });
  } finally {
    await closeServers(servers);
  }
}

async function readTables(
  lane: Lane,
  project: Project,
  tables: readonly TableSource[],
  options: ImportOptions,
): Promise<ReadCatalog> {
  const sources: CatalogSource[] = [];
  const files = new Map<string, readonly DataFile[]>();
  const problems: Problem[] = [];
  for (const table of tables) {
    const resolved = resolveFiles(project, table);
    if (!resolved.ok) {
      problems.push(...resolved.errors);
      continue;
    }
    files.set(table.name, resolved.value);
    try {
      if (isImported(table)) {
        const imported = await importTable(lane, project, table, resolved.value, options);
        problems.push(...(imported.ok ? imported.value.problems : imported.errors));
        if (!imported.ok || imported.value.files.length === 0) continue;
        files.set(table.name, imported.value.files);
        sources.push((await readSource(lane, table, imported.value.files, options)).source);
        continue;
      }
      const { source, doubtful } = await readSource(lane, table, resolved.value, options);
      const broken = isSmall(resolved.value)
        ? await shapeProblem(table, resolved.value)
        : undefined;
      if (broken !== undefined) {
        problems.push(broken);
        continue;
      }
      if (source.columns.length > 0 && (await hasRows(lane, table, resolved.value, options))) {
        sources.push(source);
        problems.push(...doubtful);
      } else {
        const empty = problem("data-empty", { path: source.files[0] ?? table.from }, table.place);
        problems.push((await shapeProblem(table, resolved.value)) ?? empty);
      }
    } catch (error) {
      const refused = fileProblem(project, error);
      if (refused !== undefined)
        problems.push(
          refused.code === "data-unreadable" ? { ...refused, ...table.place } : refused,
        );
      else if (!(error instanceof EngineError) || error.kind === "interrupted") throw error;
      else problems.push(await unreadable(table, resolved.value, error));
    }
  }
  return { catalog: { sources }, files, problems };
}

/** Why a table cannot be read: it changes under our eyes, a line that breaks it, or what the engine says. */
async function unreadable(
  table: TableSource,
  files: readonly DataFile[],
  error: EngineError,
): Promise<Problem> {
  const [changed] = changedFiles(files);
  return changed ?? (await shapeProblem(table, files)) ?? dataProblem(error, table, files);
}

/** Text files up to this many bytes are read once more for quotes that never end, which the engine lets pass. */
const shapeBytes = 20_000_000;

const isSmall = (files: readonly DataFile[]): boolean =>
  files.reduce((sum, f) => sum + f.bytes * (f.path.endsWith(".gz") ? 8 : 1), 0) <= shapeBytes;

async function readSource(
  lane: Lane,
  table: TableSource,
  files: readonly DataFile[],
  options: QueryOptions,
): Promise<{ readonly source: CatalogSource; readonly doubtful: readonly Problem[] }> {
  const described = await lane.rows(describe(scanFiles(table.format, files, [])), options);
  const found = described
    .map((row) => ({
      name: sureText(row["column_name"]),
      nativeType: sureText(row["column_type"]),
    }))
    .filter(({ name }) => name !== sheetRowColumn);
  const { likely, doubtful } = await likelyTypes(lane, table, files, found, options);
  const columns = found.map(({ name, nativeType }): CatalogColumn => {
    const guess = likely.get(name);
    return {
      name,
      type: guess ?? typeOf(nativeType),
      nativeType: guess === "text" ? "VARCHAR" : nativeType,
      nullShare: null,
      distinct: null,
      minimum: null,
      maximum: null,
      top: [],
      complete: false,
    };
  });
  const names = files.map((file) => file.name);
  return { source: { name: table.name, files: names, rows: null, columns }, doubtful };
}

/** The language's type of an engine's type. @example typeOf("DECIMAL(10,2)") // => "number" */
function typeOf(nativeType: string): ColumnType {
  const name = nativeType.toUpperCase();
  if (/^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|DECIMAL|DOUBLE|FLOAT|REAL)/.test(name)) return "number";
  if (name === "BOOLEAN") return "boolean";
  if (name === "DATE") return "date";
  if (name.startsWith("TIMESTAMP")) return "timestamp";
  return "text";
}

/** Columns that are not what they look like: numbers or dates with stray cells, and numbers with leading zeros. */
async function likelyTypes(
  lane: Lane,
  table: TableSource,
  files: readonly DataFile[],
  columns: readonly { readonly name: string; readonly nativeType: string }[],
  options: QueryOptions,
): Promise<{
  readonly likely: ReadonlyMap<string, ColumnType>;
  /** Columns whose dates can be read in two ways. */
  readonly doubtful: readonly Problem[];
}> {
  const likely = new Map<string, ColumnType>();
  if (table.format !== "csv" && table.format !== "tsv") return { likely, doubtful: [] };
  const expected = new Map([...table.expects].map(([name, type]) => [name.toLowerCase(), type]));
  const texts = columns.filter(
    (c) => c.nativeType === "VARCHAR" && expected.has(c.name.toLowerCase()),
  );
  const numbers = columns.filter((c) => /INT/.test(c.nativeType));
  const dates = columns
    .filter((c) => /^(DATE|TIMESTAMP)/.test(c.nativeType))
    .map((c) => c.name)
    .filter((name) => expected.get(name.toLowerCase()) === "date");
  const checked = [...[...texts, ...numbers].map((c) => c.name), ...dates];
  if (checked.length === 0) return { likely, doubtful: [] };
  const cells = texts.flatMap(({ name }, i) => [
    as(`cells_${i}`, count(col(name))),
    as(
      `fit_${i}`,
      count(
        tryCast(col(name), expected.get(name.toLowerCase()) === "date" ? "timestamp" : "double"),
      ),
    ),
  ]);
  const zeros = numbers.map(({ name }, i) =>
    as(`zeros_${i}`, coalesce(aggregate("bool_or", [hasLeadingZero(name)]), bool(false))),
  );
  const sample = select({ from: scanFiles(table.format, files, checked), limit: sampleRows });
  const row = await lane.one(
    select({ columns: [...cells, ...zeros, ...dateCells(dates)], from: sample }),
    options,
  );
  texts.forEach(({ name }, i) => {
    const share = Number(row[`fit_${i}`]) / Math.max(1, Number(row[`cells_${i}`]));
    if (share >= mostly)
      likely.set(name, expected.get(name.toLowerCase()) === "date" ? "timestamp" : "number");
  });
  numbers.forEach(({ name }, i) => {
    if (row[`zeros_${i}`] === true) likely.set(name, "text");
  });
  return { likely, doubtful: ambiguousDates(table, files[0]?.name ?? table.from, dates, row) };
}

const hasLeadingZero = (name: string): Scalar =>
  and(call("starts_with", col(name), text("0")), gt(call("length", col(name)), int(1)));

async function hasRows(
  lane: Lane,
  table: TableSource,
  files: readonly DataFile[],
  options: QueryOptions,
): Promise<boolean> {
  const rows = await lane.rows(
    select({ columns: { one: int(1) }, from: scanFiles(table.format, files, []), limit: 1 }),
    options,
  );
  return rows.length > 0;
}
