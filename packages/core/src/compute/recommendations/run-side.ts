/** What a run makes of recommendations besides its customers. */
import type { Model } from "../../language/model/model.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import type { SourceRows } from "../run/source-rows.ts";
import {
  keptRecommendations,
  makeBundles,
  makeRecommendations,
  recommendationWork,
  type RecommendationRows,
} from "./tables.ts";

const prefix = "run_recommend";

/** The rows that recommendations look at. */
export const recommendationRows = (
  { transactions, others }: Pick<SourceRows, "transactions" | "others">,
  { recommendations }: Model,
): RecommendationRows => ({
  transactions,
  browsed:
    others.find(({ model }) => model.name === recommendations?.browsing?.source)?.rows ?? null,
});

/** @returns tables of work, and what the snapshot keeps; nothing where the project recommends nothing */
export async function recommendationSide(
  lane: Lane,
  rows: Pick<SourceRows, "transactions" | "others">,
  model: Model,
  asOf: string,
  options: QueryOptions,
): Promise<{
  readonly work: readonly string[];
  readonly kept: ReturnType<typeof keptRecommendations>;
}> {
  const { recommendations } = model;
  if (recommendations === undefined) return { work: [], kept: [] };
  const looked = recommendationRows(rows, model);
  await makeRecommendations(lane, prefix, looked, recommendations, asOf, options);
  await makeBundles(lane, prefix, recommendations, options);
  return { work: recommendationWork(prefix), kept: keptRecommendations(prefix) };
}
