/** What type a column of an imported table has: what the table says, else what its cells are. */
import { decimal, type SqlType } from "../../../query/index.ts";

/** A cell as a reader gives it. Whole numbers of databases are `bigint`; dates and times are ISO texts. */
export type Cell = string | number | bigint | boolean | null;

export type ImportedColumn = {
  readonly name: string;
  /** `null`: as its cells are. `numeric`: exact numbers of any size, as text. */
  readonly type: SqlType | "numeric" | null;
  /** The type that the table declares, where that decides between readings of the same cells. */
  readonly declared: string;
};

/** What the cells of a column are, seen while they pass. */
export type SeenCells = {
  kinds: Set<"whole" | "real" | "boolean" | "date" | "timestamp" | "instant" | "text" | "large">;
  /** Most digits before and after the point. */
  whole: number;
  scale: number;
  /** Whether all whole numbers are 0 or 1. */
  binary: boolean;
};

export const nothingSeen = (): SeenCells => ({
  kinds: new Set(),
  whole: 0,
  scale: 0,
  binary: true,
});

const day = /^\d{4}-\d{2}-\d{2}$/;
const moment =
  /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(Z|[+-]\d{2}(?::?\d{2})?)?$/;
const plainNumber = /^-?(\d+)(?:\.(\d+))?$/;
const largest = 2n ** 63n;

/** Takes notice of a cell. Changes `seen`. */
export function seeCell(seen: SeenCells, cell: Cell, exact: boolean): void {
  // Once there is text that is no date, the column is text.
  if (cell === null || (!exact && seen.kinds.has("text"))) return;
  if (exact || typeof cell === "number") seeDigits(seen, String(cell));
  if (typeof cell === "bigint") {
    seen.binary &&= cell === 0n || cell === 1n;
    seen.kinds.add(cell >= largest || cell < -largest ? "large" : "whole");
  } else if (typeof cell === "number") {
    seen.kinds.add(Number.isSafeInteger(cell) ? "whole" : "real");
    seen.binary &&= cell === 0 || cell === 1;
  } else if (typeof cell === "boolean") seen.kinds.add("boolean");
  else if (!exact) seen.kinds.add(kindOfText(cell));
}

function seeDigits(seen: SeenCells, text: string): void {
  const [, whole, fraction = ""] = plainNumber.exec(text) ?? [];
  if (whole === undefined) {
    seen.kinds.add("large"); // NaN, an infinity, or an exponent
    return;
  }
  seen.whole = Math.max(seen.whole, whole.length);
  seen.scale = Math.max(seen.scale, fraction.length);
}

function kindOfText(text: string): "date" | "timestamp" | "instant" | "text" {
  if (day.test(text)) return "date";
  const [matched, zone] = moment.exec(text) ?? [];
  if (matched === undefined) return "text";
  return zone === undefined ? "timestamp" : "instant";
}

/**
 * The type of a column once all its cells are seen. Text is never taken for a number: 00042 stays 00042.
 *
 * @example typeOfColumn({ name: "n", type: null, declared: "" }, nothingSeen()) // => "varchar"
 */
export function typeOfColumn(column: ImportedColumn, seen: SeenCells): SqlType {
  if (column.type === "numeric") return exactType(seen);
  if (column.type !== null) return column.type;
  const { kinds } = seen;
  const only = (...allowed: readonly string[]): boolean =>
    kinds.size > 0 && [...kinds].every((kind) => allowed.includes(kind));
  if (only("boolean")) return "boolean";
  if (only("whole")) return seen.binary && /^bool/i.test(column.declared) ? "boolean" : "bigint";
  if (only("whole", "real", "large")) return declaredDecimal(column.declared, seen) ?? "double";
  if (only("date")) return "date";
  if (only("date", "timestamp")) return "timestamp";
  if (only("instant")) return "timestamptz";
  return "varchar";
}

/** `DECIMAL(10,2)`, where no cell has more digits than that. */
function declaredDecimal(declared: string, seen: SeenCells): SqlType | undefined {
  const found = /^(?:decimal|numeric)\s*\(\s*(\d+)\s*,\s*(\d+)\s*\)$/i.exec(declared.trim());
  const [precision, scale] = [Number(found?.[1]), Number(found?.[2])];
  const fits = seen.scale <= scale && seen.whole <= precision - scale && !seen.kinds.has("large");
  return found !== null && precision <= 38 && fits ? decimal(precision, scale) : undefined;
}

/** The narrowest decimal that holds them all; a double where 38 digits are too few or a cell is no number. */
function exactType({ kinds, whole, scale }: SeenCells): SqlType {
  if (kinds.has("large") || whole + scale > 38) return "double";
  return decimal(Math.min(38, Math.max(18, whole + scale)), scale);
}
