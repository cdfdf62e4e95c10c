/** Amounts and time: so many days, the last quarter, from May until June. */
import type { Rule } from "../chart.ts";
import {
  addDays,
  calendar,
  daysOf,
  isYear,
  lastDays,
  monthOf,
  yearOf,
  type CalendarUnit,
} from "../periods.ts";
import type { Phrase } from "../phrase.ts";
import type { Known } from "./known.ts";
import { plain, rule, toBound, type Of } from "./rule.ts";

/** The rules of amounts and time. */
export function timeRules({ asOf }: Known): readonly Rule<Phrase>[] {
  const quantity =
    (unit: CalendarUnit) =>
    ({ value, percent }: Of<"number">): Phrase | null =>
      percent || (unit === "year" && isYear(value))
        ? null
        : { kind: "quantity", value: value * daysOf[unit], percent, unit: "days" };
  const unitRules = (["day", "week", "month", "quarter", "year"] as const).flatMap((unit) => [
    rule(["number", unit], (n, u) =>
      unit === "month" && u.word === "月" ? null : quantity(unit)(n),
    ),
    rule([unit], ({ word }) =>
      word.startsWith("a ")
        ? { kind: "quantity", value: daysOf[unit], percent: false, unit: "days" }
        : null,
    ),
    rule(["last", unit], () => calendar(unit, asOf, -1)),
    rule(["current", unit], () => ({ ...calendar(unit, asOf, 0), current: true })),
    rule(["last", "number", unit], (_, { value }) => lastDays(value * daysOf[unit], asOf)),
    rule(["number", "last", unit], ({ value }) => lastDays(value * daysOf[unit], asOf)),
  ]);

  /** The day of that date, the latest up to the as-of date where no year is said. */
  const dayOf = (day: number, month: number, year: number | null): Phrase | null => {
    const own = isoDay(year ?? Number(asOf.slice(0, 4)), month, day);
    if (own === null) return null;
    const iso =
      year === null && own > asOf ? isoDay(Number(asOf.slice(0, 4)) - 1, month, day) : own;
    return iso === null ? null : { kind: "date", iso };
  };
  return [
    ...unitRules,
    rule(["once"], ({ word }) => {
      const value = { twice: 2, thrice: 3 }[word] ?? 1;
      return { kind: "quantity", value, percent: false, unit: "times" };
    }),
    rule(["number", "year", "firsthalf"], ({ value }) => halfOf(value, 1)),
    rule(["number", "year", "secondhalf"], ({ value }) => halfOf(value, 2)),
    rule(["firsthalf", "number"], (_, { value }) => halfOf(value, 1)),
    rule(["secondhalf", "number"], (_, { value }) => halfOf(value, 2)),
    rule(["current", "year", "firsthalf"], () => halfOf(Number(asOf.slice(0, 4)), 1)),
    rule(["last", "year", "firsthalf"], () => halfOf(Number(asOf.slice(0, 4)) - 1, 1)),
    rule(["last", "year", "secondhalf"], () => halfOf(Number(asOf.slice(0, 4)) - 1, 2)),
    rule(["date", "until", "date"], (from, _, to) => span(from.iso, to.iso)),
    rule(["between", "date", "until", "date"], (_, from, __, to) => span(from.iso, to.iso)),
    rule(["between", "date", "and", "date"], (_, from, __, to) => span(from.iso, to.iso)),
    rule(["from", "date", "until", "date"], (_, from, __, to) => span(from.iso, to.iso)),
    rule(["halfyear"], () => ({ kind: "quantity", value: 180, percent: false, unit: "days" })),
    rule(["last", "halfyear"], () => lastDays(180, asOf)),
    rule(["number", "times"], ({ value, percent }) => ({
      kind: "quantity",
      value,
      percent,
      unit: "times",
    })),
    rule(["number", "atleast", "times"], (n) => toBound(">=", { ...plain(n), unit: "times" })),
    rule(["number", "measure"], ({ value, percent }) => ({
      kind: "quantity",
      value,
      percent,
      unit: "people",
    })),
    rule(["number", "year"], ({ value }) => (isYear(value) ? yearOf(value) : null)),
    rule(["number"], ({ value }) => (isYear(value) ? yearOf(value) : null)),
    rule(["number", "month"], ({ value }, { word }) =>
      word === "月" && value >= 1 && value <= 12 ? monthOf(value, null, asOf) : null,
    ),
    rule(["number", "year", "number", "month"], (y, _, m, { word }) =>
      word === "月" && isYear(y.value) ? monthOf(m.value, y.value, asOf) : null,
    ),
    rule(["current", "year", "number", "month"], (_, __, m, { word }) =>
      word === "月" ? monthOf(m.value, Number(asOf.slice(0, 4)), asOf) : null,
    ),
    rule(["last", "year", "number", "month"], (_, __, m, { word }) =>
      word === "月" ? monthOf(m.value, Number(asOf.slice(0, 4)) - 1, asOf) : null,
    ),
    rule(["named-month"], ({ month }) => monthOf(month, null, asOf)),
    rule(["number", "named-month"], ({ value }, { month }) => dayOf(value, month, null)),
    rule(["place", "named-month"], ({ place }, { month }) => dayOf(place, month, null)),
    rule(["number", "named-month", "number"], ({ value }, { month }, year) =>
      isYear(year.value) ? dayOf(value, month, year.value) : null,
    ),
    rule(["number", "month", "number", "day"], (m, { word }, d) =>
      word === "月" ? dayOf(d.value, m.value, null) : null,
    ),
    rule(["named-month", "number"], ({ month }, { value }) =>
      isYear(value) ? monthOf(month, value, asOf) : null,
    ),
  ];
}

/** From a day to another, both included. */
const span = (from: string, to: string): Phrase | null =>
  from <= to ? { kind: "period", days: null, from, to: addDays(to, 1) } : null;

const halfOf = (year: number, half: 1 | 2): Phrase | null =>
  !isYear(year)
    ? null
    : half === 1
      ? span(`${year}-01-01`, `${year}-06-30`)
      : span(`${year}-07-01`, `${year}-12-31`);

/** `null` where the calendar has no such day. */
function isoDay(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const found =
    Number.isInteger(day) && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return found ? date.toISOString().slice(0, 10) : null;
}
