/** Values of columns that are awkward: for rows, and for what rules compare them with. */
import type { Random } from "./random.ts";

export type Kind = "number" | "text" | "date" | "timestamp" | "boolean";

export const columns: Readonly<Record<Kind, readonly [string, ...string[]]>> = {
  number: ["whole", "money", "ratio", "big", "cents", "score"],
  text: ["city", "词", "other name"],
  date: ["born", "paid"],
  timestamp: ["seen", "at"],
  boolean: ["open", "vip"],
};
/** A metric: what was calculated before. */
export const metric = "score";

const words = [
  "",
  " ",
  "a",
  "A",
  "b",
  "ab",
  "aB",
  "苏州",
  "苏",
  "州",
  "İstanbul",
  "ı",
  "i",
  "I",
  "ß",
  "STRASSE",
  "straße",
  "Σίσυφος",
  "ς",
  "é",
  "e\u0301",
  "🙂",
  "👩‍👩‍👧",
  "𝒳",
  "\uFFFD",
  "\uE000",
  "ﬁ",
  "ǆ",
  "ᾳ",
  "%",
  "_",
  "50%",
  "a_b",
  "\\",
  "\\%",
  ".*",
  "^$",
  "[a-z]+",
  "(",
  "'",
  "''",
  '"',
  "\u3000x\u00a0",
  "\tx ",
  "  ab  ",
  "-",
  "a-b",
  "null",
  "0",
  "2026-01-01",
  "2026-01-01T00:00:00",
  "\n",
  "中\n文",
  "K",
  "Å",
  "ŉ",
  "Ω",
  "ΑΙ",
  "ａ",
] as const;
export const someText = (r: Random): string =>
  r.chance(0.8) ? r.pick(words) : r.pick(words) + r.pick(words) + r.pick(words);

const pad = (n: number, width: number): string => String(n).padStart(width, "0");
const awkwardDays = [
  "0001-01-01",
  "0001-12-31",
  "0099-02-28",
  "1899-12-31",
  "1900-02-28",
  "1969-12-31",
  "1970-01-01",
  "2000-02-29",
  "2023-02-28",
  "2024-02-29",
  "2024-03-31",
  "2025-12-31",
  "2026-01-01",
  "2026-01-30",
  "2026-01-31",
  "2026-11-21",
  "2100-02-28",
  "9999-12-30",
  "9999-12-31",
] as const;
export const someDay = (r: Random): string =>
  r.chance(0.7)
    ? r.pick(awkwardDays)
    : `${pad(2015 + r.below(15), 4)}-${pad(1 + r.below(12), 2)}-${pad(1 + r.below(28), 2)}`;

const times = ["00:00:00", "00:00:00.000001", "10:30:00", "10:30:00.5", "23:59:59.999999"] as const;
const someTime = (r: Random): string => `${someDay(r)} ${r.pick(times)}`;

const numerals = [
  "0",
  "1",
  "2",
  "3",
  "7",
  "10",
  "12",
  "100",
  "0.1",
  "0.2",
  "0.3",
  "0.5",
  "1.5",
  "2.5",
  "0.005",
  "1.005",
  "2.675",
  "99.99",
  "100.10",
  "0.000001",
  "0.0000004",
  "1e3",
  "1E-7",
  "1e300",
  ".5",
  "007",
  "9007199254740991",
  "9007199254740992",
  "9007199254740993",
  "123456789012345678",
  "999999999999999999",
  "1234567890123456789012",
  "0.1000000000000000055",
  "12345678.3",
  "9223372036854775807",
  "1e-320",
] as const;
export const someNumeral = (r: Random): string =>
  r.chance(0.7) ? r.pick(numerals) : (r.next() * 10 ** r.below(6)).toFixed(r.below(5));

const bigs = [
  "9007199254740991",
  "9007199254740992",
  "9007199254740993",
  "-9007199254740993",
  "123456789012345678",
  "123456789012345679",
  "9223372036854775807",
  "-9223372036854775808",
  "0",
  "1",
] as const;
const ratios = [
  "0",
  "0.1",
  "0.2",
  "0.3",
  "0.30000000000000004",
  "1e-9",
  "5e-7",
  "1e300",
  "-1e300",
  "1.7976931348623157e308",
  "5e-324",
  "0.5",
  "2.675",
  "-2.5",
  "123456789.123",
  "4503599627370497.5",
  "1e22",
  "-0.0",
] as const;
const wholes = ["0", "1", "-1", "2", "3", "5", "10", "100", "-7", "365", "2147483648"] as const;

/** A value of a column as SQL's text, or null; `big` are bigints, `money` decimals of 4 digits, `ratio` doubles. */
export function someCell(column: string, kind: Kind, r: Random): string | null {
  if (r.chance(0.15)) return null;
  switch (kind) {
    case "text":
      return someText(r);
    case "date":
      return someDay(r);
    case "timestamp":
      return someTime(r);
    case "boolean":
      return String(r.chance(0.5));
    case "number":
      switch (column) {
        case "big":
          return r.pick(bigs);
        case "whole":
          return r.pick(wholes);
        case "ratio":
          return r.chance(0.8) ? r.pick(ratios) : String((r.next() - 0.5) * 10 ** r.below(12));
        case "score":
          return String((r.below(100) / 10) * 3 * 0.1);
        case "cents":
          return (r.below(100_000) / 100).toFixed(2);
        default:
          return (r.chance(0.3) ? -1 : 1) * r.below(1_000_000) === 0
            ? "0"
            : ((r.below(2_000_000) - 1_000_000) / 10 ** r.below(5)).toFixed(4);
      }
  }
}
