/** Reads a sheet of a workbook: the first row with cells are the names, rows without cells are left out. */
import { nearest } from "../../../language/config/nearest.ts";
import type { TableSource } from "../../../language/model/table-parts.ts";
import { problem, type Problem } from "../../../problem.ts";
import { err, ok, type Result } from "../../../result.ts";
import type { DataFile } from "../resolve-files.ts";
import type { Cell } from "./column-type.ts";
import type { OpenTable } from "./open-table.ts";
import { openArchive, WorkbookError, type Archive } from "./zip-entries.ts";
import { ErrorCells, sheetRows, type SheetRow } from "./sheet-rows.ts";
import { dateStyles, sharedTexts, sheetsOf } from "./workbook-parts.ts";

/** The column that keeps where a row stands in its sheet, so that problems name the right line. */
export const sheetRowColumn = "clientele_sheet_row";

/** More columns than a table of customers can have. */
const mostColumns = 5000;

/** Opens a sheet, or says why not: no workbook, no such sheet, no names. */
export async function openXlsx(
  table: TableSource,
  file: DataFile,
): Promise<Result<OpenTable, Problem>> {
  let archive: Archive | undefined;
  try {
    archive = await openArchive(file.path);
    const { sheets, from1904 } = await sheetsOf(archive);
    const wanted = table.part ?? null;
    const sheet = wanted === null ? sheets[0] : sheets.find(({ name }) => name === wanted);
    if (sheet === undefined) {
      const known = sheets.map(({ name }) => name);
      const values = {
        sheet: wanted ?? "",
        path: file.name,
        nearest: nearest(wanted ?? "", known),
      };
      archive.close();
      return err(problem("sheet-missing", values, table.place));
    }
    const texts = await sharedTexts(archive);
    const errors = new ErrorCells();
    const context = { texts, dates: await dateStyles(archive), from1904, errors };
    const rows = sheetRows(archive.text(sheet.path, false), sheet.path, context);
    const header = (await rows.next()).value;
    const names = header === undefined ? [] : namesOf(header);
    if (names.length === 0) {
      archive.close();
      return err(problem("data-empty", { path: `${file.name}#${sheet.name}` }, table.place));
    }
    const { close } = archive;
    return ok({
      columns: [
        ...names.map(({ name }) => ({ name, type: null, declared: "" })),
        { name: sheetRowColumn, type: "bigint", declared: "" },
      ],
      batches: () =>
        batchesOf(
          rows,
          names.map(({ at }) => at),
        ),
      close: () => Promise.resolve(close()),
      problems: () => {
        const { first, count } = errors;
        if (first === null) return [];
        const values = { path: file.name, sheet: sheet.name, ...first, count };
        return [problem("error-cells", values, table.place)];
      },
    });
  } catch (error) {
    archive?.close();
    return err(workbookProblem(error, table, file));
  }
}

/** The names of the columns, each once: a second `total` is `total_1`. */
function namesOf(header: SheetRow): readonly { readonly name: string; readonly at: number }[] {
  const taken = new Set<string>();
  return [...header.cells]
    .toSorted(([a], [b]) => a - b)
    .slice(0, mostColumns)
    .flatMap(([at, cell]) => {
      const text = String(cell ?? "").trim();
      if (text === "") return [];
      let name = text;
      for (let i = 1; taken.has(name.toLowerCase()); i += 1) name = `${text}_${i}`;
      taken.add(name.toLowerCase());
      return [{ name, at }];
    });
}

async function* batchesOf(
  rows: AsyncIterable<SheetRow>,
  places: readonly number[],
): AsyncGenerator<readonly (readonly Cell[])[]> {
  let batch: (readonly Cell[])[] = [];
  for await (const { number, cells } of rows) {
    const named = places.map((at) => cells.get(at) ?? null);
    if (named.every((cell) => cell === null)) continue;
    batch.push([...named, BigInt(number)]);
    if (batch.length < 1000) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}

/** What went wrong with a workbook. */
export function workbookProblem(error: unknown, table: TableSource, file: DataFile): Problem {
  if (!(error instanceof WorkbookError)) throw error;
  return problem("data-unreadable", { path: file.name, reason: error.message }, table.place);
}
