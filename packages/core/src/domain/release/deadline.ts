/** Until when a request is open: what people write, as an instant. */

type Local = { readonly day: string; readonly time: string };

const usualTime = "18:00";
const usualDays = 3;
const dayLength = 86_400_000;
/** Sunday first. */
const weekdays: readonly RegExp[] = [
  /^(?:sun(?:day)?|周日|星期日|周天|星期天)$/i,
  /^(?:mon(?:day)?|周一|星期一)$/i,
  /^(?:tue(?:s|sday)?|周二|星期二)$/i,
  /^(?:wed(?:nesday)?|周三|星期三)$/i,
  /^(?:thu(?:r|rs|rsday)?|周四|星期四)$/i,
  /^(?:fri(?:day)?|周五|星期五)$/i,
  /^(?:sat(?:urday)?|周六|星期六)$/i,
];

/**
 * The instant that a text means: `2 days`, `3 working days`, `4 hours`, `Fri 18:00`, `周五 18:00`, `18:00`, `2026-11-27`,
 * `2026-11-27 12:00`. Without a time 18:00; without a text the end of the third working day.
 *
 * @param timezone of days and times of day
 * @param closed days that are no working days, besides Saturdays and Sundays; ISO
 * @returns `undefined` where it says no time, or one that has passed
 * @example deadlineOf("Fri 18:00", new Date("2026-11-23T01:00:00Z"), "Asia/Shanghai") // => 2026-11-27T10:00:00.000Z
 */
export function deadlineOf(
  text: string | undefined,
  now: Date,
  timezone: string,
  closed: readonly string[] = [],
): Date | undefined {
  const today = localOf(now, timezone).day;
  const at = (local: Local): Date => instantOf(local, timezone);
  const found = read(text?.trim() ?? `${usualDays} working days`, now, today, at, new Set(closed));
  return found !== undefined && found > now ? found : undefined;
}

function read(
  text: string,
  now: Date,
  today: string,
  at: (local: Local) => Date,
  closed: ReadonlySet<string>,
): Date | undefined {
  const span = /^(\d{1,3}) ?(hours?|days?|working days?|小时|天|个工作日)$/i.exec(text);
  if (span !== null) {
    const [many, unit] = [Number(span[1]), span[2] ?? ""];
    if (/^(?:hour|小时)/i.test(unit)) return new Date(now.getTime() + many * 3_600_000);
    if (/^(?:day|天)/i.test(unit)) return new Date(now.getTime() + many * dayLength);
    return at({ day: workingDayAfter(today, many, closed), time: usualTime });
  }
  const said = /^([^\s:]*)(?:(?:^|\s+)(\d{1,2}:\d{2}))?$/.exec(text);
  if (said === null) return undefined;
  const [first, clock] = [said[1] ?? "", said[2]];
  const time = clock === undefined ? usualTime : timeOf(clock);
  if (time === undefined) return undefined;
  if (first === "" && clock !== undefined) {
    const soon = at({ day: today, time });
    return soon > now ? soon : at({ day: dayAfter(today, 1), time });
  }
  if (/^\d{4}-\d{2}-\d{2}$/.test(first))
    return Number.isNaN(Date.parse(`${first}T00:00:00Z`)) ? undefined : at({ day: first, time });
  const weekday = weekdays.findIndex((pattern) => pattern.test(first));
  if (weekday === -1) return undefined;
  for (let ahead = 0; ahead <= 7; ahead += 1) {
    const day = dayAfter(today, ahead);
    if (weekdayOf(day) === weekday && at({ day, time }) > now) return at({ day, time });
  }
  return undefined;
}

function timeOf(clock: string): string | undefined {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  return hours < 24 && minutes < 60 ? clock.padStart(5, "0") : undefined;
}

const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay();
const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayLength).toISOString().slice(0, 10);

/** Longer than any firm is closed; a calendar that closes every day must not be looked through for ever. */
const longestClosed = 3650;

function workingDayAfter(today: string, days: number, closed: ReadonlySet<string>): string {
  let day = today;
  for (let [left, passed] = [days, 0]; left > 0 && passed < longestClosed; passed += 1) {
    day = dayAfter(day, 1);
    if (weekdayOf(day) % 6 !== 0 && !closed.has(day)) left -= 1;
  }
  return day;
}

function localOf(instant: Date, timezone: string): Local {
  // Swedish writes dates as ISO 8601 does.
  const text = new Intl.DateTimeFormat("sv-SE", {
    timeZone: timezone,
    dateStyle: "short",
    timeStyle: "short",
  }).format(instant);
  const [day = "", time = ""] = text.split(" ");
  return { day, time };
}

/** By the zone's distance from UTC at about that time; a second look settles times near a change of the clocks. */
function instantOf({ day, time }: Local, timezone: string): Date {
  const wanted = Date.parse(`${day}T${time}:00Z`);
  let guess = wanted;
  for (let i = 0; i < 2; i += 1) {
    const shown = localOf(new Date(guess), timezone);
    guess += wanted - Date.parse(`${shown.day}T${shown.time}:00Z`);
  }
  return new Date(guess);
}
