/** The rows of a sheet as they stream by. */
import type { Cell } from "./column-type.ts";
import { dateOfSerial } from "./workbook-parts.ts";
import { xmlEvents } from "./xml-events.ts";

export type SheetRow = {
  /** As the sheet counts, from 1. */
  readonly number: number;
  /** By the number of the column, from 0; empty cells are absent. */
  readonly cells: ReadonlyMap<number, Cell>;
};

/** Cells that hold an error, such as #N/A. */
export class ErrorCells {
  count = 0;
  first: { readonly cell: string; readonly value: string } | null = null;

  add(cell: string, value: string): void {
    this.count += 1;
    this.first ??= { cell, value };
  }
}

type SheetContext = {
  readonly texts: readonly string[];
  /** For each style, whether its numbers are dates or times. */
  readonly dates: readonly boolean[];
  readonly from1904: boolean;
  readonly errors: ErrorCells;
};

type OpenCell = {
  at: number;
  name: string;
  type: string;
  style: number;
  value: string;
  text: string;
};

/** Rows with at least one cell, in their order. A formula is the value that the workbook last computed. */
export async function* sheetRows(
  chunks: AsyncIterable<string>,
  part: string,
  context: SheetContext,
): AsyncGenerator<SheetRow, undefined> {
  let number = 0;
  let cells = new Map<number, Cell>();
  let cell: OpenCell | null = null;
  let reading: "value" | "text" | null = null;
  let phonetic = 0;
  for await (const events of xmlEvents(chunks, part))
    for (const event of events) {
      if (event.kind === "text") {
        if (cell !== null && reading !== null) cell[reading] += event.text;
        continue;
      }
      const { name } = event;
      if (event.kind === "open") {
        const { attributes } = event;
        if (name === "row") {
          number = attributes["r"] === undefined ? number + 1 : Number(attributes["r"]);
          cells = new Map();
        } else if (name === "c") {
          const at = attributes["r"] === undefined ? cells.size : columnOf(attributes["r"]);
          const style = Number(attributes["s"] ?? 0);
          const type = attributes["t"] ?? "n";
          cell = { at, name: attributes["r"] ?? "", type, style, value: "", text: "" };
        } else if (name === "v") reading = "value";
        else if (name === "rPh") phonetic += 1;
        else if (name === "t" && phonetic === 0) reading = "text";
      } else if (name === "v" || name === "t") reading = null;
      else if (name === "rPh") phonetic -= 1;
      else if (name === "c" && cell !== null) {
        const value = cellOf(cell, context);
        if (value !== null) cells.set(cell.at, value);
        cell = null;
      } else if (name === "row" && cells.size > 0) yield { number, cells };
    }
  return undefined;
}

/** @example columnOf("AB12") // => 27 */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of /^[A-Z]+/i.exec(reference)?.[0]?.toUpperCase() ?? "")
    column = column * 26 + letter.charCodeAt(0) - 64;
  return Math.max(0, column - 1);
}

function cellOf({ name, type, style, value, text }: OpenCell, context: SheetContext): Cell {
  switch (type) {
    case "s":
      return context.texts[Number(value)] || null;
    case "inlineStr":
      return text || null;
    case "str":
      return value || null;
    case "b":
      return value === "" ? null : value === "1";
    case "e":
      context.errors.add(name, value);
      return null;
    case "d":
      return value.replace("T", " ") || null;
    default: {
      if (value === "") return null;
      const number = Number(value);
      if (!Number.isFinite(number)) return value;
      return context.dates[style] === true ? dateOfSerial(number, context.from1904) : number;
    }
  }
}
