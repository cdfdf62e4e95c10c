/** Writing invented tables: always the same bytes for a seed, as they are or with their pattern taken out. */
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { seeded, type Random } from "./random.ts";

type Cell = string | number | boolean | null;

/** A table of an example. */
export type Table = {
  /** Such as `customers.csv`. */
  readonly file: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** Columns that change rows in shuffled data; those of one list go together, others and empty cells stay. */
  readonly shuffle: readonly (readonly string[])[];
};

/** `shuffled`: each of these columns keeps its values, and who has which is drawn by lot. */
export type GenerateOptions = { readonly shuffled?: boolean };

/** What each `generate.ts` exports, beside `files`, the names of what it writes. */
export type Generate = (folder: string, options?: GenerateOptions) => Promise<GeneratedRows>;

/** Rows by file. */
export type GeneratedRows = Readonly<Record<string, number>>;

/**
 * Writes tables as CSV; what stood there is replaced, each file whole or not at all.
 *
 * @param folder where they go; made when it is missing
 * @param seed of the lots that are drawn when `shuffled`
 * @example await writeTables("data", tables, 7, { shuffled: true }) // => { "customers.csv": 2000 }
 */
export async function writeTables(
  folder: string,
  tables: readonly Table[],
  seed: number,
  { shuffled = false }: GenerateOptions = {},
): Promise<GeneratedRows> {
  await mkdir(folder, { recursive: true });
  const random = seeded(seed + 1);
  for (const table of tables) {
    const { file, columns, rows } = shuffled ? withoutPattern(random, table) : table;
    const lines = [columns, ...rows].map((row) => row.map(written).join(","));
    const target = join(folder, file);
    await writeFile(`${target}.part`, `${lines.join("\n")}\n`);
    await rename(`${target}.part`, target);
  }
  return Object.fromEntries(tables.map(({ file, rows }) => [file, rows.length]));
}

/** Runs a generator that was called as a program: `node generate.ts [folder] [--shuffled]`. */
export async function generateAsProgram(module: string, generate: Generate): Promise<void> {
  const program = process.argv[1];
  if (program === undefined || resolve(program) !== fileURLToPath(module)) return;
  const words = process.argv.slice(2);
  const folder = words.find((word) => !word.startsWith("--"));
  const target = folder ?? fileURLToPath(new URL("data", module));
  const written = await generate(target, { shuffled: words.includes("--shuffled") });
  for (const [file, rows] of Object.entries(written)) console.log(`${file}: ${rows} rows`);
  console.log(target);
}

function withoutPattern(random: Random, table: Table): Table {
  const rows = table.rows.map((row) => [...row]);
  for (const names of table.shuffle) {
    const places = names.map((name) => placeOf(table, name));
    // Where there is nothing, there is nothing afterwards either.
    const taking = rows.flatMap((row, index) =>
      places.some((place) => row[place] !== null) ? [index] : [],
    );
    const order = permutation(random, taking.length);
    for (const [index, to] of taking.entries()) {
      const from = taking[order[index] ?? index] ?? to;
      for (const place of places) {
        const row = rows[to];
        if (row !== undefined) row[place] = table.rows[from]?.[place] ?? null;
      }
    }
  }
  return { ...table, rows };
}

function placeOf({ file, columns }: Table, name: string): number {
  const place = columns.indexOf(name);
  if (place === -1) throw new RangeError(`${file} has no column ${name}`);
  return place;
}

/** 0 to count − 1 in a random order (Fisher, Yates; Durstenfeld 1964). */
function permutation(random: Random, count: number): readonly number[] {
  const order = Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other] ?? other, order[last] ?? last];
  }
  return order;
}

const written = (cell: Cell): string => {
  const text = cell === null ? "" : String(cell);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
