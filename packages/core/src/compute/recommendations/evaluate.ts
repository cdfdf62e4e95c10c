/** Tests recommendations on the last part of the data: made of what came before it, beside what is popular. */
import {
  as,
  col,
  countAll,
  createTableAs,
  date,
  dropTable,
  gt,
  select,
  table,
  type Query,
} from "../../query/index.ts";
import {
  covered,
  judged,
  outcomes,
  targets,
  type Quality,
  type RecommendationQuality,
} from "../../domain/recommendations/evaluation.ts";
import { baskets } from "../../domain/recommendations/rows.ts";
import { popularOnes, suggestions } from "../../domain/recommendations/suggest.ts";
import type { RecommendationsModel } from "../../language/model/recommendations-model.ts";
import type { Lane, QueryOptions, Row } from "../engine/engine.ts";
import {
  dropRecommendations,
  makeRecommendations,
  recommendationTables,
  type RecommendationRows,
} from "./tables.ts";

const prefix = "judge_recommend";
const work = ["targets", "judged", "list", "popular"].map((name) => `${prefix}_${name}`);

/**
 * @param asOf D, ISO: the last day of the holdout
 * @returns `undefined` where nobody bought both before and in the holdout
 */
export async function evaluateRecommendations(
  lane: Lane,
  rows: RecommendationRows,
  model: RecommendationsModel,
  asOf: string,
  options: QueryOptions = {},
): Promise<RecommendationQuality | undefined> {
  const cut = dayBefore(asOf, model.holdout);
  const [target = "", who = "", list = "", popular = ""] = work;
  const make = async (name: string, query: Query): Promise<void> => {
    await lane.run(createTableAs(table(name), query, { orReplace: true }), options);
  };
  try {
    await makeRecommendations(lane, prefix, rows, model, cut, options);
    const made = recommendationTables(prefix);
    const later = select({ from: rows.transactions.read(), where: gt(col("day"), date(cut)) });
    const bought = baskets(later, { ...model, within: null }, asOf);
    await make(target, targets(bought, made.history, model));
    await make(who, judged(table(target)));
    await make(list, suggestions(table(who), table(who), made, model));
    await make(popular, popularOnes(table(who), made, model));
    const found = await lane.rows(
      outcomes(table(who), table(target), made.history, table(list), table(popular)),
      options,
    );
    const count = async (query: Query): Promise<number> =>
      Number((await lane.one(query, options))["n"]);
    const items = await count(select({ columns: [as("n", countAll())], from: made.items }));
    if (found.length === 0 || items === 0) return undefined;
    const coverage = async (name: string): Promise<number> =>
      (await count(covered(table(name)))) / items;
    const [ours, theirs] = [await coverage(list), await coverage(popular)];
    return { cut, days: model.holdout, ...qualityOf(found, ours, theirs), ...shown(model) };
  } finally {
    await dropRecommendations(lane, prefix);
    for (const name of work) await lane.run(dropTable(table(name)));
  }
}

const shown = ({ show, repeat }: RecommendationsModel) => ({ show, repeat });

const dayBefore = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);

function qualityOf(
  groups: readonly Row[],
  coverage: number,
  popularCoverage: number,
): Pick<RecommendationQuality, "customers" | "recommended" | "popular" | "gain" | "groups"> {
  const of = (rows: readonly Row[], column: string): number =>
    rows.reduce((sum, row) => sum + Number(row[column]), 0);
  const customers = of(groups, "customers");
  const quality = (rows: readonly Row[], before: "" | "popular_"): Quality => ({
    hitRate: of(rows, `${before}hits`) / of(rows, "customers"),
    recall: of(rows, `${before}recall`) / of(rows, "customers"),
  });
  const [only, onlyPopular] = [of(groups, "only"), of(groups, "only_popular")];
  return {
    customers,
    recommended: { ...quality(groups, ""), coverage },
    popular: { ...quality(groups, "popular_"), coverage: popularCoverage },
    gain: pairedGain(only, onlyPopular, customers),
    groups: groups.map((row) => ({
      from: Number(row["from_products"]),
      customers: Number(row["customers"]),
      recommended: quality([row], ""),
      popular: quality([row], "popular_"),
    })),
  };
}

/** The difference of two paired shares with its 95 % interval (Wald; Agresti, Categorical Data Analysis, 11.1). */
export function pairedGain(
  only: number,
  onlyOther: number,
  n: number,
): RecommendationQuality["gain"] {
  const value = (only - onlyOther) / n;
  const error = Math.sqrt(Math.max(0, only + onlyOther - (only - onlyOther) ** 2 / n)) / n;
  return { value, low: value - 1.959964 * error, high: value + 1.959964 * error };
}
