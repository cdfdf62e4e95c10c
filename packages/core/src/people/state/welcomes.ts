/** Who was told once what there is for them. */
import type { Kysely } from "kysely";
import type { Tables } from "./tables.ts";

/** True for the first to ask for somebody in a workspace, over all processes. */
export type Welcome = (actor: string, place: string, now: Date) => Promise<boolean>;

export const welcomeIn =
  (db: Kysely<Tables>): Welcome =>
  async (actor, place, now) => {
    const { numInsertedOrUpdatedRows } = await db
      .insertInto("welcome")
      .values({ actor, place, at: now.toISOString() })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow();
    return numInsertedOrUpdatedRows === 1n;
  };
