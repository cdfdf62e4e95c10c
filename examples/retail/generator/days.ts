import { toDay, type Day } from "../../seeded/days.ts";

/** The first and last day of the story. */
export const firstDay: Day = toDay("2024-11-19");
export const lastDay: Day = toDay("2026-11-18");
