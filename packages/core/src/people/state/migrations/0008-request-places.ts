import type { Kysely } from "kysely";

/** In which workspace a publish request is decided. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable("publish_request").addColumn("place", "text").execute();
}
