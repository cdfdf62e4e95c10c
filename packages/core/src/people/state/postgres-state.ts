/** PostgreSQL as the place of the state: several instances of the bot share it. */
import { PostgresAdapter, PostgresDialect, type Kysely } from "kysely";
import pg from "pg";
import { postgresProblem, serverOf } from "../../compute/ingest/imported/postgres-problem.ts";
import { fileStart, type Problem } from "../../problem.ts";
import type { Tables } from "./tables.ts";

/** How many statements an instance may have under way at once. */
const connections = 8;

/** Longer than a server that is there ever takes, shorter than people wait. In milliseconds. */
const connectTimeout = 5000;

/** @example isPostgresAddress("postgres://bot@db/clientele") // => true */
export const isPostgresAddress = (place: string): boolean => /^postgres(?:ql)?:\/\//i.test(place);

/** A place of the state as messages may name it. @example tellable("postgres://bot:secret@db/c") // => "db:5432/c" */
export const tellable = (place: string): string =>
  isPostgresAddress(place) ? (serverOf(place)?.name ?? "the state's server") : place;

/** Kysely's dialect for a server, by its address. Connections are made when they are asked for. */
export function postgresDialect(address: string): PostgresDialect {
  // Sent as text, because some do not fit into a number; ours all do.
  const types = new pg.TypeOverrides();
  types.setTypeParser(pg.types.builtins.INT8, Number);
  const pool = new pg.Pool({
    connectionString: address,
    max: connections,
    connectionTimeoutMillis: connectTimeout,
    application_name: "clientele",
    types,
  });
  // A server that restarts ends connections that nobody uses: the next statement opens another.
  pool.on("error", () => {});
  return new PostgresDialect({ pool });
}

/** Makes others who would migrate wait until this transaction ends. Needless where one writes at a time anyway. */
export async function lockMigrations(db: Kysely<Tables>): Promise<void> {
  if (!isPostgres(db)) return;
  await db
    .selectNoFrom((e) => e.fn("pg_advisory_xact_lock", [e.val(migrationLock)]).as("locked"))
    .execute();
}

/** Any number that no other program of the same database takes: "clientele" in letters of a telephone. */
const migrationLock = 254_368_353;

/** True where statements go to PostgreSQL. */
export const isPostgres = (db: Pick<Kysely<unknown>, "getExecutor">): boolean =>
  db.getExecutor().adapter instanceof PostgresAdapter;

/** Why the server did not answer, without its password. Throws what is our own mistake. */
export function postgresStateProblem(address: string, error: unknown): Problem {
  const server = serverOf(address) ?? { name: tellable(address), user: "" };
  const secret = URL.canParse(address) ? decodeURIComponent(new URL(address).password) : "";
  return postgresProblem(error, server, "state", { file: server.name, range: fileStart }, [
    address,
    secret,
  ]);
}
