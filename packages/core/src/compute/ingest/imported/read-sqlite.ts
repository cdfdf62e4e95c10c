/** Reads a table of a SQLite file, row by row. */
import { DatabaseSync } from "node:sqlite";
import { sqliteStatements } from "../../../query/index.ts";
import { nearest } from "../../../language/config/nearest.ts";
import { problem, type Problem } from "../../../problem.ts";
import { err, ok, type Result } from "../../../result.ts";
import type { TableSource } from "../../../language/model/table-parts.ts";
import type { DataFile } from "../resolve-files.ts";
import type { Cell, ImportedColumn } from "./column-type.ts";
import type { OpenTable } from "./open-table.ts";

/** Another program's write may take this long, in milliseconds. */
const busyMilliseconds = 5000;
const batchRows = 2000;

/** Opens a table, or says why not: no database, no such table, locked. */
export function openSqlite(table: TableSource, file: DataFile): Result<OpenTable, Problem> {
  const name = table.part ?? "";
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file.path, { readOnly: true, timeout: busyMilliseconds });
    const tables = database
      .prepare(sqliteStatements.tables)
      .all()
      .map((row) => String(row["name"]));
    const found = tables.find((known) => known.toLowerCase() === name.toLowerCase());
    if (found === undefined) {
      const values = { table: name, path: file.name, nearest: nearest(name, tables) };
      database.close();
      return err(problem("table-missing", values, table.place));
    }
    const statement = database.prepare(sqliteStatements.rows(found));
    statement.setReadBigInts(true);
    statement.setReturnArrays(true);
    const columns = statement.columns().map((column): ImportedColumn => ({
      name: column.name,
      type: null,
      declared: column.type ?? "",
    }));
    const opened = database;
    return ok({
      columns,
      // The types know nothing of `setReturnArrays`.
      batches: () =>
        batchesOf(statement.iterate() as Iterable<unknown> as Iterable<readonly unknown[]>),
      close: () => {
        opened.close();
        return Promise.resolve();
      },
    });
  } catch (error) {
    if (database?.isOpen === true) database.close();
    return err(sqliteProblem(error, table, file));
  }
}

async function* batchesOf(
  rows: Iterable<readonly unknown[]>,
): AsyncGenerator<readonly (readonly Cell[])[]> {
  let batch: (readonly Cell[])[] = [];
  for (const row of rows) {
    batch.push(row.map(cellOf));
    if (batch.length < batchRows) continue;
    yield batch;
    batch = [];
    await new Promise(setImmediate); // a long read must not keep the process from being told to stop
  }
  yield batch;
}

/** Bytes say nothing that a rule could ask: they are unknown. */
const cellOf = (value: unknown): Cell =>
  typeof value === "string" || typeof value === "bigint" || typeof value === "number"
    ? value
    : null;

/** What went wrong with a SQLite file, from SQLite's own codes: 5 and 6 busy, 26 not a database, 11 damaged. */
export function sqliteProblem(error: unknown, table: TableSource, file: DataFile): Problem {
  if (!(error instanceof Error)) throw error;
  const code = "errcode" in error && typeof error.errcode === "number" ? error.errcode & 0xff : 0;
  if (code === 5 || code === 6) return problem("database-locked", { path: file.name }, table.place);
  if (code === 0) throw error;
  const reasons: Readonly<Record<number, string>> = {
    26: "not a SQLite database",
    11: "the database is damaged",
    14: "the database cannot be opened",
  };
  const reason = reasons[code] ?? error.message;
  return problem("data-unreadable", { path: file.name, reason }, table.place);
}
