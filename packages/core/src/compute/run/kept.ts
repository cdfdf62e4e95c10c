/**
 * Base columns that are kept from run to run: the next run computes anew only the customers with new rows and those for whom
 * a window's edge moved over a row; what only counts days up to D is moved along for all others.
 */
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { copy, describe, scan, select, type Query } from "../../query/index.ts";
import type { DayEdges } from "../../domain/metrics/day-edges.ts";
import { contentKey } from "../../language/model/content-key.ts";
import { sureText } from "../engine/cell.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import { newPart } from "../ingest/cache.ts";
import type { Lines } from "../ingest/ingest.ts";
import { stateFolder, type Project } from "../project/project.ts";
import { codeVersion } from "./version.ts";

/** Bump when base columns are computed differently. */
const format = 2;

/** What is known of a table that is kept. */
export type KeptTable = DayEdges & {
  /** Names the definitions of the columns and of the rows that they are made of. */
  readonly key: string;
  /** The files whose rows are in it. */
  readonly files: readonly string[];
  /** Whether it is in the order of ids, but for customers who came since. */
  readonly sorted?: boolean;
};

type Meta = {
  readonly format: number;
  readonly folder: string;
  readonly tables: Readonly<Record<string, KeptTable>>;
};

/** What is kept of a project; its tables by the name of the work table that they were. */
export type Kept = {
  readonly folder: string;
  readonly tables: Readonly<Record<string, KeptTable & { readonly path: string }>>;
};

/** The rows of a kept table. */
export const rowsOf = (path: string): Query =>
  select({ from: scan(path, { format: "parquet", hivePartitioning: false }) });

/** What the last run kept; nothing where there is none that is whole. */
export function readKept(project: Project): Kept {
  const folder = join(stateFolder(project), "cache", "base");
  const meta = readMeta(folder);
  const tables = Object.entries(meta?.tables ?? {}).map(([made, known]) => {
    return [made, { ...known, path: join(folder, meta?.folder ?? "", `${made}.parquet`) }] as const;
  });
  return { folder, tables: Object.fromEntries(tables) };
}

function readMeta(folder: string): Meta | undefined {
  const path = join(folder, "meta.json");
  if (!existsSync(path)) return undefined;
  try {
    const meta = JSON.parse(readFileSync(path, "utf8")) as Meta; // written by us, replaced atomically
    const whole =
      meta.format === format &&
      Object.keys(meta.tables).every((made) =>
        existsSync(join(folder, meta.folder, `${made}.parquet`)),
      );
    return whole ? meta : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined; // half-written by something else: made anew
    throw error;
  }
}

/** What a table is made of. `null` where it is not kept. */
export const keptAs = (
  definition: unknown,
  { origin }: Lines,
  edges: DayEdges | null,
): KeptTable | null =>
  origin === undefined || edges === null
    ? null
    : {
        key: contentKey([definition, origin.key, codeVersion]),
        files: origin.parts.flatMap((part) => part.files),
        ...edges,
      };

/** Keeps tables for the next run, instead of what is kept. @param tables by the name of the work table @param rowsOfTable its rows */
export async function keep(
  lane: Lane,
  { folder }: Kept,
  tables: Readonly<Record<string, KeptTable>>,
  rowsOfTable: (made: string) => Query,
  options: QueryOptions,
): Promise<void> {
  const aside = newPart(folder);
  const name = basename(aside).slice(1);
  try {
    const whole: [string, KeptTable][] = [];
    for (const [made, known] of Object.entries(tables)) {
      const path = join(aside, `${made}.parquet`);
      const rows = rowsOfTable(made);
      await lane.run(copy(rows, path, { format: "parquet" }), options);
      // What the format has no type for is not kept.
      if (contentKey(await typesOf(lane, rows)) === contentKey(await typesOf(lane, rowsOf(path))))
        whole.push([made, known]);
    }
    renameSync(aside, join(folder, name));
    const meta: Meta = { format, folder: name, tables: Object.fromEntries(whole) };
    const written = join(folder, `.meta-${process.pid}.json`);
    writeFileSync(written, JSON.stringify(meta));
    renameSync(written, join(folder, "meta.json"));
    for (const other of readdirSync(folder))
      if (other.startsWith("part-") && other !== name)
        rmSync(join(folder, other), { recursive: true, force: true });
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

const typesOf = async (lane: Lane, rows: Query): Promise<readonly string[]> =>
  (await lane.rows(describe(rows))).map((row) => sureText(row["column_type"]));

/** Whether what is kept is what would be kept anew. */
export const isSame = (kept: Kept, tables: Readonly<Record<string, KeptTable>>): boolean => {
  const known = Object.entries(kept.tables).map(([made, { path: _, ...of }]) => [made, of]);
  return contentKey(Object.fromEntries(known)) === contentKey(tables);
};
