/** Schedules in words: how often, at what time, and when next. */
import { formatTime } from "@clientele/core/views";
import cronstrue from "cronstrue/i18n.js";
import { digestMessages } from "../messages/digests.ts";
import type { BotLocale } from "../messages/index.ts";
import { nextSlot } from "./slots.ts";

/** How often somebody chose that a digest comes; `cron` for who writes it themselves. */
export const rhythms = ["daily", "weekdays", "weekly", "monthly", "cron"] as const;
export type Rhythm = (typeof rhythms)[number];

/** What a picker holds of a schedule. */
export type Picked = {
  readonly every: Rhythm;
  /** 0 is Sunday. */
  readonly weekday: number;
  /** Of the month, 1 to 28: every month has it. */
  readonly day: number;
  /** 24 hours, such as 09:00. */
  readonly time: string;
  readonly cron: string;
};

/** @example cronOfPicked({ every: "weekly", weekday: 1, day: 1, time: "09:00", cron: "" }) // => "0 9 * * 1" */
export function cronOfPicked({ every, weekday, day, time, cron }: Picked): string {
  const [hour = 9, minute = 0] = time.split(":").map(Number);
  const at = `${minute} ${hour}`;
  switch (every) {
    case "daily":
      return `${at} * * *`;
    case "weekdays":
      return `${at} * * 1-5`;
    case "weekly":
      return `${at} * * ${weekday}`;
    case "monthly":
      return `${at} ${day} * *`;
    case "cron":
      return cron.trim().replaceAll(/\s+/g, " ");
  }
}

/** What a picker shows of a schedule; `cron` where it has no words for it. @example pickedOf("0 9 * * 1").every // => "weekly" */
export function pickedOf(cron: string): Picked {
  const none = { weekday: 1, day: 1, time: "09:00", cron } as const;
  const found = /^(\d{1,2}) (\d{1,2}) (\*|\d{1,2}) \* (\*|1-5|[0-7])$/.exec(cron);
  if (found === null) return { ...none, every: "cron" };
  const [, minute = "0", hour = "9", day = "*", weekday = "*"] = found;
  const time = `${hour.padStart(2, "0")}:${minute.padStart(2, "0")}`;
  if (day !== "*")
    return weekday === "*" && Number(day) <= 28
      ? { ...none, every: "monthly", day: Number(day), time }
      : { ...none, every: "cron" };
  if (weekday === "*") return { ...none, every: "daily", time };
  if (weekday === "1-5") return { ...none, every: "weekdays", time };
  return { ...none, every: "weekly", weekday: Number(weekday) % 7, time };
}

/**
 * @param cron five fields, valid
 * @example scheduleWords("0 9 * * 1", "en") // => "Mondays at 09:00"
 * @example scheduleWords("0 9 * * 1", "zh-CN") // => "每周一 09:00"
 */
export function scheduleWords(cron: string, locale: BotLocale): string {
  const { every, weekday, day, time } = pickedOf(cron);
  const words = digestMessages(locale);
  switch (every) {
    case "daily":
      return words.daily(time);
    case "weekdays":
      return words.weekdays(time);
    case "weekly":
      return words.weekly(words.days[weekday] ?? "", time);
    case "monthly":
      return words.monthly(day, time);
    case "cron":
      return cronWords(cron, locale);
  }
}

function cronWords(cron: string, locale: BotLocale): string {
  const chinese = locale === "zh-CN";
  // The package is CommonJS: what it exports by default is a member of what Node gives.
  const said = cronstrue.default.toString(cron, {
    locale: chinese ? "zh_CN" : "en",
    use24HourTimeFormat: true,
  });
  if (!chinese) return said;
  return said.replaceAll(/, ?/g, "，").replaceAll(/ +/g, " ").replace("在0", "在 0");
}

/** When it comes next, in its own time zone; `null` where it never does. @example "Mon 23 Nov 09:00" */
export function nextWords(
  cron: string,
  timezone: string,
  now: Date,
  locale: BotLocale,
): string | null {
  const next = nextSlot(cron, timezone, now);
  if (next === null) return null;
  const today = new Intl.DateTimeFormat("sv-SE", { timeZone: timezone }).format(now);
  return formatTime(next.toISOString(), { locale, today, weekday: true }, timezone);
}
