/**
 * Small groups of high potential that no rule covers: subgroup discovery (Klösgen 1996) with honest testing. Rules of one or
 * two conditions are looked for on one half of the customers and tested on the other, so that what was found by looking long
 * enough does not pass; p-values of that half are adjusted for all rules that reach it (Benjamini, Hochberg 1995).
 */
import { benjaminiHochberg } from "../../stats/benjamini-hochberg.ts";
import { normalAbove } from "../../stats/normal-above.ts";
import { quantile } from "../../stats/quantile.ts";
import type { Gap } from "./evaluation.ts";

export type GapFeature = {
  /** As a rule names it. */
  readonly name: string;
  readonly kind: "number" | "text";
};
export type GapRow = {
  readonly target: number;
  /** In the order of the features. */
  readonly values: readonly (number | string | null)[];
};

/** Bounds of what is proposed. */
const bounds = {
  share: 0.01,
  customers: 20,
  lift: 1.5,
  q: 0.01,
  proposals: 3,
  finalists: 12,
} as const;

/** Larger than any statistic of a sample. */
const certain = 1e6;

type Condition = {
  readonly feature: number;
  readonly text: string;
  readonly holds: (row: GapRow) => boolean;
};
type Group = { readonly conditions: readonly Condition[]; readonly z: number };

/**
 * @param rows customers whom no rule covers, in an order that has nothing to do with them
 * @returns the groups that hold on the other half too, the surest first
 */
export function findGaps(features: readonly GapFeature[], rows: readonly GapRow[]): readonly Gap[] {
  const least = Math.max(bounds.customers, Math.ceil((bounds.share * rows.length) / 2));
  if (rows.length < 4 * least) return [];
  const scored = scores(rows);
  const half = (side: 0 | 1): readonly (readonly [GapRow, number])[] =>
    rows.flatMap((row, i) => (i % 2 === side ? [[row, scored[i] ?? 0] as const] : []));
  const [looked, held] = [half(0), half(1)];
  const group = (conditions: readonly Condition[]): Group => ({
    conditions,
    z: zOf(looked, conditions, least),
  });
  const singles = conditionsOf(
    features,
    looked.map(([row]) => row),
  );
  const best = (groups: readonly Group[], count: number): readonly Group[] =>
    groups
      .filter((g) => g.z > 2)
      .toSorted((a, b) => b.z - a.z || textOf(a).localeCompare(textOf(b)))
      .slice(0, count);
  const ones = best(
    singles.map((c) => group([c])),
    bounds.finalists,
  );
  const pairs = ones.flatMap((one) =>
    singles
      .filter((c) => one.conditions.every((own) => own.feature !== c.feature))
      .map((c) => group([...one.conditions, c]))
      .filter((pair) => pair.z > 1.15 * one.z),
  );
  const finalists = best([...ones, ...pairs], bounds.finalists);
  const evidence = finalists.map((g) => zOf(held, g.conditions, least / 2));
  const qs = benjaminiHochberg(evidence.map(normalAbove));
  const everybody = meanOf(rows);
  const passing = finalists.flatMap((found, i): readonly Passing[] => {
    const members = rows.flatMap((row, at) =>
      found.conditions.every((c) => c.holds(row)) ? [at] : [],
    );
    const mean = meanOf(members.flatMap((at) => rows[at] ?? []));
    const lift = everybody === 0 ? 0 : mean / everybody;
    const q = qs[i] ?? 1;
    if (q > bounds.q || lift < bounds.lift) return [];
    return [{ found, members: new Set(members), mean, lift, q, evidence: evidence[i] ?? 0 }];
  });
  const chosen: Passing[] = [];
  for (const one of passing) {
    if (chosen.length >= bounds.proposals) break;
    // Of a rule within another, the one that the half which it was not found on speaks for.
    const better = passing.some(
      (other) => other !== one && isNested(one, other) && other.evidence > one.evidence,
    );
    if (better || chosen.some((other) => overlaps(other, one) || isNested(other, one))) continue;
    chosen.push(one);
  }
  return chosen.map(({ found, members, mean, lift, q }) => ({
    when: textOf(found),
    customers: members.size,
    mean,
    others: everybody,
    lift,
    q,
  }));
}

