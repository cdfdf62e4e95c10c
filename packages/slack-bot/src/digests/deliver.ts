/** Sends one slot, from whatever stage it is at. */
import type { DigestSlot } from "@clientele/core";
import type { WebClient } from "@slack/web-api";
import { botLocale } from "../messages/index.ts";
import type { Services } from "../services.ts";
import { contentOf, type Content } from "./content.ts";
import { postOnce } from "./post-once.ts";
import { recipientIn, type Schedule } from "./schedules.ts";
import { NotNow, Refused } from "./slack.ts";
import { targetOf, type Target } from "./target.ts";
import { isInvalid, postThread } from "./thread.ts";

export type Delivering = {
  readonly client: WebClient;
  readonly services: Services;
  readonly clock: () => Date;
  /** Until when the slot is kept from others. */
  readonly lease: () => Date;
};

/** Later than this it is told that it is late, in milliseconds. */
const lateAfter = 5 * 60_000;

/**
 * @returns how it ended
 * @throws Refused, Later, NotNow: then the slot is still at the stage that was written down
 */
export async function deliver(
  delivering: Delivering,
  schedule: Schedule,
  slot: DigestSlot,
): Promise<"sent" | "quiet"> {
  const { client, services, lease } = delivering;
  const { slots } = services.state;
  const target = await targetOf(client, services.access, recipientIn(slot.recipient));
  const { content, quiet, run } = await made(delivering, schedule, slot, target);
  if (slot.stage === "due" && quiet) {
    await slots.step(slot, { stage: "quiet", run }, lease());
    return "quiet";
  }
  const since = new Date(slot.at);
  const place = { channel: slot.channel ?? target.channel, since };
  let { ts } = slot;
  if (slot.stage === "due" || slot.stage === "posting") {
    await audit(delivering, schedule, slot, content, place.channel, run);
    const unsure = slot.stage === "posting";
    await slots.step(slot, { stage: "posting", run, channel: place.channel }, lease());
    const post = { ...place, thread: null, key: slot.key };
    ts = await postOnce(client, { ...post, ...content.main }, unsure).catch((error: unknown) => {
      if (isInvalid(error)) return postOnce(client, { ...post, ...content.plain }, unsure);
      throw error;
    });
    await slots.step(slot, { stage: "posted", ts }, lease());
  }
  const unsure = slot.stage === "threading";
  await slots.step(slot, { stage: "threading" }, lease());
  const below = { ...place, thread: ts, key: `${slot.key}:detail` };
  await postThread(client, content, below, unsure, services.log);
  await slots.step(slot, { stage: "sent" }, lease());
  return "sent";
}

async function made(
  { services, clock }: Delivering,
  schedule: Schedule,
  slot: DigestSlot,
  { viewer }: Target,
): Promise<{ readonly content: Content; readonly quiet: boolean; readonly run: string }> {
  const previous = await services.state.slots.runBefore(slot);
  const { scope } = recipientIn(slot.recipient);
  const answer = await services.engine.call("digest", {
    viewer,
    digest: schedule.digest.name,
    scope,
    ...(previous === null ? {} : { previous }),
    ...(slot.run === null ? {} : { run: slot.run }),
  });
  if (!answer.ok) throw new NotNow("engine");
  const digest = answer.value;
  const project = services.project();
  const locale = botLocale(schedule.locale ?? digest.locale ?? project.locale);
  const { timezone } = schedule;
  const day = new Intl.DateTimeFormat("en-CA", { timeZone: timezone, dateStyle: "short" });
  const late = Date.parse(slot.at) - Date.parse(slot.slot) > lateAfter;
  const content = contentOf({
    digest,
    project,
    locale,
    today: day.format(clock()),
    viewer,
    late: late ? timeIn(new Date(slot.slot), timezone) : null,
    log: services.log,
  });
  const quiet = schedule.quiet && digest.since !== null && !digest.changed;
  return { content, quiet, run: digest.run };
}

/** @example timeIn(new Date("2026-11-16T01:00:00Z"), "Asia/Shanghai") // => "09:00" */
const timeIn = (instant: Date, timeZone: string): string =>
  new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" }).format(
    instant,
  );

/** Who was shown whom is written down before it leaves. */
const audit = (
  { services, clock }: Delivering,
  schedule: Schedule,
  slot: DigestSlot,
  { customers }: Content,
  channel: string,
  run: string,
): Promise<void> =>
  services.state.audit({
    at: clock().toISOString(),
    actor: `digest:${schedule.digest.name}`,
    surface: "slack",
    channel,
    action: "digest",
    asked: slot.slot,
    customers,
    run,
  });

/** What trying again will not change. */
export const isFinal = (error: unknown): error is Refused =>
  error instanceof Refused && !passing.has(error.reason);

/** A token that was taken back: it may be replaced, and nothing can be done until then. */
export const isTokenGone = (error: unknown): error is Refused =>
  error instanceof Refused && tokenGone.has(error.reason);

const tokenGone: ReadonlySet<string> = new Set([
  "token_revoked",
  "token_expired",
  "invalid_auth",
  "account_inactive",
]);

/** Refusals that pass. */
const passing: ReadonlySet<string> = new Set([
  "internal_error",
  "fatal_error",
  "service_unavailable",
  "request_timeout",
  "ratelimited",
  ...tokenGone,
]);
