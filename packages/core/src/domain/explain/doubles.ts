/** Arithmetic of rules as the engines do it: doubles, with null where one is too large. See `numbers.ts`. */

/** The number, or null where it is infinite or none. */
export const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** The nearest whole number, half away from zero. @example nearest(-2.5) // => -3 */
const nearest = (value: number): number => Math.sign(value) * Math.round(Math.abs(value));

/** To six digits after the point, in the engines' own steps. @example settle(0.1 + 0.2) // => 0.3 */
export function settle(value: number): number {
  const settled = nearest(value * 1e6) / 1e6;
  return Number.isFinite(settled) ? settled : value;
}

/**
 * Rounded half away from zero: `2.675` as it is written, not as its double, gives `2.68`.
 *
 * @param digits after the point, 0 to 9
 * @param calculated whether the number came out of arithmetic
 */
export function round(value: number, digits: number, calculated: boolean): number | null {
  if (digits === 0) return nearest(calculated ? settle(value) : value);
  const scale = 10 ** digits;
  const scaled = finite(value * scale);
  return scaled === null ? null : nearest(settle(scaled)) / scale;
}