/** A group that holds on both halves, with its members by their places. */
type Passing = {
  readonly found: Group;
  readonly members: ReadonlySet<number>;
  readonly mean: number;
  readonly lift: number;
  readonly q: number;
  /** Welch's statistic on the half that it was not found on. */
  readonly evidence: number;
};

const textOf = ({ conditions }: Group): string => conditions.map((c) => c.text).join(" and ");
const meanOf = (rows: readonly GapRow[]): number =>
  rows.length === 0 ? 0 : rows.reduce((sum, row) => sum + row.target, 0) / rows.length;

/** Bounded, so that a few very large values do not decide: x / (|x| + mean |x|). */
function scores(rows: readonly GapRow[]): readonly number[] {
  const mean = rows.reduce((sum, row) => sum + Math.abs(row.target), 0) / rows.length;
  return rows.map(({ target }) => (mean === 0 ? 0 : target / (Math.abs(target) + mean)));
}

/** Welch's statistic of a group's scores against the others'; −∞ for too small a group. */
function zOf(
  rows: readonly (readonly [GapRow, number])[],
  conditions: readonly Condition[],
  least: number,
): number {
  const [one, other] = [
    { n: 0, sum: 0, squares: 0 },
    { n: 0, sum: 0, squares: 0 },
  ];
  for (const [row, score] of rows) {
    const side = conditions.every((c) => c.holds(row)) ? one : other;
    side.n += 1;
    side.sum += score;
    side.squares += score * score;
  }
  if (one.n < Math.max(2, least) || other.n < 2) return -Infinity;
  const error = ({ n, sum, squares }: typeof one): number =>
    Math.max(0, squares / n - (sum / n) ** 2) / (n - 1);
  const spread = Math.sqrt(error(one) + error(other));
  const difference = one.sum / one.n - other.sum / other.n;
  // Where all of a group are alike, and so are all others, nothing is left to chance.
  return spread === 0 ? (difference > 0 ? certain : 0) : difference / spread;
}

type Members = Pick<Passing, "members">;

function shared({ members: a }: Members, { members: b }: Members): number {
  let both = 0;
  for (const at of a) if (b.has(at)) both += 1;
  return both;
}

/** Whether two groups share more than half of their customers. */
function overlaps(a: Members, b: Members): boolean {
  const both = shared(a, b);
  return both > (a.members.size + b.members.size - both) / 2;
}

/** Whether one of two groups has nearly all customers of the other. */
const isNested = (a: Members, b: Members): boolean =>
  shared(a, b) >= nearlyAll * Math.min(a.members.size, b.members.size);

const nearlyAll = 0.9;

function conditionsOf(
  features: readonly GapFeature[],
  rows: readonly GapRow[],
): readonly Condition[] {
  return features.flatMap(({ name, kind }, feature): readonly Condition[] => {
    const values = rows.flatMap((row) => row.values[feature] ?? []);
    if (kind === "text") {
      const counts = new Map<string, number>();
      for (const value of values) counts.set(String(value), (counts.get(String(value)) ?? 0) + 1);
      return [...counts]
        .filter(([, n]) => n >= bounds.customers / 2)
        .toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
        .slice(0, 20)
        .map(([value]) => ({
          feature,
          text: `${name} = '${value.replaceAll("'", "''")}'`,
          holds: (row) => row.values[feature] === value,
        }));
    }
    const sorted = Float64Array.from(values, Number).toSorted();
    if (sorted.length === 0) return [];
    const cuts = new Set([0.1, 0.2, 0.4, 0.6, 0.8, 0.9].map((p) => plainCut(quantile(sorted, p))));
    return [...cuts].flatMap((cut): readonly Condition[] => [
      {
        feature,
        text: `${name} >= ${cut}`,
        holds: ({ values: own }) => own[feature] !== null && Number(own[feature]) >= cut,
      },
      {
        feature,
        text: `${name} < ${cut}`,
        holds: ({ values: own }) => own[feature] !== null && Number(own[feature]) < cut,
      },
    ]);
  });
}

/** Two digits that count, without an exponent. @example plainCut(1234) // => 1200 */
const plainCut = (x: number): number => {
  const digits = x === 0 ? 0 : Math.max(-6, 1 - Math.floor(Math.log10(Math.abs(x))));
  const step = 10 ** Math.abs(digits);
  return digits >= 0 ? Math.round(x * step) / step : Math.round(x / step) * step;
};
