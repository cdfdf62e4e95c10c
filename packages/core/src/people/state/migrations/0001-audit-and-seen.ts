import type { Kysely } from "kysely";
import { numberedTable } from "./own-number.ts";

/** Who looked at what, and which events of a surface were handled already. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await numberedTable(db, "audit")
    .addColumn("at", "text", (column) => column.notNull())
    .addColumn("actor", "text", (column) => column.notNull())
    .addColumn("surface", "text", (column) => column.notNull())
    .addColumn("channel", "text")
    .addColumn("action", "text", (column) => column.notNull())
    .addColumn("asked", "text", (column) => column.notNull())
    .addColumn("customer_count", "integer", (column) => column.notNull())
    .addColumn("run", "text")
    .execute();
  await db.schema.createIndex("audit_at").on("audit").column("at").execute();
  await db.schema
    .createTable("audit_customer")
    .addColumn("audit", "bigint", (column) => column.notNull().references("audit.id"))
    .addColumn("place", "integer", (column) => column.notNull())
    .addColumn("customer", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("audit_customer_key", ["audit", "place"])
    .execute();
  await db.schema
    .createIndex("audit_customer_customer")
    .on("audit_customer")
    .column("customer")
    .execute();
  await db.schema
    .createTable("seen")
    .addColumn("event", "text", (column) => column.primaryKey())
    .addColumn("at", "bigint", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("seen_at").on("seen").column("at").execute();
}
