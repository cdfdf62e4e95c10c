/** A loyalty programme as it is computed. */
import type { Place } from "../../problem.ts";
import type { Localised } from "../config/text.ts";
import type { Typed } from "./typed.ts";

/** How points are earned and used: what decides how many each customer has. */
export type EarningModel = {
  /** Points for `per` of money, both as they are written. */
  readonly points: string;
  readonly per: string;
  /** Rows of transactions that earn; `null` all. */
  readonly where: Typed | null;
  /** Multipliers of rows, as they are written. */
  readonly times: readonly { readonly when: Typed; readonly by: string }[];
  /** Multipliers of orders by the level on the day before: from so many points on, up to below the next level. */
  readonly levelTimes: readonly {
    readonly from: string | null;
    readonly below: string | null;
    readonly by: string;
  }[];
  readonly spend: {
    readonly source: string;
    readonly points: Typed;
    readonly where: Typed | null;
  } | null;
  /** Days after which points lapse; `null` never. */
  readonly expire: number | null;
  /** Days of the window that decides levels. */
  readonly within: number;
};

export type LevelModel = {
  readonly id: string;
  readonly title: Localised;
  /** As it is written; `null` for every other member. */
  readonly from: string | null;
  readonly benefits: readonly { readonly what: Localised; readonly cost: number }[];
  readonly place: Place;
};

export type LoyaltyModel = {
  readonly name: string;
  readonly title: Localised;
  /** By columns of customers; `null` everybody. */
  readonly among: { readonly rule: Typed; readonly text: string } | null;
  /** Names the columns of points by what decides them. */
  readonly id: string;
  readonly earning: EarningModel;
  /** Money for a point that is used. */
  readonly value: number;
  /** The share of points that is used at last, in [0, 1]. */
  readonly redeemed: number;
  /** Days; `null` at once. */
  readonly hold: number | null;
  /** From the highest to the lowest. */
  readonly levels: readonly LevelModel[];
  readonly place: Place;
};

/** What is computed of a customer's points, each a base column. */
export type PointsName = "points" | "expiring" | "level" | "earned";

/** Days ahead in which points are told to lapse. */
export const expiringDays = 30;
