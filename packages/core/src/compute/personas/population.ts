/** What personas compare with: sums and counts of everybody who takes part, once a snapshot. */
import type { Scalar } from "../../query/index.ts";
import type {
  CategoryCounts,
  NumberCounts,
  RiskCounts,
} from "../../domain/personas/find-differences.ts";
import {
  categoriesQuery,
  knownQuery,
  largestQuery,
  momentsQuery,
  riskRules,
  risksQuery,
  scoresQuery,
  type Scale,
} from "../../domain/personas/persona-queries.ts";
import { personaValues } from "../../domain/personas/persona-values.ts";
import type { Persona } from "../../domain/personas/persona.ts";
import { sureText } from "../engine/cell.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import type { Base } from "../snapshot/open-base.ts";

export type Population = {
  readonly n: number;
  /** Who takes part; `null` for everybody. */
  readonly who: Scalar | null;
  readonly numbers: readonly (Omit<NumberCounts, "segment"> & Scale)[];
  readonly categories: readonly (Omit<CategoryCounts, "known" | "values"> & {
    readonly column: string;
    readonly known: number;
    readonly values: readonly { readonly value: string; readonly all: number }[];
  })[];
  readonly risks: readonly Omit<RiskCounts, "segment">[];
};

/** What was found of a snapshot, which never changes. */
export type PersonaCache = {
  readonly populations: Map<string, Population>;
  readonly found: Map<string, Persona>;
};

/** So many values of an attribute are compared, those that most customers have; … */
const mostValues = 20;
/** … an attribute whose most frequent ones hold less than this of the customers is a text, not a category. */
const leastCovered = 0.5;

/** @param who takes part; `null` for everybody */
export async function populationOf(
  lane: Lane,
  base: Base,
  who: Scalar | null,
  sensitive: boolean,
  options: QueryOptions,
): Promise<Population> {
  const key = JSON.stringify([who, sensitive]);
  const found = base.personas.populations.get(key);
  if (found !== undefined) return found;
  const { customers, model, sight } = base;
  const values = personaValues(model, sensitive).filter(
    (v) => sight?.unnamed.has(v.column) !== true,
  );
  const measured = values.filter((v) => v.kind === "number" && base.columns.has(v.column));
  const columns = measured.map((v) => v.column);
  const first = await lane.one(largestQuery(customers, who, columns), options);
  const scales = measured.flatMap((value, i) => {
    const largest = Number(first[`largest_${i}`] ?? 0);
    return largest > 0 ? [{ ...value, largest, typical: 0 }] : [];
  });
  const numbers = await measure(lane, base, who, scales, options);
  const population: Population = {
    n: Number(first["n"]),
    who,
    numbers,
    categories: await categorise(lane, base, who, values, options),
    risks: await risksOf(lane, base, who, options),
  };
  base.personas.populations.set(key, population);
  return population;
}

type Measured = Scale & Pick<NumberCounts, "id" | "section">;

async function measure(
  lane: Lane,
  { customers }: Base,
  who: Scalar | null,
  scales: readonly Measured[],
  options: QueryOptions,
): Promise<Population["numbers"]> {
  if (scales.length === 0) return [];
  const moments = await lane.one(momentsQuery(customers, who, scales), options);
  const typical = scales.map((scale, i) => ({
    ...scale,
    typical: Number(moments[`sizes_${i}`]) / Number(moments[`n_${i}`]),
  }));
  const scores = await lane.one(scoresQuery(customers, who, typical), options);
  return typical.map((scale, i) => {
    const n = Number(moments[`n_${i}`]);
    return {
      ...scale,
      all: { n, sum: Number(moments[`sum_${i}`]), squares: Number(moments[`squares_${i}`]) },
      notZero: Number(moments[`other_${i}`]),
      scores: {
        n,
        sum: Number(scores[`score_${i}`]),
        squares: Number(scores[`score2_${i}`]),
        cubes: Number(scores[`score3_${i}`]),
      },
    };
  });
}

async function categorise(
  lane: Lane,
  { customers, columns }: Base,
  who: Scalar | null,
  values: ReturnType<typeof personaValues>,
  options: QueryOptions,
): Promise<Population["categories"]> {
  const wanted = values.filter((v) => v.kind === "category" && columns.has(v.column));
  if (wanted.length === 0) return [];
  const named = wanted.map((v) => v.column);
  const known = await lane.one(knownQuery(customers, who, named), options);
  const found: Population["categories"][number][] = [];
  for (const [i, { id, column, section }] of wanted.entries()) {
    const n = Number(known[`n_${i}`]);
    const rows = await lane.rows(categoriesQuery(customers, who, column, mostValues), options);
    const frequent = rows.map((r) => ({ value: sureText(r["value"]), all: Number(r["n"]) }));
    const covered = frequent.reduce((sum, v) => sum + v.all, 0);
    if (frequent.length < 2 || covered < leastCovered * n) continue;
    const isBoolean = frequent.every((v) => v.value === "true" || v.value === "false");
    found.push({ id, column, section, known: n, values: frequent, isBoolean });
  }
  return found;
}

async function risksOf(
  lane: Lane,
  { customers, model }: Base,
  who: Scalar | null,
  options: QueryOptions,
): Promise<Population["risks"]> {
  const rules = riskRules(model);
  const row = await lane.one(risksQuery(customers, who, rules), options);
  return rules.map(({ risk, value, atMost }, i) => ({
    risk,
    value,
    atMost,
    all: { known: Number(row[`known_${i}`]), has: Number(row[`runs_${i}`]) },
  }));
}
