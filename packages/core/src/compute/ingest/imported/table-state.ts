/** Whether a server's table has changed, by what the server counts anyway: no row is read for it. */
import { postgresStatements } from "../../../query/index.ts";
import type { PostgresClient } from "./read-postgres.ts";

export type TableState = {
  /** Another text: rows were added, changed or removed, as far as the server counts that. */
  readonly text: string;
  /** Whether it counts every change. Not of foreign tables, on a replica, or with `track_counts = off`. */
  readonly isCounted: boolean;
};

/**
 * The state of a table or view, by its own counters or those of all tables that it selects from.
 *
 * @param table as the project names it, with or without its schema
 * @returns `null` where the server is of another kind and does not say, or has no such table
 */
export async function tableState(
  client: PostgresClient,
  table: string,
): Promise<TableState | null> {
  if (client.counted.size === 0) return null;
  const { rows } = await client.query<{ oid: string; kind: string; counts: string }>(
    postgresStatements.under,
    [postgresStatements.quoted(table)],
  );
  const relations = rows.filter(({ kind }) => "rmpvf".includes(kind));
  if (relations.length === 0) return null;
  return {
    text: relations.map(({ oid }) => `${oid}=${client.counted.get(oid) ?? ""}`).join(" "),
    isCounted:
      relations.every(({ kind, counts }) => kind !== "f" && counts === "true") &&
      relations.some(({ oid }) => client.counted.has(oid)),
  };
}
