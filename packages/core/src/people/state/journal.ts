import { CompiledQuery, type DatabaseConnection } from "kysely";

/** SQLite's own words for its write-ahead log. No query builder has them; `test/repo/no-sql.test.ts` knows this text. */
const writeAheadLog = "pragma journal_mode = wal";

/** Lets readers go on while one process writes. The file remembers it; a second time changes nothing. */
export async function useWriteAheadLog(connection: DatabaseConnection): Promise<void> {
  await connection.executeQuery(CompiledQuery.raw(writeAheadLog));
}
