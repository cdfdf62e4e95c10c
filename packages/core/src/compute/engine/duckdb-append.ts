import { DOUBLE, DuckDBDataChunk, type DuckDBConnection } from "@duckdb/node-api";
import type { TableName } from "../../query/index.ts";

/** How many rows a vector of DuckDB holds. */
const chunkRows = 2048;

/** Adds rows of numbers to a table. NaN becomes NULL. */
export async function appendNumbers(
  connection: DuckDBConnection,
  into: TableName,
  columns: { readonly [column: string]: Float64Array },
): Promise<void> {
  const all = Object.values(columns);
  const size = all[0]?.length ?? 0;
  const types = all.map(() => DOUBLE);
  const appender = await connection.createAppender(into.name, into.schema, into.catalog);
  for (let from = 0; from < size; from += chunkRows) {
    const chunk = DuckDBDataChunk.create(types, Math.min(chunkRows, size - from));
    all.forEach((column, i) =>
      chunk.setColumnValues(
        i,
        Array.from(column.subarray(from, from + chunkRows), (n) => (Number.isNaN(n) ? null : n)),
      ),
    );
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}
