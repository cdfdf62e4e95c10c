import type { Kysely } from "kysely";
import type { Tables } from "./tables.ts";

/** Slack repeats an event for an hour at most, and for a day where delayed retries are on. */
const keptMilliseconds = 7 * 24 * 60 * 60 * 1000;

/** Takes an event: true for the first to ask. Forgets events older than seven days. */
export async function takeEvent(db: Kysely<Tables>, event: string, now: Date): Promise<boolean> {
  const at = now.getTime();
  await db
    .deleteFrom("seen")
    .where("at", "<", at - keptMilliseconds)
    .execute();
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("seen")
    .values({ event, at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}
