/** Short forecasts of a weekly series, by the method that erred least where the answer was known. */

export type ForecastMethod = "seasonal_naive" | "exponential_smoothing" | "croston" | "mean";

export type Forecast = {
  readonly method: ForecastMethod;
  /** The next periods, the nearest first; at least 0. */
  readonly values: readonly number[];
  /** The mean absolute error of the method over the periods held out. */
  readonly mae: number;
  /** That of repeating the mean of all before; the method is no better where they are equal. */
  readonly meanMae: number;
  /** How many periods were held out. */
  readonly heldOut: number;
};

/** Fewer periods than this say too little. */
const fewest = 8;

/** Repeats the same period of the last season (Hyndman & Athanasopoulos, Forecasting, 3.1). @param season in periods */
export const seasonalNaive = (
  series: readonly number[],
  season: number,
  ahead: number,
): readonly number[] =>
  Array.from({ length: ahead }, (_, h) => series[series.length - season + (h % season)] ?? 0);

/**
 * Simple exponential smoothing (Hyndman & Athanasopoulos, Forecasting, 7.1): the level that a forecast repeats.
 *
 * @param alpha in [0, 1]
 * @param start the level before the first period; by default the first value
 * @example smoothedLevel([445.36, 453.2], 0.8339, 446.5868).toFixed(2) // => "451.93"
 */
export const smoothedLevel = (
  series: readonly number[],
  alpha: number,
  start: number = series[0] ?? 0,
): number => series.reduce((level, y) => alpha * y + (1 - alpha) * level, start);

/**
 * Croston's method (1972) for demand that comes now and then: smoothed sizes over smoothed intervals.
 *
 * @param alpha in (0, 1]
 * @returns demand for each period; 0 where there was none
 */
export function croston(series: readonly number[], alpha: number): number {
  let size: number | undefined;
  let interval = 0;
  let since = 0;
  for (const y of series) {
    since += 1;
    if (y <= 0) continue;
    if (size === undefined) {
      size = y;
      interval = since;
    } else {
      size = alpha * y + (1 - alpha) * size;
      interval = alpha * since + (1 - alpha) * interval;
    }
    since = 0;
  }
  return size === undefined ? 0 : size / interval;
}

const meanOf = (series: readonly number[]): number =>
  series.length === 0 ? 0 : series.reduce((a, b) => a + b, 0) / series.length;

/** The weight, in twentieths, whose forecasts one period ahead erred least. */
function bestAlpha(series: readonly number[]): number {
  const errors = Array.from({ length: 20 }, (_, i) => {
    const alpha = (i + 1) / 20;
    let level = series[0] ?? 0;
    let sum = 0;
    for (const y of series.slice(1)) {
      sum += (y - level) ** 2;
      level = alpha * y + (1 - alpha) * level;
    }
    return { alpha, sum };
  });
  return errors.reduce((a, b) => (b.sum < a.sum ? b : a)).alpha;
}

const methods: Readonly<
  Record<
    ForecastMethod,
    (series: readonly number[], season: number, ahead: number) => readonly number[]
  >
> = {
  mean: (series, _, ahead) => Array.from({ length: ahead }, () => meanOf(series)),
  exponential_smoothing: (series, _, ahead) => {
    const level = smoothedLevel(series, bestAlpha(series));
    return Array.from({ length: ahead }, () => level);
  },
  croston: (series, _, ahead) => {
    const each = croston(series, 0.1);
    return Array.from({ length: ahead }, () => each);
  },
  seasonal_naive: (series, season, ahead) => seasonalNaive(series, season, ahead),
};

const names: readonly ForecastMethod[] = [
  "mean",
  "exponential_smoothing",
  "croston",
  "seasonal_naive",
];

/**
 * Holds the last quarter of a series out, asks each method for it, and forecasts by the one whose mean absolute error was
 * least; of equal ones the simplest. The season counts only where the rest holds one and a half of it.
 *
 * @param series values of periods in order, none missing, at least 0
 * @param season in periods, such as 52 of weeks
 * @param ahead how many periods, at least 1
 * @returns `undefined` where there are fewer than 8 periods
 */
export function forecast(
  series: readonly number[],
  season: number,
  ahead: number,
): Forecast | undefined {
  if (series.length < fewest) return undefined;
  const heldOut = Math.max(2, Math.min(13, Math.floor(series.length / 4)));
  const known = series.slice(0, series.length - heldOut);
  const held = series.slice(known.length);
  const able = names.filter((name) => name !== "seasonal_naive" || known.length >= 1.5 * season);
  const errors = able.map((method) => {
    const said = methods[method](known, season, heldOut);
    return { method, mae: meanOf(held.map((y, h) => Math.abs(y - (said[h] ?? 0)))) };
  });
  const best = errors.reduce((a, b) => (b.mae < a.mae ? b : a));
  const values = methods[best.method](series, season, ahead).map((y) => Math.max(0, y));
  const meanMae = errors.find((e) => e.method === "mean")?.mae ?? best.mae;
  return { method: best.method, values, mae: best.mae, meanMae, heldOut };
}
