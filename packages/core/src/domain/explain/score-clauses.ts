/** What a score is made of for one customer: each group's points, and each criterion's value, points and weight. */
import type { Localised } from "../../language/config/text.ts";
import type { CriterionModel, ScoreModel } from "../../language/model/model.ts";
import { criterionColumns, scoreColumnsOf } from "../segmentation/score.ts";
import type { Clause } from "./clause.ts";
import type { Value } from "./evaluate.ts";

/**
 * The score with its cut, then the criteria, those that add most first where groups are averaged.
 *
 * @param valueOf the customer's stored columns
 * @param metricOf what a criterion is called among the customer's values; `null` where it is none of them
 */
export function scoreClauses(
  model: ScoreModel,
  segment: string | null,
  keys: ReadonlyMap<string, string>,
  valueOf: (column: string) => Value,
  metricOf: (criterion: CriterionModel) => string | null,
): readonly Clause[] {
  const columns = scoreColumnsOf(model, keys);
  const score = numberOf(valueOf(columns.score));
  const test = model.segments.find((s) => s.id === segment)?.test;
  const cut = test?.kind === "at-least" ? Number(test.value) : null;
  const above = numberOf(valueOf(columns.above));
  const head: Clause = {
    text: cut === null ? "score" : `score >= ${cut}`,
    verdict: score === null ? "unknown" : "met",
    metric: null,
    value: score === null ? null : round(score),
    cut,
    depth: 0,
    joined: null,
    title: { en: "Score", zh: "得分" },
    ...(above === null || test?.kind !== "top"
      ? {}
      : { note: both(`${percent(above)} score higher`, `${percentZh(above)} 客户得分更高`) }),
  };
  const allGroups = model.groups.reduce((sum, g) => sum + g.weight, 0);
  const parts = model.groups.flatMap((group) => {
    const all = group.criteria.reduce((sum, c) => sum + c.weight, 0);
    const inScore = model.combine === "average" ? group.weight / allGroups : 1;
    return group.criteria.map((criterion) => {
      const own = criterionColumns(criterion, model, keys);
      const points = numberOf(valueOf(own.points));
      const share = (criterion.weight / all) * inScore;
      return {
        adds: points === null ? -1 : points * share,
        clause: clauseOf(
          criterion,
          group.title,
          valueOf(own.value),
          points,
          share,
          model,
          metricOf,
        ),
      };
    });
  });
  const sorted = model.combine === "average" ? parts.toSorted((a, b) => b.adds - a.adds) : parts;
  return [head, ...sorted.map((p) => p.clause)];
}

function clauseOf(
  criterion: CriterionModel,
  group: Localised,
  stored: Value,
  points: number | null,
  share: number,
  model: ScoreModel,
  metricOf: (criterion: CriterionModel) => string | null,
): Clause {
  const value =
    typeof stored === "string" && criterion.by.type !== "text" ? Number(stored) : stored;
  const noted = (locale: "en" | "zh"): string => {
    const of = told(group, locale);
    if (points === null)
      return locale === "zh" ? "未知，故无得分" : "unknown, so there is no score";
    const [got, part] = [round(points), (share * 100).toFixed(0)];
    if (model.combine === "multiply")
      return locale === "zh"
        ? `得 ${got} 分，占“${of}”的 ${part}%`
        : `${got} of 100 points, ${part} % of ${of}`;
    const adds = round(points * share);
    return locale === "zh"
      ? `得 ${got} 分，权重 ${part}%，计入 ${adds} 分`
      : `${got} of 100 points, weight ${part} %, adds ${adds}`;
  };
  return {
    text: criterion.id,
    verdict: points === null ? "unknown" : "met",
    metric: metricOf(criterion),
    value,
    cut: null,
    depth: 0,
    joined: "and",
    title: criterion.title,
    note: both(noted("en"), noted("zh")),
  };
}

const both = (en: string, zh: string): Localised => ({ en, zh });
const numberOf = (value: Value): number | null => (value === null ? null : Number(value));
const round = (value: number): number => Math.round(value * 10) / 10;
const percent = (share: number): string => `${round(share * 100)} %`;
const percentZh = (share: number): string => `${round(share * 100)}%`;

const told = (title: Localised, locale: "en" | "zh"): string =>
  typeof title === "string"
    ? title
    : (title[locale] ??
      title[locale === "zh" ? "zh-CN" : "en-US"] ??
      Object.values(title)[0] ??
      "");
