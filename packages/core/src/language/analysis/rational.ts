/** Exact numbers: thresholds are compared as they are written, never as floating point. */

/** `top / bottom`, in lowest terms where it is a whole number; `bottom` is positive. */
export type Rational = { readonly top: bigint; readonly bottom: bigint };

/** Doubles tell numbers of so many digits apart even after they were halved three times, and so does the engine. */
const maximumDigits = 12;
const maximumExponent = 40;

export const whole = (value: number | bigint): Rational => ({ top: BigInt(value), bottom: 1n });

/** The number, or `undefined` where it has too many digits for every engine to see it the same. */
export function parseRational(text: string): Rational | undefined {
  const match = /^(?<sign>-?)(?<int>\d*)\.?(?<frac>\d*)(?:[eE](?<exp>[+-]?\d+))?$/.exec(text);
  const { sign = "", int = "", frac = "", exp = "0" } = match?.groups ?? {};
  const digits = int + frac;
  if (match === null || digits === "" || exp.length > 3) return undefined;
  const exponent = Number(exp) - frac.length;
  const significant = digits.replace(/^0+/, "").replace(/0+$/, "");
  if (significant.length > maximumDigits || Math.abs(exponent) > maximumExponent) return undefined;
  const value = BigInt(sign + digits);
  return exponent >= 0
    ? { top: value * 10n ** BigInt(exponent), bottom: 1n }
    : quotient({ top: value, bottom: 10n ** BigInt(-exponent) });
}

export const isWhole = (a: Rational): boolean => a.bottom === 1n;
export const negative = (a: Rational): Rational => ({ top: -a.top, bottom: a.bottom });
export const absolute = (a: Rational): Rational => (a.top < 0n ? negative(a) : a);
export const plus = (a: Rational, b: Rational): Rational =>
  quotient({ top: a.top * b.bottom + b.top * a.bottom, bottom: a.bottom * b.bottom });
export const minus = (a: Rational, b: Rational): Rational => plus(a, negative(b));
export const times = (a: Rational, b: Rational): Rational =>
  quotient({ top: a.top * b.top, bottom: a.bottom * b.bottom });
/** @throws RangeError where `b` is zero */
export const over = (a: Rational, b: Rational): Rational =>
  quotient({ top: a.top * b.bottom, bottom: a.bottom * b.top });

/** Below 0, 0 or above 0 as `a` is below, equal to or above `b`. */
export function compareRationals(a: Rational, b: Rational): number {
  const [left, right] = [a.top * b.bottom, b.top * a.bottom];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The largest whole number not above. */
export function floorOf(a: Rational): bigint {
  const down = a.top / a.bottom;
  return a.top < 0n && down * a.bottom !== a.top ? down - 1n : down;
}

function quotient({ top, bottom }: Rational): Rational {
  if (bottom < 0n) return quotient({ top: -top, bottom: -bottom });
  return top % bottom === 0n ? { top: top / bottom, bottom: 1n } : { top, bottom };
}
