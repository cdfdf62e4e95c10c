/** Names of the base columns that lifecycles need. */
import { backTestDays } from "../../language/model/lifecycle-model.ts";
import { rhythmColumn } from "../columns.ts";

/** The days behind D for which lifecycles are computed: D itself, and the day of the back-test. */
export const rhythmDays: readonly number[] = [0, backTestDays];

/** The columns of a day. Those of D itself that are built-in metrics are not computed twice. */
export function rhythmColumns(windows: readonly number[], back: number): readonly string[] {
  const gaps = ["gaps", "gap_days", "previous_gap"];
  const before = ["orders", "recency", ...windows.map((within) => `orders_${within}`)];
  return [...gaps, ...(back === 0 ? [] : before)].map((what) => rhythmColumn(what, back));
}

/** Columns that are zero for a customer without an order. */
export const isRhythmCount = (column: string): boolean =>
  /^l\d+_(gaps|gap_days|orders(_\d+)?)$/.test(column);

/** The columns of all days. */
export const allRhythmColumns = (windows: readonly number[]): readonly string[] =>
  rhythmDays.flatMap((back) => rhythmColumns(windows, back));
