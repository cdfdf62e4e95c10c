import type { ColumnDefinitionBuilder, CreateTableBuilder, Kysely } from "kysely";
import { isPostgres } from "../postgres-state.ts";

/** A table whose rows get numbers from the database, each larger than all before, as its primary key `id`. */
export const numberedTable = (
  db: Kysely<unknown>,
  name: string,
): CreateTableBuilder<string, "id"> =>
  isPostgres(db)
    ? db.schema.createTable(name).addColumn("id", "bigint", identity)
    : db.schema.createTable(name).addColumn("id", "integer", autoIncrement);

const identity = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder =>
  column.primaryKey().generatedAlwaysAsIdentity();

const autoIncrement = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder =>
  column.primaryKey().autoIncrement();
