import type { InsertResult, Kysely } from "kysely";
import type { Tables } from "./tables.ts";

/** Slack repeats an event for an hour at most, and for a day where delayed retries are on. */
const keptMilliseconds = 7 * 24 * 60 * 60 * 1000;

/** Takes an event: true for the first to ask. One older than seven days counts as never seen. */
export async function takeEvent(db: Kysely<Tables>, event: string, now: Date): Promise<boolean> {
  const at = now.getTime();
  const old = at - keptMilliseconds;
  const { numInsertedOrUpdatedRows: first } = await insert(db, event, at);
  if (first === 1n) {
    // Now and then is enough for the old ones to go.
    if (at % 64 === 0) await db.deleteFrom("seen").where("at", "<", old).execute();
    return true;
  }
  const { numDeletedRows } = await db
    .deleteFrom("seen")
    .where("event", "=", event)
    .where("at", "<", old)
    .executeTakeFirst();
  if (numDeletedRows === 0n) return false;
  return (await insert(db, event, at)).numInsertedOrUpdatedRows === 1n;
}

const insert = (db: Kysely<Tables>, event: string, at: number): Promise<InsertResult> =>
  db
    .insertInto("seen")
    .values({ event, at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
