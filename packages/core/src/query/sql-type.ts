/** A column's type as every engine knows it. Money is `decimal`; counts are `bigint`. */
export type SqlType =
  | SimpleSqlType
  /** `precision` digits in [1, 38], `scale` of them after the point. */
  | { readonly kind: "decimal"; readonly precision: number; readonly scale: number }
  | { readonly kind: "list"; readonly of: SqlType };

export type SimpleSqlType =
  | "boolean"
  | "integer"
  | "bigint"
  | "hugeint"
  | "double"
  | "varchar"
  | "date"
  | "timestamp"
  /** An instant; shown in a time zone only through `local_time`. */
  | "timestamptz";

/**
 * The exact decimal type.
 *
 * @param precision digits in all, in [1, 38]
 * @param scale digits after the point, in [0, precision]
 * @throws RangeError when either is out of range
 * @example decimal(18, 2) // => { kind: "decimal", precision: 18, scale: 2 }
 */
export function decimal(precision: number, scale: number): SqlType {
  const whole = Number.isInteger(precision) && Number.isInteger(scale);
  if (!whole || precision < 1 || precision > 38 || scale < 0 || scale > precision) {
    throw new RangeError(
      `decimal(${precision}, ${scale}): precision 1 to 38, scale 0 to precision`,
    );
  }
  return { kind: "decimal", precision, scale };
}

/** @example list("varchar") // => { kind: "list", of: "varchar" } */
export const list = (of: SqlType): SqlType => ({ kind: "list", of });

/**
 * The type that holds a number as it is written: `bigint` for up to 18 digits without a point, else the narrowest decimal.
 *
 * @param text digits with an optional sign and point, no exponent, at most 38 digits
 * @throws RangeError for any other text
 * @example typeOfNumber("12.50") // => { kind: "decimal", precision: 4, scale: 2 }
 */
export function typeOfNumber(text: string): SqlType {
  const match = /^-?(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) throw new RangeError(`not a plain decimal number: ${JSON.stringify(text)}`);
  const whole = (match[1] ?? "").replace(/^0+(?=\d)/, "");
  const fraction = match[2] ?? "";
  if (fraction === "" && whole.length <= 18) return "bigint";
  return decimal(whole.length + fraction.length, fraction.length);
}
