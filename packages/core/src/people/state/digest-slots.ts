/** Which digests are due, and how far each was sent: what a crash must not forget. */
import { randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import type { Tables } from "./tables.ts";

/**
 * How far a slot is. `posting` and `threading` are written before the message leaves, `posted` and `sent` after it: whoever
 * finds one of the first two does not know whether the message is there, and looks. `quiet`, `sent` and `failed` are the end.
 */
export type SlotStage = "due" | "posting" | "posted" | "threading" | "sent" | "quiet" | "failed";

const openStages: readonly SlotStage[] = ["due", "posting", "posted", "threading"];

/** One digest for one recipient at one time. Times are ISO text. */
export type DigestSlot = {
  /** The digest's schedule, or that of a subscription. */
  readonly schedule: string;
  readonly recipient: string;
  /** When it was due. */
  readonly slot: string;
  /** Names its messages, so that they are known again. */
  readonly key: string;
  /** When it was seen to be due. */
  readonly at: string;
  readonly stage: SlotStage;
  readonly attempts: number;
  /** The run that it told; null until it was made. */
  readonly run: string | null;
  /** Where its message is. */
  readonly channel: string | null;
  readonly ts: string | null;
  /** Why it failed. */
  readonly why: string | null;
};

/** What is kept of digests that are due. */
export type DigestSlots = {
  /**
   * Since when a schedule's slots count. A new schedule, or one whose signature is another, counts from now on: what would have
   * been due before was never promised.
   */
  readonly watched: (schedule: string, signature: string, now: Date) => Promise<Date>;
  /** Writes down that a slot is due for these recipients, each once; later slots count from there. */
  readonly due: (
    schedule: string,
    slot: Date,
    recipients: readonly string[],
    now: Date,
  ) => Promise<void>;
  /** Takes the oldest slot that is open and that nobody works on, for so many milliseconds; for one caller only, over all processes. */
  readonly take: (now: Date, milliseconds: number) => Promise<DigestSlot | null>;
  /** Keeps a slot that was taken for so much longer, and writes down how far it is. */
  readonly step: (
    slot: DigestSlot,
    change: Partial<Pick<DigestSlot, "stage" | "run" | "channel" | "ts" | "why">>,
    until: Date,
  ) => Promise<void>;
  /** Gives a slot back until a time, as one more attempt that came to nothing. */
  readonly postpone: (slot: DigestSlot, until: Date) => Promise<void>;
  /** The run that was sent before a slot; null where none was. */
  readonly runBefore: (slot: DigestSlot) => Promise<string | null>;
  /** The newest first. */
  readonly list: (schedule: string, limit: number) => Promise<readonly DigestSlot[]>;
};

export function digestSlots(db: Kysely<Tables>): DigestSlots {
  const own = (of: DigestSlot) =>
    db
      .updateTable("digest_slot")
      .where("schedule", "=", of.schedule)
      .where("recipient", "=", of.recipient)
      .where("slot", "=", of.slot);
  return {
    watched: (schedule, signature, now) =>
      db.transaction().execute(async (transaction) => {
        const since = now.toISOString();
        const known = await transaction
          .selectFrom("digest_schedule")
          .select(["signature", "since"])
          .where("schedule", "=", schedule)
          .executeTakeFirst();
        if (known?.signature === signature) return new Date(known.since);
        await transaction
          .insertInto("digest_schedule")
          .values({ schedule, signature, since })
          .onConflict((conflict) => conflict.column("schedule").doUpdateSet({ signature, since }))
          .execute();
        return now;
      }),
    due: (schedule, slot, recipients, now) =>
      db.transaction().execute(async (transaction) => {
        const [at, when] = [now.toISOString(), slot.toISOString()];
        for (const recipient of recipients)
          await transaction
            .insertInto("digest_slot")
            .values({
              schedule,
              recipient,
              slot: when,
              key: randomUUID(),
              at,
              stage: "due",
              until: at,
              attempts: 0,
              run: null,
              channel: null,
              ts: null,
              why: null,
            })
            .onConflict((conflict) => conflict.doNothing())
            .execute();
        await transaction
          .updateTable("digest_schedule")
          .set({ since: when })
          .where("schedule", "=", schedule)
          .where("since", "<", when)
          .execute();
      }),
    take: async (now, milliseconds) => {
      const until = new Date(now.getTime() + milliseconds).toISOString();
      for (;;) {
        const found = await db
          .selectFrom("digest_slot")
          .selectAll()
          .where("stage", "in", [...openStages])
          .where("until", "<=", now.toISOString())
          .orderBy("slot")
          .orderBy("schedule")
          .orderBy("recipient")
          .limit(1)
          .executeTakeFirst();
        if (found === undefined) return null;
        const slot = slotOf(found);
        const { numUpdatedRows } = await own(slot)
          .set({ until })
          .where("until", "=", found.until)
          .where("stage", "=", found.stage)
          .executeTakeFirst();
        if (numUpdatedRows === 1n) return slot;
      }
    },
    step: async (slot, change, until) => {
      await own(slot)
        .set({ ...change, until: until.toISOString() })
        .execute();
    },
    postpone: async (slot, until) => {
      await own(slot)
        .set({ attempts: slot.attempts + 1, until: until.toISOString() })
        .execute();
    },
    runBefore: async ({ schedule, recipient, slot }) => {
      const found = await db
        .selectFrom("digest_slot")
        .select("run")
        .where("schedule", "=", schedule)
        .where("recipient", "=", recipient)
        .where("slot", "<", slot)
        .where("stage", "in", ["posted", "threading", "sent"])
        .orderBy("slot", "desc")
        .limit(1)
        .executeTakeFirst();
      return found?.run ?? null;
    },
    list: async (schedule, limit) => {
      const rows = await db
        .selectFrom("digest_slot")
        .selectAll()
        .where("schedule", "=", schedule)
        .orderBy("slot", "desc")
        .orderBy("recipient")
        .limit(limit)
        .execute();
      return rows.map(slotOf);
    },
  };
}

// Only the functions above write the column.
const slotOf = ({ until: _, ...row }: Tables["digest_slot"]): DigestSlot => ({
  ...row,
  stage: row.stage as SlotStage,
});
