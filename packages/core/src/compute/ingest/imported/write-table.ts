/** Writes the rows of a table as a Parquet file, exact types and all, in bounded memory: through lines of JSON on disk. */
import { createHash, hash } from "node:crypto";
import { createWriteStream, renameSync, rmSync } from "node:fs";
import { once } from "node:events";
import { finished } from "node:stream/promises";
import { as, cast, col, copy, scan, select, tryCast, type SqlType } from "../../../query/index.ts";
import { EngineError } from "../../engine/engine-error.ts";
import type { Lane, QueryOptions } from "../../engine/engine.ts";
import { nothingSeen, seeCell, typeOfColumn, type Cell } from "./column-type.ts";
import type { OpenTable } from "./open-table.ts";

export type Written = {
  readonly rows: number;
  /** Names the rows, whatever their order: 64 hexadecimal digits; empty where it was not asked for. */
  readonly digest: string;
};

/**
 * Reads a table to its end and writes it. Half-read nothing is left.
 *
 * @param target the Parquet file; replaced when all is written
 * @param aside where lines are written meanwhile
 */
export async function writeTable(
  lane: Lane,
  table: OpenTable,
  target: string,
  aside: string,
  { signal, digest = false }: QueryOptions & { readonly digest?: boolean },
): Promise<Written> {
  const seen = table.columns.map(nothingSeen);
  const exact = table.columns.map(({ type }) => type === "numeric");
  const [lines, parquet] = [`${aside}.jsonl`, `${aside}.parquet`];
  let rows = 0;
  const sum = new Uint32Array(8);
  try {
    const file = createWriteStream(lines);
    const failed = finished(file);
    failed.catch(() => {}); // told by the write that waits for it, or by the last await below
    for await (const batch of table.batches()) {
      if (signal?.aborted === true)
        throw new EngineError("interrupted", "interrupted while reading");
      const texts: string[] = [];
      for (const row of batch) {
        const cells: Record<string, string | null> = {};
        row.forEach((cell, i) => {
          const column = seen[i];
          if (column !== undefined) seeCell(column, cell, exact[i] === true);
          cells[`c${i}`] = textOf(cell);
        });
        const line = JSON.stringify(cells);
        if (digest) addDigest(sum, line);
        texts.push(line, "\n");
      }
      rows += batch.length;
      if (!file.write(texts.join(""))) await Promise.race([once(file, "drain"), failed]);
    }
    file.end();
    await failed;
    const types = table.columns.map((column, i) => typeOfColumn(column, seen[i] ?? nothingSeen()));
    const columns = Object.fromEntries(types.map((_type, i) => [`c${i}`, "varchar"] as const));
    const query = select({
      columns: table.columns.map(({ name }, i) => as(name, castTo(`c${i}`, types[i] ?? "varchar"))),
      from: scan(lines, { format: "jsonl", columns }),
    });
    const options = signal === undefined ? {} : { signal };
    await lane.run(copy(query, parquet, { format: "parquet", compression: "zstd" }), options);
    renameSync(parquet, target);
    const head = JSON.stringify([table.columns.map(({ name }) => name), types, rows]);
    const whole = createHash("sha256").update(head).update(sum);
    return { rows, digest: digest ? whole.digest("hex") : "" };
  } finally {
    for (const left of [lines, parquet]) rmSync(left, { force: true });
  }
}

/** Days beyond the engine's calendar are unknown. */
const castTo = (name: string, type: SqlType) => {
  if (type === "varchar") return col(name);
  const lenient = type === "date" || type === "timestamp" || type === "timestamptz";
  return lenient ? tryCast(col(name), type) : cast(col(name), type);
};

/** Adds the digest of a row, number by number: the order of rows does not show. Changes `sum`. */
function addDigest(sum: Uint32Array, line: string): void {
  const bytes = hash("sha256", line, "buffer");
  for (let i = 0; i < sum.length; i += 1) sum[i] = (sum[i] ?? 0) + bytes.readUInt32LE(4 * i);
}

const textOf = (cell: Cell): string | null => (cell === null ? null : String(cell));
