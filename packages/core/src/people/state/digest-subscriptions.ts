/** Digests that people asked for in Slack, beside those whose files say who gets them. */
import type { Kysely, Selectable } from "kysely";
import { recordAuditIn, type AuditEntry } from "./audit.ts";
import { durably } from "./journal.ts";
import type { Tables } from "./tables.ts";

export type DigestSubscription = {
  readonly id: string;
  readonly digest: string;
  /** A channel's id, or that of a person who gets it directly. */
  readonly channel: string;
  readonly cron: string;
  readonly timezone: string;
  readonly locale: string;
  /** Who asked for it. */
  readonly actor: string;
  /** ISO. */
  readonly at: string;
  readonly paused: boolean;
  /** The Slack workspace; `null` where there is only one. */
  readonly place: string | null;
  /** Whether it is left out where nothing changed; `null`: as the digest's file says. */
  readonly quiet: boolean | null;
};

/** What of a subscription can be changed. */
type Change = Partial<
  Pick<DigestSubscription, "digest" | "channel" | "cron" | "timezone" | "locale" | "quiet">
>;

export type DigestSubscriptions = {
  /**
   * Once more with the same id changes nothing: a form that is sent twice counts once.
   *
   * @param audit kept beside it, where there is something new
   */
  readonly subscribe: (subscription: DigestSubscription, audit?: AuditEntry) => Promise<void>;
  /** The oldest first. */
  readonly all: () => Promise<readonly DigestSubscription[]>;
  readonly change: (id: string, change: Change, audit?: AuditEntry) => Promise<void>;
  readonly pause: (id: string, paused: boolean) => Promise<void>;
  readonly stop: (id: string, audit?: AuditEntry) => Promise<void>;
};

export function digestSubscriptions(db: Kysely<Tables>): DigestSubscriptions {
  /** What somebody asked for, and the entry that says so: both or neither. */
  const written = (
    write: (transaction: Kysely<Tables>) => Promise<bigint>,
    audit: AuditEntry | undefined,
  ): Promise<void> =>
    durably(db, (connection) =>
      connection.transaction().execute(async (transaction) => {
        const rows = await write(transaction);
        if (rows > 0n && audit !== undefined) await recordAuditIn(transaction, audit);
      }),
    );
  return {
    subscribe: ({ paused, quiet, ...subscription }, audit) =>
      written(async (transaction) => {
        const { numInsertedOrUpdatedRows = 0n } = await transaction
          .insertInto("digest_subscription")
          .values({ ...subscription, paused: paused ? 1 : 0, quiet: flagOf(quiet) })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirstOrThrow();
        return numInsertedOrUpdatedRows;
      }, audit),
    all: async () => {
      const rows = await db
        .selectFrom("digest_subscription")
        .selectAll()
        .orderBy("at")
        .orderBy("id")
        .execute();
      return rows.map(subscriptionOf);
    },
    change: (id, { quiet, ...change }, audit) =>
      written(async (transaction) => {
        const { numUpdatedRows } = await transaction
          .updateTable("digest_subscription")
          .set({ ...change, ...(quiet === undefined ? {} : { quiet: flagOf(quiet) }) })
          .where("id", "=", id)
          .executeTakeFirstOrThrow();
        return numUpdatedRows;
      }, audit),
    pause: async (id, paused) => {
      await db
        .updateTable("digest_subscription")
        .set({ paused: paused ? 1 : 0 })
        .where("id", "=", id)
        .execute();
    },
    stop: (id, audit) =>
      written(async (transaction) => {
        const { numDeletedRows } = await transaction
          .deleteFrom("digest_subscription")
          .where("id", "=", id)
          .executeTakeFirstOrThrow();
        return numDeletedRows;
      }, audit),
  };
}

const flagOf = (flag: boolean | null): number | null => (flag === null ? null : flag ? 1 : 0);

const subscriptionOf = (row: Selectable<Tables["digest_subscription"]>): DigestSubscription => ({
  ...row,
  paused: row.paused === 1,
  quiet: row.quiet === null ? null : row.quiet === 1,
});
