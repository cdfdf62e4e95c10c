/** Scores that nobody has, because too many customers have the same value. */
import { problem, type Problem } from "../../problem.ts";
import type { RfmModel } from "../model/model.ts";

/** How many buyers have each score of a metric; the first number is of score 1. */
export type ScoreCounts = {
  readonly metric: "recency" | "frequency" | "monetary";
  readonly customers: readonly number[];
};

/**
 * A warning for each metric whose ties leave a score empty. Where there are fewer buyers than scores, that is no tie.
 *
 * @param counts of a run, for the metrics that the segmentation scores
 * @example rfmTies(model, [{ metric: "frequency", customers: [80, 0, 0, 12, 8] }])[0]?.values // => { …, scores: "2, 3" }
 */
export function rfmTies(model: RfmModel, counts: readonly ScoreCounts[]): readonly Problem[] {
  return counts.flatMap(({ metric, customers }) => {
    const buyers = customers.reduce((sum, n) => sum + n, 0);
    const scores = Array.from({ length: model.scale }, (_, i) => i + 1);
    const empty = scores.filter((score) => (customers[score - 1] ?? 0) === 0);
    if (buyers < model.scale || empty.length === 0) return [];
    const values = { segmentation: model.name, metric, scores: empty.join(", ") };
    return [problem("rfm-ties", values, model.place, { severity: "warning" })];
  });
}
