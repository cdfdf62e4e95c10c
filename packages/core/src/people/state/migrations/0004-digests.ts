import type { Kysely } from "kysely";

/** Since when schedules are watched, which slots were due and how far each was sent, and who subscribed. Times are ISO text. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("digest_schedule")
    .addColumn("schedule", "text", (column) => column.primaryKey())
    .addColumn("signature", "text", (column) => column.notNull())
    .addColumn("since", "text", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("digest_slot")
    .addColumn("schedule", "text", (column) => column.notNull())
    .addColumn("recipient", "text", (column) => column.notNull())
    .addColumn("slot", "text", (column) => column.notNull())
    .addColumn("key", "text", (column) => column.notNull())
    .addColumn("at", "text", (column) => column.notNull())
    .addColumn("stage", "text", (column) => column.notNull())
    .addColumn("until", "text", (column) => column.notNull())
    .addColumn("attempts", "integer", (column) => column.notNull())
    .addColumn("run", "text")
    .addColumn("channel", "text")
    .addColumn("ts", "text")
    .addColumn("why", "text")
    .addPrimaryKeyConstraint("digest_slot_key", ["schedule", "recipient", "slot"])
    .execute();
  await db.schema
    .createIndex("digest_slot_stage")
    .on("digest_slot")
    .columns(["stage", "until"])
    .execute();
  await db.schema
    .createTable("digest_subscription")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("digest", "text", (column) => column.notNull())
    .addColumn("channel", "text", (column) => column.notNull())
    .addColumn("cron", "text", (column) => column.notNull())
    .addColumn("timezone", "text", (column) => column.notNull())
    .addColumn("locale", "text", (column) => column.notNull())
    .addColumn("actor", "text", (column) => column.notNull())
    .addColumn("at", "text", (column) => column.notNull())
    .addColumn("paused", "integer", (column) => column.notNull())
    .execute();
}
