/** Results of the binding as the engine's values. */
import { DuckDBDoubleVector, type DuckDBDataChunk, type DuckDBResult } from "@duckdb/node-api";
import { fromDuckdb, toNumber } from "./duckdb-value.ts";
import type { Chunk, Row } from "./engine.ts";

/** `create table as` and `copy` tell it only as a result. */
export async function changedRows(result: DuckDBResult): Promise<number> {
  if (result.columnNames()[0] !== "Count") return result.rowsChanged;
  const [row] = await result.getRows();
  return toNumber(row?.[0] ?? 0);
}

/** All rows, a chunk at a time, so that others get their turn. */
export async function readRows(result: DuckDBResult): Promise<readonly Row[]> {
  const names = result.deduplicatedColumnNames();
  const rows: Row[] = [];
  for await (const chunk of result) {
    const columns = chunk.getColumns();
    for (let index = 0; index < chunk.rowCount; index++) {
      rows.push(
        Object.fromEntries(names.map((name, c) => [name, fromDuckdb(columns[c]?.[index] ?? null)])),
      );
    }
  }
  return rows;
}

export const readChunk = (chunk: DuckDBDataChunk, names: readonly string[]): Chunk => ({
  size: chunk.rowCount,
  columns: Object.fromEntries(
    names.map((name, index) => [name, chunk.getColumnValues(index).map(fromDuckdb)]),
  ),
});

/** @throws RangeError for a column that is not numeric */
export const readNumberChunk = (
  chunk: DuckDBDataChunk,
  names: readonly string[],
): Record<string, Float64Array> =>
  Object.fromEntries(names.map((name, index) => [name, chunkNumbers(chunk, index)]));

/** @throws RangeError for a column that is not numeric */
export async function readNumbers(result: DuckDBResult): Promise<Record<string, Float64Array>> {
  const names = result.deduplicatedColumnNames();
  const parts: Float64Array[][] = names.map(() => []);
  for await (const chunk of result) {
    parts.forEach((column, index) => column.push(chunkNumbers(chunk, index)));
  }
  return Object.fromEntries(names.map((name, index) => [name, joined(parts[index] ?? [])]));
}

function chunkNumbers(chunk: DuckDBDataChunk, index: number): Float64Array {
  const vector = chunk.getColumnVector(index);
  if (vector instanceof DuckDBDoubleVector) return doubles(vector);
  const numbers = new Float64Array(chunk.rowCount);
  chunk.visitColumnValues(index, (value, row) => {
    numbers[row] = toNumber(value);
  });
  return numbers;
}

/** At once: the binding's `getItem` shifts and masks a 64-bit integer for each number. */
function doubles(vector: DuckDBDoubleVector): Float64Array {
  const numbers = vector["items"].slice();
  const known = vector["validity"]["data"];
  if (known === null) return numbers;
  const bytes = new Uint8Array(known.buffer, known.byteOffset, known.byteLength);
  for (let row = 0; row < numbers.length; row += 1)
    if ((((bytes[row >> 3] ?? 0) >> (row & 7)) & 1) === 0) numbers[row] = Number.NaN;
  return numbers;
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((total, part) => total + part.length, 0));
  let start = 0;
  for (const part of parts) {
    whole.set(part, start);
    start += part.length;
  }
  return whole;
}
