import {
  DuckDBArrayValue,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampMillisecondsValue,
  DuckDBTimestampNanosecondsValue,
  DuckDBTimestampSecondsValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
} from "@duckdb/node-api";
import type { DuckDBValue } from "@duckdb/node-api";
import type { Value } from "./engine.ts";

/** A value of the binding as `Value` says. @example fromDuckdb(5n) // => 5 */
export function fromDuckdb(value: DuckDBValue): Value {
  if (value === null) return null;
  switch (typeof value) {
    case "string":
    case "number":
    case "boolean":
      return value;
    case "bigint":
      return fromWhole(value);
    default:
      return fromObject(value);
  }
}

/** As a number; NULL is NaN. @throws RangeError for a value that is none */
export function toNumber(value: DuckDBValue): number {
  if (value === null) return Number.NaN;
  if (typeof value === "number") return value;
  if (typeof value === "bigint" || typeof value === "boolean") return Number(value);
  if (value instanceof DuckDBDecimalValue) return fromDecimal(value);
  throw new RangeError(`not a number: ${String(value)}`);
}

function fromWhole(value: bigint): number | string {
  const near = Number(value);
  return Number.isSafeInteger(near) ? near : value.toString();
}

/** The nearest double: one rounding, of a quotient of two numbers that are exact, or of the digits. */
function fromDecimal(decimal: DuckDBDecimalValue): number {
  const near = Number(decimal.value);
  const exact = Number.isSafeInteger(near) && decimal.scale <= 22;
  return exact ? near / 10 ** decimal.scale : Number(decimal.toString());
}

function fromObject(value: Extract<DuckDBValue, object>): Value {
  if (value instanceof DuckDBDecimalValue) return fromDecimal(value);
  if (value instanceof DuckDBDateValue) return value.toString();
  if (isTimestamp(value)) return isoTimestamp(value.toString());
  if (value instanceof DuckDBTimestampTZValue) {
    return `${isoTimestamp(new DuckDBTimestampValue(value.micros).toString())}Z`;
  }
  if (value instanceof DuckDBListValue || value instanceof DuckDBArrayValue) {
    return value.items.map(fromDuckdb);
  }
  if (value instanceof DuckDBStructValue) return fromFields(Object.entries(value.entries));
  if (value instanceof DuckDBMapValue) {
    return fromFields(value.entries.map((entry) => [String(entry.key), entry.value]));
  }
  return String(value);
}

const isTimestamp = (
  value: object,
): value is
  | DuckDBTimestampValue
  | DuckDBTimestampSecondsValue
  | DuckDBTimestampMillisecondsValue
  | DuckDBTimestampNanosecondsValue =>
  value instanceof DuckDBTimestampValue ||
  value instanceof DuckDBTimestampSecondsValue ||
  value instanceof DuckDBTimestampMillisecondsValue ||
  value instanceof DuckDBTimestampNanosecondsValue;

const isoTimestamp = (text: string): string => text.replace(" ", "T").replace(/\.0+$/, "");

const fromFields = (fields: readonly (readonly [string, DuckDBValue])[]): Value =>
  Object.fromEntries(fields.map(([name, field]) => [name, fromDuckdb(field)]));
