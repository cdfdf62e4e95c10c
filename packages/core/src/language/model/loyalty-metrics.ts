/** What a loyalty programme adds to a project: metrics of points, and the levels as tiers. */
import type { Localised } from "../config/text.ts";
import { levelName, levelTitle } from "../config/loyalty-schema.ts";
import type { LoyaltyModel, PointsName } from "./loyalty-model.ts";
import type { MetricModel, TiersModel } from "./model.ts";
import type { Typed } from "./typed.ts";

const span = { start: 0, end: 0 };

type Named = { readonly name: string; readonly title: Localised; readonly what: PointsName };

/** The metrics' names and titles; those of points that lapse only where they do. */
const named = (expires: boolean): readonly Named[] => [
  { name: "points", title: { en: "Points", "zh-CN": "积分" }, what: "points" },
  {
    name: "points_earned",
    title: { en: "Points earned", "zh-CN": "获得积分" },
    what: "earned",
  },
  {
    name: "level_points",
    title: { en: "Points for the level", "zh-CN": "等级积分" },
    what: "level",
  },
  ...(expires
    ? [
        {
          name: "points_expiring",
          title: { en: "Points that lapse in 30 days", "zh-CN": "30 天内到期积分" },
          what: "expiring",
        } as const,
      ]
    : []),
];

const nextTitle: Localised = { en: "Points to the next level", "zh-CN": "距下一等级积分" };

/** Metrics of the members; of others they are unknown. */
export function loyaltyMetrics(model: LoyaltyModel): readonly MetricModel[] {
  const { among, place, earning } = model;
  const members = (value: Typed): Typed =>
    among === null
      ? value
      : {
          kind: "case",
          branches: [{ when: among.rule, then: value }],
          otherwise: null,
          type: "number",
          unit: null,
          span,
        };
  const base = { within: null, place };
  return [
    ...named(earning.expire !== null).map(({ name, title, what }) => ({
      name,
      title,
      value: members(points(model, what)),
      ...base,
    })),
    { name: "points_to_next", title: nextTitle, value: members(toNext(model)), ...base },
  ];
}

const points = ({ id }: LoyaltyModel, what: PointsName): Typed => ({
  kind: "name",
  ref: { kind: "loyalty", id, what },
  type: "number",
  unit: null,
  span,
});

/** How many points are missing to the level above; unknown for the highest. */
function toNext(model: LoyaltyModel): Typed {
  const have = points(model, "level");
  const number = (text: string): Typed => ({
    kind: "number",
    text,
    type: "number",
    unit: null,
    span,
  });
  const cuts = model.levels.flatMap(({ from }) => from ?? []);
  const binary = (operator: ">=" | "-", left: Typed, right: Typed): Typed => ({
    kind: "binary",
    operator,
    left,
    right,
    type: operator === "-" ? "number" : "boolean",
    unit: null,
    span,
  });
  const branches = cuts.map((cut, i) => {
    const above = cuts[i - 1];
    const then: Typed =
      above === undefined
        ? { kind: "null", type: "null", unit: null, span }
        : binary("-", number(above), have);
    return { when: binary(">=", have, number(cut)), then };
  });
  const lowest = cuts.at(-1);
  const otherwise = lowest === undefined ? null : binary("-", number(lowest), have);
  if (branches.length === 0) return { kind: "null", type: "null", unit: null, span };
  return { kind: "case", branches, otherwise, type: "number", unit: null, span };
}

/** The levels as tiers by `level_points`: everything that knows segmentations knows them. */
export const levelTiers = (model: LoyaltyModel): TiersModel => ({
  kind: "tiers",
  name: levelName,
  title: levelTitle,
  assign: "first",
  place: model.place,
  unit: null,
  among: model.among,
  by: {
    kind: "name",
    ref: { kind: "metric", name: "level_points" },
    type: "number",
    unit: null,
    span,
  },
  withinEach: null,
  hold: model.hold,
  segments: model.levels.map(({ id, title, place, from }) => ({
    id,
    title,
    place,
    cut: from === null ? { kind: "rest" } : { kind: "at-least", value: from },
  })),
});
