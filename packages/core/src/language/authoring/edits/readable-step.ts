/**
 * A step for a scale that people read easily: 1, 2 or 5 times a power of ten.
 *
 * @param low @param high the ends of the scale
 * @param steps about how many steps it is cut into
 * @example readableStep(0, 150) // => 1
 * @example readableStep(0, 96_000) // => 1000
 */
export function readableStep(low: number, high: number, steps = 100): number {
  const rough = Math.abs(high - low) / steps;
  if (!(rough > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const lead = rough / power;
  const nice = lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10;
  return Number((nice * power).toPrecision(12));
}

/** @returns the multiple of `step` nearest to `value`. @example snapTo(5_213, 100) // => 5200 */
export const snapTo = (value: number, step: number): number =>
  Number((Math.round(value / step) * step).toPrecision(12));
