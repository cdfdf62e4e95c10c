import { isoOf, weekdayOf, type Day } from "../../seeded/days.ts";

export type Promotion = "double_11" | "mid_year" | "spring" | "member_day";

/** The highest value of {@link busyness}. */
export const busiest = 2.6;

/**
 * How busy a day is; 1 is an ordinary one. Members come at weekends, firms on working days; promotions pull, the week of
 * the Spring Festival is quiet.
 */
export function busyness(day: Day, customer: "member" | "business"): number {
  const weekend = weekdayOf(day) === 0 || weekdayOf(day) === 6;
  const weekly = customer === "member" ? (weekend ? 1.45 : 0.85) : weekend ? 0.25 : 1.25;
  return Math.min(busiest, weekly * seasonOf(day));
}

/** The promotion that runs on a day. */
export function promotionOf(day: Day): Promotion | null {
  const monthDay = isoOf(day).slice(5);
  if (monthDay >= "11-01" && monthDay <= "11-11") return "double_11";
  if (monthDay >= "06-10" && monthDay <= "06-18") return "mid_year";
  if (monthDay >= "03-05" && monthDay <= "03-10") return "spring";
  return monthDay.endsWith("-08") ? "member_day" : null;
}

function seasonOf(day: Day): number {
  const date = isoOf(day);
  // The week of the Spring Festival.
  if (date >= "2025-01-28" && date <= "2025-02-04") return 0.3;
  if (date >= "2026-02-16" && date <= "2026-02-23") return 0.3;
  const promotion = promotionOf(day);
  if (promotion === "double_11" || promotion === "mid_year") return 1.8;
  if (promotion !== null) return 1.3;
  const month = date.slice(5, 7);
  return month === "12" || month === "01" ? 1.15 : month === "07" || month === "08" ? 0.85 : 1;
}
