/** From counts of a segment and of everybody to findings: tests, false discoveries, sizes of effects. */
import { benjaminiHochberg } from "../../stats/benjamini-hochberg.ts";
import { chiSquared } from "../../stats/chi-squared.ts";
import { fisherExact } from "../../stats/fisher-exact.ts";
import { permutationTest, type Scores } from "../../stats/permutation-test.ts";
import { standardisedDifference, type Moments } from "../../stats/standardised-difference.ts";
import {
  falseDiscoveries,
  leastDifference,
  leastLift,
  leastPoints,
  type Finding,
  type MeanFinding,
  type PersonaSection,
  type RiskFinding,
  type ShareFinding,
} from "./persona.ts";

/** A number of everybody and of the segment; sums are of numbers divided by `largest`. */
export type NumberCounts = {
  readonly id: string;
  readonly section: PersonaSection;
  readonly largest: number;
  readonly all: Moments;
  readonly scores: Scores;
  /** How many of all are not zero. */
  readonly notZero: number;
  readonly segment: Moments & { readonly score: number };
};

/** How many have something, of those of whom it is known. */
export type Counted = { readonly known: number; readonly has: number };

export type CategoryCounts = {
  readonly id: string;
  readonly section: PersonaSection;
  readonly isBoolean: boolean;
  /** Of all with a value, and of the segment with a value. */
  readonly known: { readonly all: number; readonly segment: number };
  /** The most frequent values. */
  readonly values: readonly {
    readonly value: string;
    readonly all: number;
    readonly segment: number;
  }[];
};

export type RiskCounts = Pick<RiskFinding, "risk" | "value" | "atMost"> & {
  readonly all: Counted;
  readonly segment: Counted;
};

type WithoutQ<F> = F extends Finding ? Omit<F, "q"> : never;
type Tested = { readonly finding: WithoutQ<Finding>; readonly tells: boolean };

/** So many of a kind must be expected in the segment before a number can be told apart from zero. */
const leastExpected = 5;

/**
 * What is different, the strongest of each section first. Of a built-in metric in several windows only the strongest is told.
 *
 * @returns findings, and how many tests were made
 */
export function findDifferences(
  numbers: readonly NumberCounts[],
  categories: readonly CategoryCounts[],
  risks: readonly RiskCounts[],
): { readonly findings: readonly Finding[]; readonly tests: number } {
  const tested = [
    ...numbers.flatMap(testNumber),
    ...categories.flatMap(testCategory),
    ...risks.flatMap(testRisk),
  ];
  const qs = benjaminiHochberg(tested.map(({ finding }) => finding.p));
  const told = tested
    .map(({ finding, tells }, i) => ({ finding: { ...finding, q: qs[i] ?? 1 }, tells }))
    .filter(({ finding, tells }) => tells && finding.q <= falseDiscoveries)
    .map(({ finding }) => finding)
    .toSorted((a, b) => effectOf(b) - effectOf(a) || (nameOf(a) < nameOf(b) ? -1 : 1));
  const families = new Set<string>();
  const findings = told.filter((finding) => {
    const family = familyOf(finding);
    if (families.has(family)) return false;
    families.add(family);
    return true;
  });
  return { findings, tests: tested.length };
}

function testNumber(counts: NumberCounts): readonly Tested[] {
  const { all, segment, scores, largest } = counts;
  const others: Moments = {
    n: all.n - segment.n,
    sum: all.sum - segment.sum,
    squares: all.squares - segment.squares,
  };
  const expected = (counts.notZero / all.n) * Math.min(segment.n, others.n);
  if (segment.n < 2 || others.n < 2 || expected < leastExpected) return [];
  const difference = standardisedDifference(segment, others);
  if (difference === null) return [];
  const { smd, interval } = difference;
  const p = permutationTest(scores, segment.n, segment.score);
  const sameWay = Math.sign(segment.score / segment.n - scores.sum / scores.n) === Math.sign(smd);
  const finding: WithoutQ<MeanFinding> = {
    kind: "mean",
    section: counts.section,
    value: counts.id,
    mean: (segment.sum / segment.n) * largest,
    others: (others.sum / others.n) * largest,
    smd,
    interval,
    p,
  };
  return [{ finding, tells: sameWay && Math.abs(smd) >= leastDifference }];
}

/** Two by two: who has it, in the segment and outside. Exact where few are expected. */
function compare(all: Counted, segment: Counted) {
  const others = { known: all.known - segment.known, has: all.has - segment.has };
  const table = [
    [segment.has, segment.known - segment.has],
    [others.has, others.known - others.has],
  ] as const;
  const square = chiSquared(table);
  const p = square.leastExpected < leastExpected ? fisherExact(table) : square.p;
  const [share, rest] = [segment.has / segment.known, others.has / others.known];
  const lift = rest === 0 ? null : share / rest;
  const lifts = lift === null || lift >= leastLift || lift <= 1 / leastLift;
  const tells = lifts && Math.abs(share - rest) >= leastPoints;
  return { p, share, others: rest, lift, cramersV: square.cramersV, tells };
}

const comparable = (all: Counted, segment: Counted): boolean =>
  segment.known > 0 && all.known > segment.known && all.has > 0 && all.has < all.known;

function testCategory(counts: CategoryCounts): readonly Tested[] {
  const { known, values } = counts;
  const named = values.reduce(
    (sum, v) => ({ all: sum.all + v.all, segment: sum.segment + v.segment }),
    { all: 0, segment: 0 },
  );
  const rest = { all: known.all - named.all, segment: known.segment - named.segment };
  const table = [...values, rest].map((v) => [v.segment, v.all - v.segment]);
  const { cramersV } = chiSquared(table);
  return values.flatMap(({ value, all, segment }): readonly Tested[] => {
    if (counts.isBoolean && value !== "true") return [];
    const [everybody, own] = [
      { known: known.all, has: all },
      { known: known.segment, has: segment },
    ];
    if (!comparable(everybody, own)) return [];
    const { tells, ...told } = compare(everybody, own);
    const finding: WithoutQ<ShareFinding> = {
      kind: "share",
      section: counts.section,
      value: counts.id,
      category: counts.isBoolean ? true : value,
      ...told,
      cramersV,
    };
    return [{ finding, tells }];
  });
}

function testRisk({ all, segment, ...risk }: RiskCounts): readonly Tested[] {
  if (!comparable(all, segment)) return [];
  const { tells, ...told } = compare(all, segment);
  const finding: WithoutQ<RiskFinding> = { kind: "risk", section: "risks", ...risk, ...told };
  return [{ finding, tells }];
}

const nameOf = (finding: WithoutQ<Finding>): string =>
  finding.kind === "risk"
    ? finding.risk
    : finding.kind === "share"
      ? `${finding.value} ${finding.category}`
      : finding.value;

/** On one scale: the standardised difference of means, and of shares by the arcsine (Cohen 1988, h). */
function effectOf(finding: WithoutQ<Finding>): number {
  if (finding.kind === "mean") return Math.abs(finding.smd);
  const angle = (share: number): number => 2 * Math.asin(Math.sqrt(share));
  return Math.abs(angle(finding.share) - angle(finding.others));
}

/** What says the same in other words: a metric in several windows; what more is spent and what more is earned. */
function familyOf(finding: WithoutQ<Finding>): string {
  if (finding.kind !== "mean") return `${finding.kind} ${nameOf(finding)}`;
  const stem = finding.value.replace(/_\d+$/, "");
  return `mean ${stem === "margin" ? "monetary" : stem}`;
}
