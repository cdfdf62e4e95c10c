import type { DatabaseSync } from "node:sqlite";
import { CompiledQuery, Kysely, type DatabaseConnection } from "kysely";
import { postgresDialect } from "./postgres-state.ts";

/** SQLite's own words for its write-ahead log. No query builder has them; `test/repo/no-sql.test.ts` knows this text. */
const writeAheadLog = "pragma journal_mode = wal";

/** Lets readers go on while one process writes. The file remembers it; a second time changes nothing. */
export async function useWriteAheadLog(connection: DatabaseConnection): Promise<void> {
  await connection.executeQuery(CompiledQuery.raw(writeAheadLog));
}

/** SQLite's own words for a file without anything that was deleted: it is written anew, and its log is emptied into it. */
const rewritten = ["vacuum", "pragma wal_checkpoint(truncate)"] as const;

/** Writes a file anew without what was deleted. Others that read it now may keep the log: what is left is seen in the bytes. */
export function compact(database: DatabaseSync): void {
  for (const statement of rewritten) database.exec(statement);
}

/** PostgreSQL's own words for tables without anything that was deleted. Its log of changes is the administrator's to keep short. */
const rewrittenTables = ["audit", "audit_customer", "contact"].map(
  (table) => `vacuum full ${table}`,
);

/** Writes a server's tables anew without what was deleted; who reads them waits meanwhile. */
export async function compactServer(address: string): Promise<void> {
  const db = new Kysely<unknown>({ dialect: postgresDialect(address) });
  try {
    for (const statement of rewrittenTables) await db.executeQuery(CompiledQuery.raw(statement));
  } finally {
    await db.destroy();
  }
}
