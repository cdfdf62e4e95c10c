import type { Kysely } from "kysely";
import { numberedTable } from "./own-number.ts";

/** Whom people contacted, how, and what came of it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await numberedTable(db, "contact")
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
