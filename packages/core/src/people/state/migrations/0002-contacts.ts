import type { Kysely } from "kysely";

/** Whom people contacted, how, and what came of it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("contact")
    .addColumn("id", "integer", (column) => column.primaryKey().autoIncrement())
    .addColumn("at", "text", (column) => column.notNull())
    .addColumn("actor", "text", (column) => column.notNull())
    .addColumn("customer", "text", (column) => column.notNull())
    .addColumn("channel", "text")
    .addColumn("strategy", "text")
    .addColumn("action", "text")
    .addColumn("outcome", "text")
    .addColumn("note", "text")
    .execute();
  await db.schema
    .createIndex("contact_customer")
    .on("contact")
    .columns(["customer", "at"])
    .execute();
}
