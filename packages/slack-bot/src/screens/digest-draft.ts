/** A subscription while somebody fills in its form. */
import { isCron, isTimeZone } from "@clientele/core/language";
import { z } from "zod";
import { readStored } from "../blocks/stored-value.ts";
import { cronOfPicked, rhythms } from "../digests/schedule-words.ts";
import { nextSlot } from "../digests/slots.ts";
import type { DigestMessages } from "../messages/digests.ts";

const draft = z.object({
  /** Of the subscription: the same form sent twice counts once. */
  id: z.string().min(1).max(60),
  /** Whether it is there already. */
  changing: z.boolean(),
  digest: z.string().min(1).max(150),
  to: z.enum(["me", "channel"]),
  channel: z.string().max(40).nullable(),
  every: z.enum(rhythms),
  weekday: z.int().min(0).max(6),
  day: z.int().min(1).max(28),
  time: z.string().max(5),
  cron: z.string().max(100),
  timezone: z.string().max(60),
  quiet: z.boolean(),
  /** Whether it began on the home, which is made anew then. */
  home: z.boolean(),
});
export type DigestDraft = z.infer<typeof draft>;

/** @returns `null` where the text is none of ours */
export const readDraft = (text: string | undefined): DigestDraft | null => readStored(draft, text);

/** The inputs; each block and its action share one name. */
export const digestInputs = {
  digest: "digest-name",
  to: "digest-to",
  channel: "digest-channel",
  every: "digest-every",
  weekday: "digest-weekday",
  day: "digest-day",
  time: "digest-time",
  cron: "digest-cron",
  zone: "digest-zone",
  quiet: "digest-quiet",
} as const;

type Held = {
  readonly value?: string | null | undefined;
  readonly selected_option?: { readonly value?: string } | null | undefined;
  readonly selected_options?: readonly unknown[] | null | undefined;
  readonly selected_time?: string | null | undefined;
  readonly selected_conversation?: string | null | undefined;
};
type Values = Readonly<Record<string, Readonly<Record<string, Held>>>>;

/** The draft with what the form holds now; what it does not show stays as it was. */
export function filledDraft(before: DigestDraft, values: Values): DigestDraft {
  const held = (name: string): Held | undefined => values[name]?.[name];
  const chosen = (name: string): string | undefined => held(name)?.selected_option?.value;
  const { digest, to, channel, every, weekday, day, time, cron, zone, quiet } = digestInputs;
  const filled = {
    ...before,
    digest: chosen(digest) ?? before.digest,
    to: chosen(to) ?? before.to,
    channel: held(channel)?.selected_conversation ?? before.channel,
    every: chosen(every) ?? before.every,
    weekday: Number(chosen(weekday) ?? before.weekday),
    day: Number(chosen(day) ?? before.day),
    time: held(time)?.selected_time ?? before.time,
    cron: held(cron) === undefined ? before.cron : (held(cron)?.value ?? ""),
    timezone: chosen(zone) ?? before.timezone,
    quiet:
      held(quiet) === undefined ? before.quiet : (held(quiet)?.selected_options ?? []).length > 0,
  };
  const read = draft.safeParse(filled);
  return read.success ? read.data : before;
}

/** What is wrong in a draft, by the block that it stands in. */
export function draftErrors(
  { to, channel, every, time, timezone, ...picked }: DigestDraft,
  now: Date,
  messages: DigestMessages,
): Readonly<Record<string, string>> {
  const zone = isTimeZone(timezone);
  const timed = every === "cron" || /^\d{2}:\d{2}$/.test(time);
  const cron = cronOfPicked({ every, time, ...picked });
  const sound = timed && isCron(cron);
  const comes = sound && zone && nextSlot(cron, timezone, now) !== null;
  return {
    ...(to === "channel" && channel === null
      ? { [digestInputs.channel]: messages.chooseChannel }
      : {}),
    ...(timed ? {} : { [digestInputs.time]: messages.badTime }),
    ...(timed && !sound ? { [digestInputs.cron]: messages.badCron } : {}),
    ...(sound && zone && !comes ? { [digestInputs.cron]: messages.never } : {}),
    ...(zone ? {} : { [digestInputs.zone]: messages.badZone }),
  };
}
