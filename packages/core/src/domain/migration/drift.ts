/** How far a population has drifted, beside what chance alone would give. Definition: METHODS (drift). */
import { jensenShannon, kolmogorovSmirnov } from "../../stats/distances.ts";
import { driftNull, sidesOf, type Pair, type Sides } from "../../stats/drift-null.ts";
import { psi } from "../../stats/psi.ts";
import { quantile } from "../../stats/quantile.ts";
import type { Way } from "./migration.ts";

/** A distance, and what it stays below in 95 of 100 draws where nothing but chance is at work. */
export type Distance = { readonly value: number; readonly chance: number | null };

export type Drift = {
  /** Population stability index, smoothed by half a customer in each group. */
  readonly psi: Distance;
  /** Jensen–Shannon distance, in [0, 1]. */
  readonly js: Distance;
};

export type MetricDrift = Drift & {
  readonly metric: string;
  /** Kolmogorov–Smirnov statistic of the known values, in [0, 1]; `null` where a side has none. */
  readonly ks: Distance | null;
};

/** A customer's value before and now; `undefined` where they are not there, `null` where it is not known. */
export type ValuePair = {
  readonly before: number | null | undefined;
  readonly now: number | null | undefined;
};

const effort = { draws: 200, seed: 1 } as const;
const tenths = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9] as const;

/** Of the sizes of segments, "in no segment" among them. @returns `undefined` where a side has no customers */
export function segmentDrift(ways: readonly Way[]): Drift | undefined {
  const counts = new Map<string, Pair>();
  const codes = new Map<string | null, number>();
  const codeOf = (segment: string | null): number => {
    const code = codes.get(segment) ?? codes.size;
    codes.set(segment, code);
    return code;
  };
  for (const { before, after, states, customers } of ways) {
    const pair = {
      before: before ? codeOf(states[0]) : null,
      now: after ? codeOf(states[4]) : null,
    };
    const key = `${pair.before} ${pair.now}`;
    counts.set(key, { ...pair, count: (counts.get(key)?.count ?? 0) + customers });
  }
  const pairs = [...counts.values()];
  const statistics = (sides: Sides): readonly number[] => groupDistances(sides.before, sides.now);
  return driftOf(pairs, codes.size, statistics)?.drift;
}

/**
 * Of the values of a metric: KS over all values; PSI and Jensen–Shannon over the tenths of before, those that are not known a
 * group of their own.
 *
 * @param sample in a total order @returns `undefined` where a side has no customers
 */
export function metricDrift(metric: string, sample: readonly ValuePair[]): MetricDrift | undefined {
  const known = (side: "before" | "now"): readonly number[] =>
    sample.flatMap((pair) => pair[side] ?? []);
  const [before, now] = [known("before"), known("now")];
  const values = [...new Set([...before, ...now])].toSorted((a, b) => a - b);
  const codes = new Map(values.map((value, i) => [value, i]));
  const unknown = values.length;
  const sorted = before.toSorted((a, b) => a - b);
  const cuts =
    sorted.length === 0 ? [] : [...new Set(tenths.map((share) => quantile(sorted, share)))];
  const groups = [
    ...values.map((value) => cuts.filter((cut) => value > cut).length),
    cuts.length + 1,
  ];
  const grouped = (counts: Float64Array): Float64Array => {
    const tally = new Float64Array(cuts.length + 2);
    counts.forEach((count, code) => {
      const group = groups[code] ?? 0;
      tally[group] = (tally[group] ?? 0) + count;
    });
    return tally;
  };
  const codeOf = (value: number | null | undefined): number | null =>
    value === undefined ? null : value === null ? unknown : (codes.get(value) ?? unknown);
  const pairs = sample.map((pair) => ({
    before: codeOf(pair.before),
    now: codeOf(pair.now),
    count: 1,
  }));
  const statistics = (sides: Sides): readonly number[] => [
    ...groupDistances(grouped(sides.before), grouped(sides.now)),
    unknown === 0
      ? Number.NaN
      : kolmogorovSmirnov(sides.before.subarray(0, unknown), sides.now.subarray(0, unknown)),
  ];
  const found = driftOf(pairs, unknown + 1, statistics);
  if (found === undefined) return undefined;
  const ks = found.distances[2];
  return { metric, ...found.drift, ks: ks !== undefined && Number.isFinite(ks.value) ? ks : null };
}

/** Groups that nobody is in on either side say nothing, and are left out. */
function groupDistances(before: Float64Array, now: Float64Array): readonly [number, number] {
  const used = [...before.keys()].filter((i) => (before[i] ?? 0) + (now[i] ?? 0) > 0);
  const of = (counts: Float64Array): readonly number[] => used.map((i) => counts[i] ?? 0);
  const [old, new_] = [of(before), of(now)];
  if (old.every((n) => n === 0) || new_.every((n) => n === 0)) return [Number.NaN, Number.NaN];
  return [psi(old, new_), jensenShannon(old, new_)];
}

type Found = { readonly drift: Drift; readonly distances: readonly Distance[] };

function driftOf(
  pairs: readonly Pair[],
  values: number,
  statistics: (sides: Sides) => readonly number[],
): Found | undefined {
  const observed = statistics(sidesOf(pairs, values));
  if (!Number.isFinite(observed[0] ?? Number.NaN)) return undefined;
  const chance = driftNull(pairs, values, statistics, effort);
  const distances = observed.map((value, i): Distance => ({ value, chance: chance[i] ?? null }));
  const [index, js] = distances;
  return index === undefined || js === undefined
    ? undefined
    : { drift: { psi: index, js }, distances };
}
