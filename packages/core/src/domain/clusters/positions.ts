/**
 * Where a customer lies: a whole number of millionths for each number, so that sums of positions are exact whatever the
 * threads, and text for each category. Distances are of doubles, summed in the order of the features.
 */
import {
  add,
  call,
  cases,
  cast,
  coalesce,
  double,
  eq,
  isNotNull,
  mul,
  sub,
  text,
  type Scalar,
} from "../../query/index.ts";
import type { ClusterParameters, FeatureScale, NumberScale } from "./parameters.ts";
import { piecewiseInverse, piecewiseOfMany, piecewiseScalar, piecewiseValue } from "./piecewise.ts";

/** Positions are so many to one spread of the feature. */
export const unit = 1_000_000;
/** No position lies further out. */
const furthest = 1e12;

export type Position = number | string | null;
export type RawValue = number | string | null;

/** A customer's position in one feature; `null` where they have none. */
export function positionOf(scale: FeatureScale, raw: RawValue): Position {
  const value = raw ?? scale.fill;
  if (value === null) return null;
  if (scale.kind === "category") return String(value);
  const shaped = scale.curve === null ? Number(value) : piecewiseValue(scale.curve, Number(value));
  const position = Math.floor((shaped - scale.centre) * (scale.factor * unit) + 0.5);
  return Math.min(Math.max(position, -furthest), furthest);
}

/** `positionOf` the known numbers of a feature, for very many of them. */
export function placeOfNumbers({ curve, centre, factor }: NumberScale): (value: number) => number {
  const spread = factor * unit;
  const placed = (shaped: number): number =>
    Math.min(Math.max(Math.floor((shaped - centre) * spread + 0.5), -furthest), furthest);
  if (curve === null) return placed;
  const shape = piecewiseOfMany(curve);
  return (value) => placed(shape(value));
}

/** The value in the user's units at a position. */
export function valueAt(scale: FeatureScale, position: Position): RawValue {
  if (scale.kind === "category" || typeof position !== "number") return position;
  const shaped = position / (scale.factor * unit) + scale.centre;
  return scale.curve === null ? shaped : piecewiseInverse(scale.curve, shaped);
}

/** What one feature adds to the squared distance, in squared spreads. */
export function partOfDistance(scale: FeatureScale, position: Position, centre: Position): number {
  if (scale.kind === "category") return position === centre ? 0 : scale.cost;
  const difference = (Number(position) - Number(centre)) / unit;
  return difference * difference;
}

/** The squared distances to all clusters; `undefined` where a position is missing. */
export function distancesOf(
  { scales, clusters }: ClusterParameters,
  positions: readonly Position[],
): readonly number[] | undefined {
  if (positions.includes(null)) return undefined;
  return clusters.map(({ centre }) =>
    scales.reduce(
      (sum, scale, i) => sum + partOfDistance(scale, positions[i] ?? null, centre[i] ?? null),
      0,
    ),
  );
}

/** The position of the nearest cluster in the list, of equals the first; −1 where a position is missing. */
export function nearestCluster(
  parameters: ClusterParameters,
  positions: readonly Position[],
): number {
  const distances = distancesOf(parameters, positions);
  return distances === undefined ? -1 : distances.indexOf(Math.min(...distances));
}

/** A position as a query computes it. @param raw a double, or text */
export function positionScalar(scale: FeatureScale, raw: Scalar): Scalar {
  if (scale.kind === "category") return scale.fill === null ? raw : coalesce(raw, text(scale.fill));
  const value = scale.fill === null ? raw : coalesce(raw, double(scale.fill));
  const shaped = scale.curve === null ? value : piecewiseScalar(scale.curve, value);
  const scaled = mul(sub(shaped, double(scale.centre)), double(scale.factor * unit));
  const whole = call("floor", add(scaled, double(0.5)));
  // What is compared in branches would be computed in each of them.
  const bounded = call("least", call("greatest", whole, double(-furthest)), double(furthest));
  const known = scale.fill === null ? cases([[isNotNull(raw), bounded]]) : bounded;
  return cast(known, "bigint");
}

/** The squared distance to a centre as a query computes it; NULL where a position is missing. */
export function distanceScalar(
  scales: readonly FeatureScale[],
  positions: readonly Scalar[],
  centre: readonly Position[],
): Scalar {
  const parts = scales.map((scale, i): Scalar => {
    const position = positions[i] ?? double(0);
    const middle = centre[i] ?? null;
    if (scale.kind === "category")
      return cases([
        [eq(position, text(String(middle))), double(0)],
        [{ kind: "is-null", value: position, negated: true }, double(scale.cost)],
      ]);
    // The difference of whole numbers is exact; dividing it by a million is done as in TypeScript.
    const difference = {
      kind: "binary",
      operator: "/",
      left: cast(
        sub(position, { kind: "number", text: String(Math.trunc(Number(middle))) }),
        "double",
      ),
      right: double(unit),
    } as const;
    return mul(difference, difference);
  });
  return parts.reduce((sum, part) => add(sum, part));
}
