/** Lloyd's rounds over all customers by the engine: assign to the nearest centre, average, until the centres stand still. */
import {
  and,
  as,
  asc,
  call,
  cases,
  cast,
  col,
  countAll,
  eq,
  int,
  isNotNull,
  select,
  sum,
  text,
  type Query,
  type Relation,
  type Scalar,
} from "../../query/index.ts";
import { rowColumn } from "../columns.ts";
import type { Numbers, Polish } from "../fit.ts";
import { clusterParameters, type ClusterOptions } from "./cluster-learner.ts";
import type { ClusterParameters, FeatureScale } from "./parameters.ts";
import { mostRounds, polishedClusters, still } from "./polished-clusters.ts";
import {
  distanceScalar,
  placeOfNumbers,
  positionOf,
  positionScalar,
  unit,
  type Position,
} from "./positions.ts";

const positionName = (i: number): string => `p${i}`;
const distanceName = (i: number): string => `d${i}`;
const sumName = (i: number): string => `s${i}`;
const countName = (i: number, value: number): string => `n${i}_${value}`;

/**
 * @param customers those who take part, with raw values of the features; with `rowColumn` where asked for it
 * @param raw the columns of raw values
 */
export function polishClusters(
  options: ClusterOptions,
  customers: (from: Relation, row?: boolean) => Query,
  raw: readonly string[],
): Polish {
  return {
    whole: (from, parameters, row) =>
      wholeQuery(customers(from, row), clusterParameters(parameters), raw, row),
    places: (parameters) => clusterParameters(parameters).scales.map(placeOf),
    prepares: (from, parameters) => {
      const { scales } = clusterParameters(parameters);
      const placed = select({
        columns: scales.map((scale, i) =>
          as(positionName(i), positionScalar(scale, col(raw[i] ?? ""))),
        ),
        from: customers(from),
      });
      if (scales.length === 0) return select({ columns: { nobody: int(0) }, limit: 0 });
      return select({
        from: placed,
        where: and(...scales.map((_, i) => isNotNull(col(positionName(i))))),
      });
    },
    reads: (prepared, parameters) => roundQuery(prepared, clusterParameters(parameters)),
    next: (learned, rows, round) => {
      const before = clusterParameters(learned.parameters);
      if (before.clusters.length === 0) return { learned, done: true };
      const sizes = before.clusters.map((_, i) => cell(rows, "customers", rowOf(rows, i)));
      const centres = before.clusters.map(({ centre }, i) => {
        const row = rowOf(rows, i);
        return row < 0 ? centre : before.scales.map((scale, f) => middleOf(scale, f, rows, row));
      });
      const moved = centres.some((centre, i) =>
        centre.some((place, f) => isMoved(place, before.clusters[i]?.centre[f] ?? null)),
      );
      const done = !moved || round >= mostRounds;
      // The counts are those of the centres that were read, so that a run's sizes and its assignments agree.
      const kept = done ? before.clusters.map((c) => c.centre) : centres;
      const inertia =
        (rows["inertia"] ?? new Float64Array()).reduce((total, part) => total + part, 0) / unit;
      const rounds = round + 1;
      return {
        learned: polishedClusters(learned, options, { centres: kept, sizes, inertia, rounds }),
        done,
      };
    },
  };
}

/** Raw values, categories by their place in the scale's list, −1 for others. */
function wholeQuery(
  customers: Query,
  { scales, clusters }: ClusterParameters,
  raw: readonly string[],
  row: boolean,
): Query | null {
  if (clusters.length === 0) return null;
  return select({
    columns: [
      ...(row ? [as(rowColumn, cast(col(rowColumn), "double"))] : []),
      ...scales.map((scale, i) => {
        const value = col(raw[i] ?? "");
        if (scale.kind === "number") return as(positionName(i), value);
        const listed = scale.values.map((v, code) => [eq(value, text(v)), int(code)] as const);
        const code = cases([...listed, [isNotNull(value), int(-1)]]);
        return as(positionName(i), cast(code, "double"));
      }),
    ],
    from: customers,
  });
}

/** The position of a raw value as `wholeQuery` gives it. */
function placeOf(scale: FeatureScale): (value: number) => number {
  if (scale.kind === "number") {
    const missing = Number(positionOf(scale, null) ?? NaN);
    const place = placeOfNumbers(scale);
    return (value) => (Number.isNaN(value) ? missing : place(value));
  }
  const missing = scale.fill === null ? NaN : scale.values.indexOf(scale.fill);
  return (value) => (Number.isNaN(value) ? missing : value);
}

/** One row a cluster that has customers: how many, sums of positions, counts of categories, squared distances. */
function roundQuery(prepared: Relation, { scales, clusters }: ClusterParameters): Query {
  if (clusters.length === 0) return select({ columns: { cluster: int(0) }, limit: 0 });
  const positions = scales.map((_, i) => col(positionName(i)));
  const distances = select({
    columns: [
      ...scales.map((_, i) => as(positionName(i), col(positionName(i)))),
      ...clusters.map(({ centre }, i) =>
        as(distanceName(i), distanceScalar(scales, positions, centre)),
      ),
    ],
    from: prepared,
  });
  const least = call("least", ...clusters.map((_, i) => col(distanceName(i))));
  const nearest = select({
    columns: [
      ...scales.map((_, i) => as(positionName(i), col(positionName(i)))),
      as("cluster", cases(clusters.map((_, i) => [eq(col(distanceName(i)), least), int(i)]))),
      as("distance", cast(call("floor", millionths(least)), "bigint")),
    ],
    from: distances,
  });
  return select({
    columns: [
      as("cluster", cast(col("cluster"), "double")),
      as("customers", cast(countAll(), "double")),
      as("inertia", cast(sum(col("distance")), "double")),
      ...scales.flatMap((scale, i) =>
        scale.kind === "number"
          ? [as(sumName(i), cast(sum(col(positionName(i))), "double"))]
          : scale.values.map((value, v) =>
              as(countName(i, v), cast(countAll(eq(col(positionName(i)), text(value))), "double")),
            ),
      ),
    ],
    from: nearest,
    groupBy: [col("cluster")],
    orderBy: [asc(col("cluster"))],
  });
}

const millionths = (value: Scalar): Scalar => ({
  kind: "binary",
  operator: "*",
  left: value,
  right: { kind: "double", value: unit },
});

const rowOf = (rows: Numbers, cluster: number): number => rows["cluster"]?.indexOf(cluster) ?? -1;
const cell = (rows: Numbers, column: string, row: number): number => rows[column]?.[row] ?? 0;

function middleOf(scale: FeatureScale, feature: number, rows: Numbers, row: number): Position {
  if (scale.kind === "number")
    return Math.round(cell(rows, sumName(feature), row) / cell(rows, "customers", row));
  const counts = scale.values.map((_, v) => cell(rows, countName(feature, v), row));
  return scale.values[counts.indexOf(Math.max(...counts))] ?? null;
}

const isMoved = (now: Position, before: Position): boolean =>
  typeof now === "number" && typeof before === "number"
    ? Math.abs(now - before) >= still
    : now !== before;
