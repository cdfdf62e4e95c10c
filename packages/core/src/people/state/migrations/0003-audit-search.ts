import type { Kysely } from "kysely";

/** The log of look-ups is searched by who looked and by what was done, in their order of time. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex("audit_actor").on("audit").columns(["actor", "id"]).execute();
  await db.schema.createIndex("audit_action").on("audit").columns(["action", "id"]).execute();
}
