/** What a loyalty programme holds and costs, and whom other rules would move. */
import {
  and,
  as,
  asc,
  cases,
  coalesce,
  col,
  countAll,
  ge,
  gt,
  number,
  select,
  sum,
  text,
  type Query,
  type Relation,
  type Scalar,
} from "../../query/index.ts";
import type { Localised } from "../../language/config/text.ts";
import type { LoyaltyModel, PointsName } from "../../language/model/loyalty-model.ts";
import { customerNames, toScalar } from "../to-scalar.ts";
import { pointsColumn } from "../columns.ts";

/** Money is in the project's currency. */
export type LevelFigures = {
  readonly id: string;
  readonly title: Localised;
  readonly members: number;
  /** What their benefits cost in the window of levels. */
  readonly benefits: number;
};

export type ProgrammeFigures = {
  readonly name: string;
  readonly title: Localised;
  readonly members: number;
  /** From the highest to the lowest. */
  readonly levels: readonly LevelFigures[];
  /** Points that members hold. */
  readonly points: number;
  /** What those are worth, as far as they are expected to be used. */
  readonly liability: number;
  /** Points that lapse within 30 days if nobody uses them. */
  readonly expiring: number;
  /** Points of the window, and what they cost as far as they are expected to be used. */
  readonly earned: number;
  readonly earnedCost: number;
  /** What all benefits cost in the window. */
  readonly benefits: number;
};

export type LevelMove = {
  /** `null`: no member. */
  readonly from: string | null;
  readonly to: string | null;
  readonly customers: number;
  /** Their net revenue in the window of levels as it is now. */
  readonly revenue: number;
};

export type LoyaltySimulation = {
  readonly asOf: string;
  /** Days of the window of levels as it is now. */
  readonly within: number;
  readonly now: ProgrammeFigures;
  /** By the other rules; `null` where none were given. */
  readonly then: ProgrammeFigures | null;
  /** The largest first. */
  readonly moves: readonly LevelMove[];
};

/** The level that a row of customers and points is in, by points alone; NULL for those who are no members. */
function levelIn({ id, levels, among }: LoyaltyModel, asOf: string): Scalar {
  const points = coalesce(col(pointsColumn(id, "level")), number("0"));
  const member = among === null ? [] : [toScalar(among.rule, customerNames(asOf))];
  return cases(
    levels.map((level) => {
      const passed = level.from === null ? [] : [ge(points, number(level.from))];
      return [and(...member, ...passed), text(level.id)] as const;
    }),
  );
}

/** Members and points by level. @param level a column of the level */
export function figuresQuery(rows: Relation, { id }: LoyaltyModel, level: string): Query {
  const of = (what: PointsName): Scalar => coalesce(col(pointsColumn(id, what)), number("0"));
  const held = of("points");
  return select({
    columns: {
      level: col(level),
      members: countAll(),
      points: coalesce(sum(held, gt(held, number("0"))), number("0")),
      expiring: sum(of("expiring")),
      earned: sum(of("earned")),
    },
    from: rows,
    groupBy: [col(level)],
    orderBy: [asc(col(level))],
  });
}

/** Who moves between levels, with their revenue. */
export const movesQuery = (rows: Relation, from: string, to: string): Query =>
  select({
    columns: {
      from: col(from),
      to: col(to),
      customers: countAll(),
      revenue: sum(coalesce(col("revenue"), number("0"))),
    },
    from: rows,
    groupBy: [col(from), col(to)],
    orderBy: [asc(col(from)), asc(col(to))],
  });

/** Columns by which the rows of two programmes are told apart. */
export const levelColumns = { now: "level_now", then: "level_then" } as const;

export const asLevel = (model: LoyaltyModel, name: string, asOf: string) =>
  as(name, levelIn(model, asOf));
