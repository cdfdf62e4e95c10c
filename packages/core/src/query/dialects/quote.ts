/** Quoting that SQL engines share. */

/**
 * A name as SQL writes it, always quoted.
 *
 * @throws RangeError for an empty name or one with a NUL character
 * @example quoteName('a"b') // => '"a""b"'
 */
export function quoteName(name: string): string {
  if (name === "" || name.includes("\0")) {
    throw new RangeError(`not a name: ${JSON.stringify(name)}`);
  }
  return `"${name.replaceAll('"', '""')}"`;
}

/**
 * A text as SQL writes it. Backslashes mean themselves.
 *
 * @throws RangeError for a text with a NUL character
 * @example quoteText("O'Brien") // => "'O''Brien'"
 */
export function quoteText(value: string): string {
  if (value.includes("\0")) throw new RangeError("a text with a NUL character cannot be written");
  return `'${value.replaceAll("'", "''")}'`;
}

/** @throws RangeError when it is not a whole number that JavaScript holds exactly */
export function printInteger(value: number): string {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a whole number: ${value}`);
  return value < 0 ? `(${value})` : String(value);
}

/** The text of an ISO date or timestamp, checked, so that it can stand in SQL. */
export function isoText(kind: "date" | "timestamp", value: string): string {
  const pattern =
    kind === "date"
      ? /^\d{4,6}-\d{2}-\d{2}$/
      : /^\d{4,6}-\d{2}-\d{2}([ T]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?)?$/;
  if (!pattern.test(value)) throw new RangeError(`not an ISO ${kind}: ${JSON.stringify(value)}`);
  return value.replace("T", " ");
}

/** @throws RangeError for NaN and infinities: they compare differently everywhere */
export function finite(value: number): number {
  if (!Number.isFinite(value)) throw new RangeError(`not a finite number: ${value}`);
  return value;
}
