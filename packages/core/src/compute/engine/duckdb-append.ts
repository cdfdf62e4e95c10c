import {
  DOUBLE,
  DuckDBDataChunk,
  DuckDBDoubleVector,
  type DuckDBConnection,
} from "@duckdb/node-api";
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
    all.forEach((column, i) => fill(chunk, i, column.subarray(from, from + chunkRows)));
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

function fill(chunk: DuckDBDataChunk, index: number, numbers: Float64Array): void {
  const vector = chunk.getColumnVector(index);
  if (!(vector instanceof DuckDBDoubleVector)) throw new Error("unreachable: the type is DOUBLE");
  vector["items"].set(numbers); // at once: `setItem` looks at a mask for each
  for (let row = 0; row < numbers.length; row += 1)
    if (Number.isNaN(numbers[row])) vector.setItem(row, null);
  vector.flush();
}
