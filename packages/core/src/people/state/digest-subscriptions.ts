/** Digests that people asked for in Slack, beside those whose files say who gets them. */
import type { Kysely } from "kysely";
import type { Tables } from "./tables.ts";

export type DigestSubscription = {
  readonly id: string;
  readonly digest: string;
  /** A channel's id. */
  readonly channel: string;
  readonly cron: string;
  readonly timezone: string;
  readonly locale: string;
  /** Who asked for it. */
  readonly actor: string;
  /** ISO. */
  readonly at: string;
  readonly paused: boolean;
};

export type DigestSubscriptions = {
  /** Once more with the same id changes nothing: a form that is sent twice counts once. */
  readonly subscribe: (subscription: DigestSubscription) => Promise<void>;
  /** The oldest first. */
  readonly all: () => Promise<readonly DigestSubscription[]>;
  readonly pause: (id: string, paused: boolean) => Promise<void>;
  readonly stop: (id: string) => Promise<void>;
};

export function digestSubscriptions(db: Kysely<Tables>): DigestSubscriptions {
  return {
    subscribe: async ({ paused, ...subscription }) => {
      await db
        .insertInto("digest_subscription")
        .values({ ...subscription, paused: paused ? 1 : 0 })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    all: async () => {
      const rows = await db
        .selectFrom("digest_subscription")
        .selectAll()
        .orderBy("at")
        .orderBy("id")
        .execute();
      return rows.map((row) => ({ ...row, paused: row.paused === 1 }));
    },
    pause: async (id, paused) => {
      await db
        .updateTable("digest_subscription")
        .set({ paused: paused ? 1 : 0 })
        .where("id", "=", id)
        .execute();
    },
    stop: async (id) => {
      await db.deleteFrom("digest_subscription").where("id", "=", id).execute();
    },
  };
}
