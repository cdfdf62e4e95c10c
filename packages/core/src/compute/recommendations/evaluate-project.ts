/** Tests the recommendations of a project as its texts are now. */
import type { RecommendationQuality } from "../../domain/recommendations/evaluation.ts";
import { fileStart, problem, type Problem } from "../../problem.ts";
import { err, ok, type Result } from "../../result.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import type { Project } from "../project/project.ts";
import { dayIn } from "../project/today.ts";
import type { Prepared } from "../run/prepare.ts";
import { latestDay } from "../run/run.ts";
import { sourceRows } from "../run/source-rows.ts";
import { evaluateRecommendations } from "./evaluate.ts";
import { recommendationRows } from "./run-side.ts";

/** Where a project says nothing of recommendations. */
export const noRecommendations = problem(
  "missing-key",
  { key: "recommendations" },
  { file: "clientele.yaml", range: fileStart },
);

/** @returns `null` where nobody bought both before and in the holdout */
export async function evaluateProject(
  lane: Lane,
  project: Project,
  prepared: Prepared,
  now: Date,
  options: QueryOptions,
): Promise<Result<RecommendationQuality | null, Problem>> {
  const { model } = prepared;
  if (model === undefined) return err(...prepared.problems);
  if (model.recommendations === undefined) return err(noRecommendations);
  const read = await sourceRows(lane, project, prepared, model, now, options);
  if (!read.ok) return read;
  const rows = recommendationRows(read.value, model);
  const asked = model.asOf ?? dayIn(now, model.timezone);
  const asOf = (await latestDay(lane, rows.transactions, asked, options)) ?? asked;
  const found = await evaluateRecommendations(lane, rows, model.recommendations, asOf, options);
  return ok(found ?? null);
}
