import type { DatabaseSync } from "node:sqlite";
import { CompiledQuery, Kysely, type DatabaseConnection } from "kysely";
import { isPostgres, postgresDialect } from "./postgres-state.ts";
import type { Tables } from "./tables.ts";

/** SQLite's own words for its write-ahead log. No query builder has them; `test/repo/no-sql.test.ts` knows this text. */
const writeAheadLog = "pragma journal_mode = wal";

/** SQLite's own words for how sure a commit is: on the disk, or with the system, which writes it down soon. */
const sure = "pragma synchronous = full";
const soon = "pragma synchronous = normal";

/** Lets readers go on while one process writes. The file remembers it; a second time changes nothing. */
export async function useWriteAheadLog(connection: DatabaseConnection): Promise<void> {
  await connection.executeQuery(CompiledQuery.raw(writeAheadLog));
  await connection.executeQuery(CompiledQuery.raw(soon));
}

/**
 * Does a write that must outlive a loss of power: what people said. Others outlive the end of the process, however it comes;
 * waiting for the disk with each look-up would hold up everybody who asks. A server is sure of each.
 */
export const durably = <T>(
  db: Kysely<Tables>,
  write: (connection: Kysely<Tables>) => Promise<T>,
): Promise<T> =>
  isPostgres(db)
    ? write(db)
    : db.connection().execute(async (connection) => {
        await connection.executeQuery(CompiledQuery.raw(sure));
        try {
          return await write(connection);
        } finally {
          await connection.executeQuery(CompiledQuery.raw(soon));
        }
      });

/** SQLite's own words for a file without anything that was deleted: it is written anew, and its log is emptied into it. */
const rewritten = ["vacuum", "pragma wal_checkpoint(truncate)"] as const;

/** Writes a file anew without what was deleted. Others that read it now may keep the log: what is left is seen in the bytes. */
export function compact(database: DatabaseSync): void {
  for (const statement of rewritten) database.exec(statement);
}

/** PostgreSQL's own words for tables without anything that was deleted. Its log of changes is the administrator's to keep short. */
const rewrittenTables = [
  "audit",
  "audit_customer",
  "contact",
  "dispute",
  "notice",
  "publish_request",
  "watch",
].map((table) => `vacuum full ${table}`);

/** Writes a server's tables anew without what was deleted; who reads them waits meanwhile. */
export async function compactServer(address: string): Promise<void> {
  const db = new Kysely<unknown>({ dialect: postgresDialect(address) });
  try {
    for (const statement of rewrittenTables) await db.executeQuery(CompiledQuery.raw(statement));
  } finally {
    await db.destroy();
  }
}
