/** How many hours departments will be asked for, from what people logged. */
import type { HoursForecast } from "../../domain/planning/plan-result.ts";
import type { ContactDay } from "../../domain/strategy/contacts.ts";
import type { ServiceModel } from "../../language/model/strategy-model.ts";
import { forecast } from "../../stats/forecast.ts";

const weekDays = 7;
const dayMilliseconds = 86_400_000;
const weeksInYear = 52;

/**
 * Hours that logged actions took, by department and week, carried on over the time of a plan. The week in which the day lies
 * is left out, as it is not over.
 *
 * @param today ISO
 * @param within days; weeks that the time holds only in part count for that part
 * @returns departments with at least eight weeks since their first logged action
 */
export function hoursDemand(
  { strategies }: Pick<ServiceModel, "strategies">,
  log: readonly ContactDay[],
  today: string,
  within: number,
): readonly HoursForecast[] {
  const costs = new Map(
    strategies.flatMap((s) =>
      s.actions.map((a) => [`${s.name} ${a.id}`, Object.entries(a.cost.hours)] as const),
    ),
  );
  const weekOf = (day: string): number =>
    Math.floor((Date.parse(today) - Date.parse(day)) / dayMilliseconds / weekDays);
  const weeks = new Map<string, Map<number, number>>();
  for (const { day, strategy, action } of log) {
    const ago = weekOf(day);
    if (ago < 0) continue;
    for (const [department, hours] of costs.get(`${strategy ?? ""} ${action ?? ""}`) ?? []) {
      const own = weeks.get(department) ?? new Map<number, number>();
      own.set(ago, (own.get(ago) ?? 0) + hours);
      weeks.set(department, own);
    }
  }
  return forecastOf("contacts", weeks, within);
}

/** How many rows a source has on a day, ISO. */
export type RowsOfDay = { readonly day: string; readonly rows: number };

/**
 * Hours that rows of a source took, as if each took the same, carried on.
 *
 * @param hours of a row, by department
 * @param asOf the last day of the data, ISO: weeks end on it
 * @param within days
 * @returns departments with at least eight weeks since the first row
 */
export function sourceDemand(
  source: string,
  hours: Readonly<Record<string, number>>,
  days: readonly RowsOfDay[],
  asOf: string,
  within: number,
): readonly HoursForecast[] {
  const weeks = new Map<string, Map<number, number>>();
  for (const [department, each] of Object.entries(hours)) {
    const own = new Map<number, number>();
    for (const { day, rows } of days) {
      const ago = Math.floor((Date.parse(asOf) - Date.parse(day)) / dayMilliseconds / weekDays);
      if (ago >= 0) own.set(ago, (own.get(ago) ?? 0) + each * rows);
    }
    if (own.size > 0) weeks.set(department, own);
  }
  return forecastOf(source, weeks, within);
}

/** @param weeks hours by department and how many weeks ago */
function forecastOf(
  from: string,
  weeks: ReadonlyMap<string, ReadonlyMap<number, number>>,
  within: number,
): readonly HoursForecast[] {
  const ahead = Math.ceil(within / weekDays);
  return [...weeks].flatMap(([department, byWeek]) => {
    const oldest = Math.max(...byWeek.keys());
    const series = Array.from({ length: oldest + 1 }, (_, i) => byWeek.get(oldest - i) ?? 0);
    const found = forecast(series, weeksInYear, ahead);
    if (found === undefined) return [];
    const hours = found.values.reduce(
      (sum, h, week) => sum + h * Math.min(1, within / weekDays - week),
      0,
    );
    const { method, mae, meanMae, heldOut } = found;
    return [{ department, from, hours, weeks: series.length, method, mae, meanMae, heldOut }];
  });
}
