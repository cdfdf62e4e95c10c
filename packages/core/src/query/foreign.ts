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
  /**
   * What the server has counted of each table, without reading any: columns `oid` and `counted`. A server that only replays another's
   * log counts nothing; there the size says a little. Before `begin`, so that what is counted is no newer than what is read then.
   */
  counted: `select c.oid::text as oid, concat_ws(':', pg_relation_filenode(c.oid), s.n_tup_ins, s.n_tup_upd, s.n_tup_del,
      case when pg_is_in_recovery() then pg_relation_size(c.oid) end) as counted
    from pg_class c left join pg_stat_user_tables s on s.relid = c.oid
    where c.relkind in ('r', 'm') and c.relnamespace not in (select oid from pg_namespace where nspname in ('pg_catalog', 'information_schema', 'pg_toast'))`,
  /**
   * What a table's rows come from: itself, its partitions, and for a view what it selects from. Columns `oid` and `kind`, and whether
   * the server counts changes at all, as `counts`. The table, quoted, is the parameter.
   */
  under: `with recursive part (oid) as (
      select to_regclass($1)::oid
      union
      select next.oid from part cross join lateral (
        select d.refobjid as oid from pg_rewrite r join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid
          join pg_class v on v.oid = r.ev_class and v.relkind = 'v'
          where r.ev_class = part.oid and d.refclassid = 'pg_class'::regclass
        union all select i.inhrelid from pg_inherits i where i.inhparent = part.oid
      ) next
    )
    select c.oid::text as oid, c.relkind::text as kind,
      (current_setting('track_counts') = 'on' and not pg_is_in_recovery())::text as counts
    from part join pg_class c on c.oid = part.oid order by c.oid`,
  /** @example postgresStatements.quoted("crm.t") // => '"crm"."t"' */
  quoted: (table: string): string => postgresName(table).map(quoteName).join("."),
  /** Columns `schema` and `name`. */
  tables:
    "select table_schema as schema, table_name as name from information_schema.tables where table_schema not in ('pg_catalog', 'information_schema') order by 1, 2",
  /** @param table with its schema, or alone @example postgresStatements.rows("crm.t") // => 'select * from "crm"."t"' */
  rows: (table: string): string => `select * from ${postgresStatements.quoted(table)}`,
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
