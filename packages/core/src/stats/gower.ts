/** A feature of things that are compared: a number with its range over all of them, or a category. */
export type GowerFeature =
  | { readonly kind: "number"; readonly range: number; readonly weight: number }
  | { readonly kind: "category"; readonly weight: number };

type GowerValue = number | string | boolean | null;

/**
 * Gower's distance (1971) of two things with numbers and categories: the weighted mean of |a − b| / range and of 0 for the same
 * category, 1 for another. A feature that either lacks does not count.
 *
 * @param range of a number, over all things that are compared; where it is 0, the numbers do not differ
 * @param weight at least 0
 * @returns in [0, 1]; `null` where no feature counts
 * @example
 * gower([{ kind: "number", range: 10, weight: 1 }, { kind: "category", weight: 1 }], [0, "a"], [5, "b"]) // => 0.75
 */
export function gower(
  features: readonly GowerFeature[],
  a: readonly GowerValue[],
  b: readonly GowerValue[],
): number | null {
  let [sum, weights] = [0, 0];
  features.forEach((feature, i) => {
    const [left = null, right = null] = [a[i], b[i]];
    if (left === null || right === null) return;
    weights += feature.weight;
    sum += feature.weight * differenceOf(feature, left, right);
  });
  return weights === 0 ? null : sum / weights;
}

function differenceOf(
  feature: GowerFeature,
  a: Exclude<GowerValue, null>,
  b: Exclude<GowerValue, null>,
): number {
  if (feature.kind === "category") return a === b ? 0 : 1;
  return feature.range === 0 ? 0 : Math.abs(Number(a) - Number(b)) / feature.range;
}
