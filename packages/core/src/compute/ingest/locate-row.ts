/** Finds the place of a row that cannot be right. */
import { add, and, as, asc, col, int, select, type Scalar } from "../../query/index.ts";
import type { CatalogSource } from "../../language/model/catalog.ts";
import type { SideTableModel } from "../../language/model/model.ts";
import { textOf } from "../engine/cell.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import { headerLines, rawColumn, readTable, rowColumn } from "./read-table.ts";
import type { DataFile } from "./resolve-files.ts";

type Table = {
  readonly model: SideTableModel;
  readonly source: CatalogSource;
  readonly files: readonly DataFile[];
};

export type Found = { readonly path: string; readonly line: number; readonly value: string };

/** The one-based number of a row in its file: text files have one line of names before their rows. */
const lineOf = ({ format }: Pick<SideTableModel, "format">): Scalar =>
  add(col(rowColumn), int(headerLines(format)));

/**
 * The place of a row, and what its cells hold.
 *
 * @param fault true for the rows that are looked for
 * @param shown columns whose cells are told
 * @param nth which faulty row of the first file with one; the last where there are fewer
 */
export async function locateRow(
  lane: Lane,
  { model, source, files }: Table,
  fault: Scalar,
  shown: readonly string[],
  options: QueryOptions & { readonly nth?: number } = {},
): Promise<Found> {
  const cells = shown.map(rawColumn);
  for (const file of files) {
    const rows = await lane.rows(
      select({
        columns: [as("line", lineOf(model)), ...cells],
        from: readTable(model, [file], source, true),
        where: and(fault),
        orderBy: [asc(col(rowColumn))],
        limit: options.nth ?? 1,
      }),
      options,
    );
    const row = rows.at(-1);
    if (row === undefined) continue;
    const value = cells.map((name) => textOf(row[name]) ?? "").join(", ");
    return { path: file.name, line: Number(row["line"]), value };
  }
  return { path: files[0]?.name ?? model.from, line: 1, value: "" };
}
