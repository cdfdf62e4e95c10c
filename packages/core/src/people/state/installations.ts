/** Where the bot is installed: what Slack gave it there, sealed by the surface. Nothing here can be read without its key. */
import type { Kysely } from "kysely";
import { durably } from "./journal.ts";
import type { Tables } from "./tables.ts";

export type InstallationRecord = {
  /** The workspace, or the organisation where it is installed for all of its workspaces. */
  readonly place: string;
  readonly sealed: string;
};

export type Installations = {
  /** Takes the place of what was kept for it. */
  readonly keep: (record: InstallationRecord, now: Date) => Promise<void>;
  readonly of: (place: string) => Promise<string | null>;
  readonly remove: (place: string) => Promise<void>;
  /** The first one first. */
  readonly all: () => Promise<readonly InstallationRecord[]>;
};

export const installations = (db: Kysely<Tables>): Installations => ({
  keep: ({ place, sealed }, now) =>
    durably(db, async (connection) => {
      await connection
        .insertInto("installation")
        .values({ place, sealed, at: now.toISOString() })
        .onConflict((conflict) => conflict.column("place").doUpdateSet({ sealed }))
        .execute();
    }),
  of: async (place) => {
    const row = await db
      .selectFrom("installation")
      .select("sealed")
      .where("place", "=", place)
      .executeTakeFirst();
    return row?.sealed ?? null;
  },
  remove: (place) =>
    durably(db, async (connection) => {
      await connection.deleteFrom("installation").where("place", "=", place).execute();
    }),
  all: () =>
    db
      .selectFrom("installation")
      .select(["place", "sealed"])
      .orderBy("at")
      .orderBy("place")
      .execute(),
});
