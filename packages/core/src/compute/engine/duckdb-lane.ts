import type { DuckDBConnection, DuckDBDataChunk, DuckDBPreparedStatement } from "@duckdb/node-api";
import { compile, duckdb } from "../../query/index.ts";
import type { Parameter, Query, ReadStatement, SqlNode } from "../../query/index.ts";
import { duckdbError } from "./duckdb-error.ts";
import { appendNumbers } from "./duckdb-append.ts";
import { changedRows, readChunk, readNumberChunk, readNumbers, readRows } from "./duckdb-read.ts";
import { EngineError } from "./engine-error.ts";
import type { Lane, QueryOptions, Row } from "./engine.ts";
import { queue } from "./queue.ts";

/** How often a query that does not stop is told again: an interrupt before it really starts is lost. */
const interruptEveryMs = 10;

/**
 * A connection whose queries wait for one another.
 *
 * @param connection opened and closed by the caller
 * @param closing aborted when the engine closes
 * @returns the lane, and a promise for the end of what runs now
 */
export function duckdbLane(
  connection: DuckDBConnection,
  closing: AbortSignal,
): Lane & { readonly idle: () => Promise<void> } {
  const turns = queue();
  let working: Promise<unknown> = Promise.resolve();

  const guard = <T>(options: QueryOptions, work: () => Promise<T>): Promise<T> => {
    const signal = options.signal ? AbortSignal.any([options.signal, closing]) : closing;
    const result = interruptible(connection, signal, work);
    working = result.catch(() => null);
    return result;
  };
  const inTurn = async <T>(options: QueryOptions, work: () => Promise<T>): Promise<T> => {
    const done = await turns(options.signal);
    try {
      return await guard(options, work);
    } finally {
      done();
    }
  };

  const run: Lane["run"] = (statement, options = {}) =>
    inTurn(options, () =>
      withPrepared(connection, statement, async (prepared) => ({
        changed: await changedRows(await prepared.run()),
      })),
    );

  const rows: Lane["rows"] = (query, options = {}) =>
    inTurn(options, () =>
      withPrepared(connection, query, async (prepared) => readRows(await prepared.run())),
    );

  const one = async (query: Query | ReadStatement, options?: QueryOptions): Promise<Row> => {
    const [row, second] = await rows(query, options);
    if (!row || second) throw new RangeError(`expected one row, got ${row ? "several" : "none"}`);
    return row;
  };

  async function* streamed<T>(
    query: SqlNode,
    options: QueryOptions,
    read: (chunk: DuckDBDataChunk, names: readonly string[]) => T,
  ): AsyncGenerator<T> {
    const done = await turns(options.signal);
    try {
      const result = await guard(options, () =>
        withPrepared(connection, query, (prepared) => prepared.stream()),
      );
      const names = result.deduplicatedColumnNames();
      for (;;) {
        const chunk = await guard(options, () => result.fetchChunk());
        if (!chunk || chunk.rowCount === 0) return;
        yield read(chunk, names);
      }
    } finally {
      done();
    }
  }

  const chunks: Lane["chunks"] = (query, options = {}) => streamed(query, options, readChunk);

  const numberChunks: Lane["numberChunks"] = (query, options = {}) =>
    streamed(query, options, readNumberChunk);

  const numbers: Lane["numbers"] = (query, options = {}) =>
    inTurn(options, () =>
      withPrepared(connection, query, async (prepared) => readNumbers(await prepared.run())),
    );

  const append: Lane["append"] = (into, columns, options = {}) =>
    inTurn(options, () => appendNumbers(connection, into, columns));

  const idle = async (): Promise<void> => {
    await working;
  };
  return { run, rows, one, chunks, numbers, numberChunks, append, idle };
}

async function interruptible<T>(
  connection: DuckDBConnection,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  if (signal.aborted) throw new EngineError("interrupted", "interrupted before it started");
  let again: NodeJS.Timeout | undefined;
  const stop = (): void => {
    connection.interrupt();
    again = setInterval(() => connection.interrupt(), interruptEveryMs);
  };
  signal.addEventListener("abort", stop, { once: true });
  try {
    return await work();
  } catch (cause) {
    throw cause instanceof RangeError ? cause : duckdbError(cause);
  } finally {
    clearInterval(again);
    signal.removeEventListener("abort", stop);
  }
}

async function withPrepared<T>(
  connection: DuckDBConnection,
  node: SqlNode,
  use: (prepared: DuckDBPreparedStatement) => Promise<T>,
): Promise<T> {
  const { sql, params } = compile(node, duckdb);
  const prepared = await connection.prepare(sql);
  try {
    params.forEach((parameter, index) => bind(prepared, index + 1, parameter));
    return await use(prepared);
  } finally {
    prepared.destroySync();
  }
}

function bind(prepared: DuckDBPreparedStatement, index: number, { value }: Parameter): void {
  if (typeof value === "string") prepared.bindVarchar(index, value);
  else if (typeof value === "number") prepared.bindDouble(index, value);
  else prepared.bindBoolean(index, value);
}
