/** From a sample of raw values to scales: transforms, centres, spreads, categories. */
import { quantile } from "../../stats/quantile.ts";
import { robustScaling, standardScaling } from "../../stats/scaling.ts";
import { fitYeoJohnson, yeoJohnson } from "../../stats/yeo-johnson.ts";
import type { FeatureSpec } from "../../language/model/kmeans-types.ts";
import type { CategoryScale, FeatureScale, NumberScale } from "./parameters.ts";
import { piecewiseValue, tabulate } from "./piecewise.ts";
import type { RawValue } from "./positions.ts";

/** So many categories can be what a cluster is typical for; the rest are alike in being none of them. */
const mostCategories = 30;

/**
 * The scale of a feature.
 *
 * @param values of the sample, in its order
 * @param fill whether a missing value stands for the typical one: the median, or the most frequent category
 * @returns `undefined` where the sample has no value at all
 */
export function scaleOf(
  feature: FeatureSpec,
  values: readonly RawValue[],
  fill: boolean,
): FeatureScale | undefined {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return undefined;
  return feature.kind === "category"
    ? categoryScale(known.map(String), feature.weight, fill)
    : numberScale(feature, known.map(Number), fill);
}

function numberScale(
  { transform, scale, weight }: Extract<FeatureSpec, { kind: "number" }>,
  values: readonly number[],
  fill: boolean,
): NumberScale {
  const sorted = Float64Array.from(values).toSorted();
  const [low, high] = [sorted[0] ?? 0, sorted.at(-1) ?? 0];
  const lambda = transform === "yeo_johnson" ? Number(fitYeoJohnson(values).toPrecision(6)) : null;
  const shape =
    transform === "none"
      ? null
      : (x: number) =>
          lambda === null ? Math.sign(x) * Math.log1p(Math.abs(x)) : yeoJohnson(x, lambda);
  const curve = shape === null ? null : tabulate(shape, low, high);
  const shaped = values.map((x) => (curve === null ? x : piecewiseValue(curve, x)));
  const { centre, spread } = scalings[scale](shaped);
  return {
    kind: "number",
    lambda,
    curve,
    centre: Number(centre.toPrecision(12)),
    factor: Number((Math.sqrt(weight) / spread).toPrecision(12)),
    fill: fill ? quantile(sorted, 0.5) : null,
  };
}

const scalings = {
  standard: standardScaling,
  robust: robustScaling,
  none: () => ({ centre: 0, spread: 1 }),
} as const;

function categoryScale(values: readonly string[], weight: number, fill: boolean): CategoryScale {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const frequent = [...counts]
    .toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .slice(0, mostCategories)
    .map(([value]) => value);
  return {
    kind: "category",
    values: frequent,
    cost: weight,
    fill: fill ? (frequent[0] ?? null) : null,
  };
}
