/** Statements for databases that tables are imported from. Nothing in them is the user's but names, which are quoted. */
import { quoteName } from "./dialects/quote.ts";

export const sqliteStatements = {
  /** Columns `name`. */
  tables: "select name from sqlite_master where type in ('table', 'view') order by name",
  /** All rows as they lie there. */
  rows: (table: string): string => `select * from ${quoteName(table)}`,
} as const;

export const postgresStatements = {
  /** One state of the data for the whole of a read; values as text that means the same everywhere. */
  begin: [
    "set datestyle = 'ISO, YMD'",
    "set time zone 'UTC'",
    "set intervalstyle = 'iso_8601'",
    "set extra_float_digits = 3",
    "set statement_timeout = 0",
    "begin isolation level repeatable read read only",
  ],
  /** Columns `schema` and `name`. */
  tables:
    "select table_schema as schema, table_name as name from information_schema.tables where table_schema not in ('pg_catalog', 'information_schema') order by 1, 2",
  /** @param table with its schema, or alone @example postgresStatements.rows("crm.t") // => 'select * from "crm"."t"' */
  rows: (table: string): string => `select * from ${postgresName(table).map(quoteName).join(".")}`,
} as const;

/** @example postgresName('crm."a.b"') // => ["crm", "a.b"] */
function postgresName(table: string): readonly string[] {
  const found = /^(?:"((?:[^"]|"")+)"|([^".]+))(?:\.(?:"((?:[^"]|"")+)"|([^"].*)))?$/.exec(table);
  if (found === null) return [table];
  const [, quotedSchema, schema, quotedName, name] = found;
  const parts = [
    quotedSchema?.replaceAll('""', '"') ?? schema,
    quotedName?.replaceAll('""', '"') ?? name,
  ];
  return parts.filter((part) => part !== undefined);
}
