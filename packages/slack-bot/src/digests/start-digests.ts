/** Sends digests when they are due, for as long as the bot runs. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Slacks } from "../install/slacks.ts";
import type { Services } from "../services.ts";
import { deliver, isFinal, isTokenGone } from "./deliver.ts";
import { recipientsOf, schedulesOf, type Schedule } from "./schedules.ts";
import { Later, NotNow } from "./slack.ts";
import { lastSlot, nextSlot } from "./slots.ts";

export type DigestOptions = {
  readonly clock: () => Date;
  /** How long a slot is kept from others without a sign of life, in milliseconds. */
  readonly lease: number;
};

export type Digests = {
  /** Lets what is under way end, for a moment. */
  readonly close: () => Promise<void>;
};

/** New subscriptions, digests and runs are looked for so often, in milliseconds. */
const longestPause = 15_000;
/** What another Slack is to send is left alone for so long, in milliseconds. */
const elsewhere = 60_000;
/** So often a slot is tried before it is given up. */
const mostAttempts = 8;
const stopGrace = 2000;

export function startDigests(
  slackOf: Slacks["digests"],
  services: Services,
  { clock, lease }: DigestOptions,
): Digests {
  const { state, log } = services;
  const ending = new AbortController();
  const { signal } = ending;
  const leaseEnd = (): Date => new Date(clock().getTime() + lease);

  /** Writes down what has become due. @returns every schedule, by its id */
  async function look(): Promise<ReadonlyMap<string, Schedule>> {
    const schedules = await schedulesOf(services);
    for (const schedule of schedules) {
      const { id, cron, timezone, paused } = schedule;
      const now = clock();
      const since = await state.slots.watched(id, paused ? "paused" : `${cron} ${timezone}`, now);
      const slot = paused ? null : lastSlot(cron, timezone, since, now);
      const client = slot === null ? null : await slackOf(schedule.place);
      if (slot === null || client === null) continue;
      const recipients = await recipientsOf(services, client, schedule);
      if (recipients !== null) await state.slots.due(id, slot, recipients, now);
    }
    return new Map(schedules.map((s) => [s.id, s]));
  }

  const scheduleNow = async (id: string): Promise<Schedule | undefined> =>
    (await schedulesOf(services)).find((schedule) => schedule.id === id);

  async function drain(schedules: ReadonlyMap<string, Schedule>): Promise<void> {
    while (!signal.aborted) {
      const slot = await state.slots.take(clock(), lease);
      if (slot === null) return;
      // Another instance may have seen a subscription that was made after this one had looked.
      const schedule = schedules.get(slot.schedule) ?? (await scheduleNow(slot.schedule));
      if (schedule === undefined) {
        await state.slots.step(slot, { stage: "failed", why: "stopped" }, clock());
        continue;
      }
      const client = await slackOf(schedule.place);
      if (client === null) {
        await state.slots.step(slot, {}, new Date(clock().getTime() + elsewhere));
        continue;
      }
      const fields = { digest: schedule.digest.name, slot: slot.slot, attempt: slot.attempts + 1 };
      // A sign of life, so that nobody else takes it meanwhile.
      const beat = setInterval(
        () => void state.slots.step(slot, {}, leaseEnd()).catch(beatFailed),
        lease / 3,
      );
      try {
        const ended = await deliver({ client, services, clock, lease: leaseEnd }, schedule, slot);
        log.info(`digest-${ended}`, fields);
      } catch (error) {
        clearInterval(beat);
        log.error("digest-failed", error, fields);
        if (isTokenGone(error)) {
          // Whoever looks after the bot has to act; the slot waits for them and counts no attempt.
          log.error("slack-token-refused", error, { ...fields, why: error.reason });
          await state.slots.step(slot, {}, new Date(clock().getTime() + elsewhere));
          continue;
        }
        if (isFinal(error) || slot.attempts + 1 >= mostAttempts) {
          const why = isFinal(error) ? error.reason : "given_up";
          log.warn("digest-given-up", { ...fields, why });
          await state.slots.step(slot, { stage: "failed", why }, clock());
          continue;
        }
        const seconds = error instanceof Later ? error.seconds : error instanceof NotNow ? 15 : 60;
        await state.slots.postpone(slot, new Date(clock().getTime() + seconds * 1000));
      } finally {
        clearInterval(beat);
      }
    }
  }

  /** How long nothing is due, in milliseconds. */
  function pause(schedules: ReadonlyMap<string, Schedule>): number {
    const now = clock();
    const next = [...schedules.values()].flatMap(({ cron, timezone, paused }) => {
      const found = paused ? null : nextSlot(cron, timezone, now);
      return found === null ? [] : [found.getTime() - now.getTime()];
    });
    return Math.max(50, Math.min(longestPause, lease, ...next));
  }

  async function run(): Promise<void> {
    while (!signal.aborted) {
      let wait = longestPause;
      try {
        const schedules = await look();
        await drain(schedules);
        wait = pause(schedules);
      } catch (error) {
        log.error("digests-failed", error);
      }
      await sleep(wait, undefined, { signal }).catch(ended);
    }
  }

  const beatFailed = (error: unknown): void => log.error("digest-lease", error);
  const ended = (error: unknown): void => {
    if (!signal.aborted) throw error;
  };
  const running = run();
  return {
    close: async () => {
      ending.abort();
      await Promise.race([running, sleep(stopGrace, undefined, { ref: false })]);
    },
  };
}
