/** Schedules as digests write them: words, or the five fields of cron. Pure, so that editors check them too. */
import { scheduleWords } from "./digest-schema.ts";

const cronOfWord: Readonly<Record<(typeof scheduleWords)[number], string>> = {
  daily: "0 9 * * *",
  weekdays: "0 9 * * 1-5",
  weekly: "0 9 * * 1",
  monthly: "0 9 1 * *",
};

/**
 * The cron of a schedule in words; cron itself stays as it is.
 *
 * @example cronOf("weekly") // => "0 9 * * 1"
 */
export function cronOf(written: string): string {
  const word = scheduleWords.find((w) => w === written.trim());
  return word === undefined ? written.trim().replaceAll(/\s+/g, " ") : cronOfWord[word];
}

type Field = { readonly from: number; readonly to: number; readonly names: readonly string[] };

const months = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(" ");
const days = "SUN MON TUE WED THU FRI SAT".split(" ");

const fields: readonly Field[] = [
  { from: 0, to: 59, names: [] },
  { from: 0, to: 23, names: [] },
  { from: 1, to: 31, names: [] },
  { from: 1, to: 12, names: months },
  { from: 0, to: 7, names: days },
];

/**
 * Whether a text is cron with its five fields: minute, hour, day, month, weekday. Lists, ranges, steps and English names.
 *
 * @example isCron("0 9 * * MON-FRI") // => true
 */
export function isCron(text: string): boolean {
  const parts = text.trim().split(/\s+/);
  return (
    parts.length === fields.length &&
    fields.every((field, i) => (parts[i] ?? "").split(",").every((part) => isPart(part, field)))
  );
}

function isPart(part: string, field: Field): boolean {
  const [, range = "", step] = /^([^/]+)(?:\/(\d{1,2}))?$/.exec(part) ?? [];
  if (range === "" || (step !== undefined && Number(step) < 1)) return false;
  if (range === "*") return true;
  const ends = range.split("-").map((end) => valueOf(end, field));
  const [first, last = first] = ends;
  if (ends.length > 2 || first === undefined || last === undefined) return false;
  return first >= field.from && last <= field.to && first <= last;
}

function valueOf(written: string, { from, names }: Field): number | undefined {
  if (/^\d{1,2}$/.test(written)) return Number(written);
  const at = names.indexOf(written.toUpperCase());
  return at < 0 ? undefined : at + (names === months ? from : 0);
}

/** Whether the platform knows a time zone by this name. @example isTimeZone("Asia/Shanghai") // => true */
export function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch (error) {
    if (error instanceof RangeError) return false; // how Intl says that it does not know the zone
    throw error;
  }
}
