import type { Kysely } from "kysely";

/** Where a digest was subscribed to and whether it may be left out, who was told what there is, and where the bot is installed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable("digest_subscription").addColumn("place", "text").execute();
  await db.schema.alterTable("digest_subscription").addColumn("quiet", "integer").execute();
  await db.schema
    .createTable("welcome")
    .addColumn("actor", "text", (column) => column.notNull())
    .addColumn("place", "text", (column) => column.notNull())
    .addColumn("at", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("welcome_once", ["actor", "place"])
    .execute();
  await db.schema
    .createTable("installation")
    .addColumn("place", "text", (column) => column.primaryKey())
    .addColumn("at", "text", (column) => column.notNull())
    .addColumn("sealed", "text", (column) => column.notNull())
    .execute();
}
