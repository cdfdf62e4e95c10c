/** How alike customers of one segment are, and how different those of two. */
import { standardScaling } from "../../stats/scaling.ts";
import { silhouettes } from "../../stats/silhouette.ts";
import { standardisedDifference, type Moments } from "../../stats/standardised-difference.ts";
import type { MetricDifference } from "./evaluation.ts";

/** Silhouettes take time in the square of this. */
const silhouetteCustomers = 1000;

export type Similarity = {
  readonly silhouette: number | null;
  /** By segment. */
  readonly silhouettes: ReadonlyMap<string, number>;
  readonly metrics: readonly MetricDifference[];
};

/**
 * @param labels the segment of each customer
 * @param metrics names of the columns
 * @param rows a value for each metric, `null` where it is unknown: the mean stands for it in silhouettes, differences are of
 * those of whom it is known
 */
export function similarityOf(
  labels: readonly string[],
  metrics: readonly string[],
  rows: readonly (readonly (number | null)[])[],
): Similarity {
  const columns = metrics.map((_, i) => standardised(rows.map((row) => row[i] ?? null)));
  const ids = [...new Set(labels)].toSorted();
  const points = labels.map((_, row) => columns.map((column) => column[row] ?? 0)); // 0 is the mean
  const sampled = labels.slice(0, silhouetteCustomers).map((label) => ids.indexOf(label));
  const each =
    new Set(sampled).size < 2 ? [] : silhouettes(points.slice(0, silhouetteCustomers), sampled);
  const mean = (of: readonly number[]): number => of.reduce((sum, x) => sum + x, 0) / of.length;
  const bySegment = ids.flatMap((id, i) => {
    const own = each.filter((_, row) => sampled[row] === i);
    return own.length < 2 ? [] : [[id, mean(own)] as const];
  });
  return {
    silhouette: each.length === 0 ? null : mean(each),
    silhouettes: new Map(bySegment),
    metrics: metrics
      .map((metric, i) => differenceOf(metric, columns[i] ?? [], labels, ids))
      .toSorted((a, b) => b.between - a.between),
  };
}

/** Logarithms pull long tails in; below zero they are mirrored. */
function standardised(values: readonly (number | null)[]): readonly (number | null)[] {
  const shaped = values.map((x) => (x === null ? null : Math.sign(x) * Math.log1p(Math.abs(x))));
  const known = shaped.filter((x) => x !== null);
  if (known.length === 0) return shaped;
  const { centre, spread } = standardScaling(known);
  return shaped.map((x) => (x === null ? null : (x - centre) / spread));
}

function differenceOf(
  metric: string,
  values: readonly (number | null)[],
  labels: readonly string[],
  ids: readonly string[],
): MetricDifference {
  const moments = new Map<string, { n: number; sum: number; squares: number }>();
  values.forEach((x, row) => {
    if (x === null) return;
    const own = moments.get(labels[row] ?? "") ?? { n: 0, sum: 0, squares: 0 };
    own.n += 1;
    own.sum += x;
    own.squares += x * x;
    moments.set(labels[row] ?? "", own);
  });
  const all = [...moments.values()];
  if (all.length === 0) return { metric, between: 0, furthest: null }; // nothing is known of anybody
  const total = (of: (m: Moments) => number): number => all.reduce((sum, m) => sum + of(m), 0);
  const correction = total((m) => m.sum) ** 2 / total((m) => m.n);
  const spread = total((m) => m.squares) - correction;
  const between = total((m) => m.sum ** 2 / m.n) - correction;
  let furthest: MetricDifference["furthest"] = null;
  for (const high of ids)
    for (const low of ids) {
      const [one, other] = [moments.get(high), moments.get(low)];
      if (high === low || one === undefined || other === undefined || one.n < 2 || other.n < 2)
        continue;
      const smd = standardisedDifference(one, other)?.smd ?? 0;
      if (smd > (furthest?.smd ?? 0)) furthest = { high, low, smd };
    }
  return { metric, between: spread <= 1e-9 ? 0 : Math.max(0, between / spread), furthest };
}
