import type { Kysely } from "kysely";
import { numberedTable } from "./own-number.ts";

/** What people hold to be wrong, what they watch, and what they are still to be told. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await numberedTable(db, "dispute")
    .addColumn("at", "text", (column) => column.notNull())
    .addColumn("actor", "text", (column) => column.notNull())
    .addColumn("place", "text")
    .addColumn("customer", "text", (column) => column.notNull())
    .addColumn("segmentation", "text", (column) => column.notNull())
    .addColumn("segment", "text")
    .addColumn("wanted", "text")
    .addColumn("why", "text", (column) => column.notNull())
    .addColumn("run", "text", (column) => column.notNull())
    .addColumn("rule", "text", (column) => column.notNull())
    .addColumn("resolved_at", "text")
    .addColumn("resolved_by", "text")
    .addColumn("resolution", "text")
    .execute();
  await db.schema.createIndex("dispute_customer").on("dispute").column("customer").execute();
  await numberedTable(db, "watch")
    .addColumn("at", "text", (column) => column.notNull())
    .addColumn("actor", "text", (column) => column.notNull())
    .addColumn("place", "text", (column) => column.notNull())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("target", "text", (column) => column.notNull())
    .addColumn("run", "text", (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex("watch_once")
    .unique()
    .on("watch")
    .columns(["actor", "place", "kind", "target"])
    .execute();
  await numberedTable(db, "notice")
    .addColumn("at", "text", (column) => column.notNull())
    .addColumn("actor", "text", (column) => column.notNull())
    .addColumn("place", "text", (column) => column.notNull())
    .addColumn("customer", "text")
    .addColumn("about", "text", (column) => column.notNull())
    .addColumn("taken", "text")
    .addColumn("sent", "text")
    .execute();
  await db.schema.createIndex("notice_sent").on("notice").columns(["sent", "place"]).execute();
}
