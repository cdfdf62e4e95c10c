/** Reads tables of a PostgreSQL database through cursors, in one read-only transaction a connection. */
import pg from "pg";
import Cursor from "pg-cursor";
import { decimal, postgresStatements, type SqlType } from "../../../query/index.ts";
import type { ImportedColumn } from "./column-type.ts";
import type { OpenTable } from "./open-table.ts";

const batchRows = 5000;
const connectMilliseconds = 10_000;

/** Values stay the text that the server sends. */
const asText = { getTypeParser: () => (text: string) => text };

export type PostgresClient = pg.Client & {
  /** What the server had counted of each table by its `oid`, before the transaction began; none where it does not say. */
  readonly counted: ReadonlyMap<string, string>;
};

/**
 * Connects. Whatever the server says comes as the error that `postgresProblem` reads.
 *
 * @param address with the password; it goes nowhere but to the server
 */
export async function connectPostgres(address: string): Promise<PostgresClient> {
  const client = new pg.Client({
    connectionString: address,
    connectionTimeoutMillis: connectMilliseconds,
    keepAlive: true,
    application_name: "clientele",
    types: asText,
  });
  client.on("error", () => {}); // the query under way rejects with the same error
  await client.connect();
  const counted = await countedOn(client);
  for (const statement of postgresStatements.begin) await client.query(statement);
  return Object.assign(client, { counted });
}

/** Servers that only speak PostgreSQL's language may not have its counters. */
async function countedOn(client: pg.Client): Promise<ReadonlyMap<string, string>> {
  try {
    const { rows } = await client.query<{ oid: string; counted: string }>(
      postgresStatements.counted,
    );
    return new Map(rows.map(({ oid, counted }) => [oid, counted]));
  } catch (error) {
    if (error instanceof pg.DatabaseError) return new Map();
    throw error;
  }
}

/** Tables that the user may see, with their schema. */
export async function postgresTables(client: PostgresClient): Promise<readonly string[]> {
  const { rows } = await client.query<{ schema: string; name: string }>(postgresStatements.tables);
  return rows.map(({ schema, name }) => `${schema}.${name}`);
}

/** Opens a table for one read. Rejects with the server's error. */
export async function openPostgres(client: PostgresClient, table: string): Promise<OpenTable> {
  const cursor = client.query(
    new Cursor<readonly (string | null)[]>(postgresStatements.rows(table), [], {
      rowMode: "array",
      types: asText,
    }),
  );
  const next = (): Promise<
    readonly [readonly (readonly (string | null)[])[], readonly pg.FieldDef[]]
  > =>
    new Promise((resolve, reject) => {
      cursor.read(batchRows, (error: Error | undefined, rows, result) => {
        if (error) reject(error);
        else resolve([rows, isResult(result) ? result.fields : []]);
      });
    });
  const [first, fields] = await next();
  const columns = fields.map(({ name, dataTypeID, dataTypeModifier }): ImportedColumn => ({
    name,
    type: typeOf(dataTypeID, dataTypeModifier),
    declared: "",
  }));
  async function* batches() {
    let rows = first;
    while (rows.length > 0) {
      yield rows.map((row) =>
        row.map((cell, i) => (columns[i]?.type === "boolean" ? flag(cell) : cell)),
      );
      [rows] = await next();
    }
  }
  return { columns, batches, close: () => cursor.close() };
}

/** After the last row there is none, whatever the types say. */
const isResult = (result: pg.QueryResult | undefined): result is pg.QueryResult =>
  result !== undefined;

const flag = (cell: string | null): boolean | null => (cell === null ? null : cell === "t");

/** The type of a column by the server's number of it. @param modifier of numeric: its precision and scale */
function typeOf(oid: number, modifier: number): SqlType | "numeric" {
  switch (oid) {
    case 16:
      return "boolean";
    case 20:
    case 21:
    case 23:
    case 26:
      return "bigint";
    case 700:
    case 701:
      return "double";
    case 1082:
      return "date";
    case 1114:
      return "timestamp";
    case 1184:
      return "timestamptz";
    case 1700: {
      if (modifier < 4) return "numeric";
      const [precision, scale] = [((modifier - 4) >> 16) & 0xffff, (modifier - 4) & 0x7ff];
      return precision <= 38 && scale <= precision ? decimal(precision, scale) : "numeric";
    }
    default:
      return "varchar";
  }
}
