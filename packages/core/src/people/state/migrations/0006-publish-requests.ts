import type { Kysely } from "kysely";
import { numberedTable } from "./own-number.ts";

/** What people ask to have published, how it was decided, and the messages about it. Times are ISO text. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await numberedTable(db, "publish_request")
    .addColumn("key", "text", (column) => column.notNull())
    .addColumn("at", "text", (column) => column.notNull())
    .addColumn("actor", "text", (column) => column.notNull())
    .addColumn("author", "text", (column) => column.notNull())
    .addColumn("title", "text", (column) => column.notNull())
    .addColumn("why", "text", (column) => column.notNull())
    .addColumn("base", "text")
    .addColumn("config_hash", "text", (column) => column.notNull())
    .addColumn("files", "text", (column) => column.notNull())
    .addColumn("expires", "text", (column) => column.notNull())
    .addColumn("stage", "text", (column) => column.notNull())
    .addColumn("version", "integer", (column) => column.notNull())
    .addColumn("round", "integer", (column) => column.notNull())
    .addColumn("run", "text")
    .addColumn("figures", "text")
    .addColumn("recounted", "text")
    .addColumn("trouble", "text")
    .addColumn("decided_by", "text")
    .addColumn("decided_at", "text")
    .addColumn("decided_why", "text")
    .addColumn("ended_at", "text")
    .addColumn("until", "text", (column) => column.notNull())
    .addColumn("look", "text", (column) => column.notNull())
    .addColumn("attempts", "integer", (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex("publish_request_look")
    .on("publish_request")
    .columns(["look", "until"])
    .execute();
  await db.schema
    .createTable("publish_post")
    .addColumn("request", "bigint", (column) => column.notNull().references("publish_request.id"))
    .addColumn("recipient", "text", (column) => column.notNull())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("key", "text", (column) => column.notNull())
    .addColumn("at", "text", (column) => column.notNull())
    .addColumn("stage", "text", (column) => column.notNull())
    .addColumn("channel", "text")
    .addColumn("ts", "text")
    .addColumn("shown", "integer", (column) => column.notNull())
    .addColumn("why", "text")
    .addPrimaryKeyConstraint("publish_post_key", ["request", "recipient", "kind"])
    .execute();
}
