/** Clusters of a sample: k-means where all features are numbers, k-prototypes where there are categories too. */
import { kPrototypes, prototypeSeeds, type Mixed } from "../../stats/k-prototypes.ts";
import { nearestCentroid, type Points } from "../../stats/points.ts";
import { mixedDistance } from "../../stats/k-prototypes.ts";
import { kMeans } from "./k-means.ts";
import type { FeatureScale } from "./parameters.ts";
import { unit, type Position } from "./positions.ts";

export type Clustered = {
  readonly centres: readonly (readonly Position[])[];
  readonly labels: readonly number[];
  /** The sum of squared distances to the nearest centre, in squared spreads. */
  readonly inertia: number;
};

/** A sample whose rows have all positions, ready for clustering. */
export type Space = {
  readonly count: number;
  /** Numbers in spreads; each category as 0 for its value and 1 / √2 · √cost for others, for silhouettes. */
  readonly points: Points;
  readonly cluster: (
    rows: readonly number[] | null,
    k: number,
    options: { readonly starts: number; readonly next: () => number },
  ) => Clustered;
  /** The nearest of some centres for every row. */
  readonly label: (centres: Clustered["centres"]) => readonly number[];
};

/** @param positions of each row, none missing */
export function spaceOf(
  scales: readonly FeatureScale[],
  positions: readonly (readonly Position[])[],
): Space {
  const isNumber = scales.map((scale) => scale.kind === "number");
  const costs = scales.flatMap((scale) => (scale.kind === "category" ? [scale.cost] : []));
  const codes = scales.map(
    (scale) => new Map(scale.kind === "category" ? scale.values.map((v, i) => [v, i]) : []),
  );
  const mixedOf = (row: readonly Position[]): Mixed => ({
    numbers: row.flatMap((p, i) => (isNumber[i] === true ? [Number(p) / unit] : [])),
    categories: row.flatMap((p, i) =>
      isNumber[i] === true ? [] : [codes[i]?.get(String(p)) ?? -1],
    ),
  });
  const things = positions.map(mixedOf);
  const numbers = things.map((thing) => thing.numbers);
  const back = ({ numbers: n, categories: c }: Mixed): readonly Position[] => {
    let [number, category] = [0, 0];
    return scales.map((scale) => {
      if (scale.kind === "number") return Math.round((n[number++] ?? 0) * unit);
      return scale.values[c[category++] ?? 0] ?? null;
    });
  };
  const chosen = <T>(of: readonly T[], rows: readonly number[] | null): readonly T[] =>
    rows === null ? of : rows.flatMap((row) => of[row] ?? []);
  const label: Space["label"] = (centres) => {
    const middles = centres.map(mixedOf);
    if (costs.length === 0) {
      const centroids = middles.map((m) => m.numbers);
      return numbers.map((point) => nearestCentroid(point, centroids));
    }
    return things.map((thing) => {
      const distances = middles.map((m) => mixedDistance(thing, m, costs));
      return distances.indexOf(Math.min(...distances));
    });
  };
  const cluster: Space["cluster"] = (rows, k, { starts, next }) => {
    if (costs.length === 0) {
      const data = rows === null ? numbers : rows.map((row) => numbers[row] ?? []);
      const found = kMeans(data, k, { starts, next });
      const centres = found.centroids.map((c) => back({ numbers: c, categories: [] }));
      return { centres, labels: found.labels, inertia: found.inertia };
    }
    const data = chosen(things, rows);
    let best: ReturnType<typeof kPrototypes> | undefined;
    for (let start = 0; start < starts; start += 1) {
      const found = kPrototypes(data, prototypeSeeds(data, k, costs, next), costs);
      if (best === undefined || found.cost < best.cost) best = found;
    }
    if (best === undefined) throw new RangeError("k-prototypes without a start");
    return { centres: best.prototypes.map(back), labels: best.labels, inertia: best.cost };
  };
  return {
    count: things.length,
    points: things.map((t) => embedded(t, codes, costs)),
    cluster,
    label,
  };
}

/** A category as coordinates: two that differ are √cost apart, as k-prototypes has them. */
function embedded(
  thing: Mixed,
  codes: readonly ReadonlyMap<string, number>[],
  costs: readonly number[],
): readonly number[] {
  const sizes = codes.filter((c) => c.size > 0).map((c) => c.size);
  const categories = thing.categories.flatMap((code, i) =>
    Array.from({ length: sizes[i] ?? 0 }, (_, value) =>
      value === code ? Math.sqrt((costs[i] ?? 0) / 2) : 0,
    ),
  );
  return [...thing.numbers, ...categories];
}
