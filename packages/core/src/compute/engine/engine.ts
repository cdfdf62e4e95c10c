/** What every engine gives to the rooms that compute. */
import type { Query, ReadStatement, Setting, SqlNode, TableName } from "../../query/index.ts";

/**
 * A value as JavaScript sees it.
 *
 * - Decimals and doubles are numbers: the nearest double. For exact digits, cast to `varchar` in the query.
 * - Whole numbers of any width are numbers while JavaScript holds them exactly, else their digits as text.
 * - Dates are `2026-11-21`, timestamps `2026-11-21T10:30:00` with a fraction where there is one, instants end in `Z`.
 * - Lists are arrays, structs are objects; everything else is text.
 */
export type Value =
  | string
  | number
  | boolean
  | null
  | readonly Value[]
  | { readonly [field: string]: Value };

export type Row = { readonly [column: string]: Value };

/** Some thousand rows at most, by column, in the order of the query. */
export type Chunk = {
  readonly size: number;
  readonly columns: { readonly [column: string]: readonly Value[] };
};

export type QueryOptions = {
  /** Interrupts the query; its promise then rejects with an `EngineError` of kind `interrupted`. */
  readonly signal?: AbortSignal;
};

/**
 * One connection: queries wait for one another. Temporary tables and transactions are its own.
 * Every method rejects with an `EngineError` when the engine refuses.
 */
export type Lane = {
  /** Runs a statement. `changed`: rows inserted, deleted, copied. */
  readonly run: (
    statement: SqlNode,
    options?: QueryOptions,
  ) => Promise<{ readonly changed: number }>;
  /** All rows. For many, use `chunks` or `numbers`: a million objects stall the event loop for seconds. */
  readonly rows: (query: Query | ReadStatement, options?: QueryOptions) => Promise<readonly Row[]>;
  /** The only row. Throws a `RangeError` when there are none or several. */
  readonly one: (query: Query | ReadStatement, options?: QueryOptions) => Promise<Row>;
  /** Rows while they are computed. The lane is taken until the loop over it ends. */
  readonly chunks: (query: Query, options?: QueryOptions) => AsyncIterable<Chunk>;
  /** Numeric columns whole; NULL is NaN, booleans are 0 and 1. Throws a `RangeError` for a column of another type. */
  readonly numbers: (
    query: Query,
    options?: QueryOptions,
  ) => Promise<{ readonly [column: string]: Float64Array }>;
  /** The same, some thousand rows at a time while they are computed, for what does not fit in memory as doubles. */
  readonly numberChunks: (
    query: Query,
    options?: QueryOptions,
  ) => AsyncIterable<{ readonly [column: string]: Float64Array }>;
  /** Adds rows to a table whose columns are doubles in this order; NaN becomes NULL. Columns are all as long. */
  readonly append: (
    table: TableName,
    columns: { readonly [column: string]: Float64Array },
    options?: QueryOptions,
  ) => Promise<void>;
};

/** `interactive`: look-ups and previews. `run`: what takes minutes. `background`: what nobody waits for. */
export type LaneName = "interactive" | "run" | "background";

/** The engine's own methods are those of the lane `interactive`. */
export type Engine = Lane & {
  readonly lane: (name: LaneName) => Lane;
  /** Interrupts what runs and lets the database go. */
  readonly close: () => Promise<void>;
};

export type EngineOptions = {
  /** A database file; in memory when not given. */
  readonly file?: string;
  /** For a file only; any number of processes may read it. */
  readonly readOnly?: boolean;
  /** Default: as many as the machine has cores. */
  readonly threads?: number;
  /** E.g. `4GB`. Default: 80 % of the machine's. */
  readonly memoryLimit?: string;
  /** Where what exceeds memory goes; made when first needed, in a folder that exists. */
  readonly tempDirectory: string;
  /** The only folders that queries may read, write and attach in. */
  readonly allowedDirectories: readonly string[];
  /** Single files besides. */
  readonly allowedPaths?: readonly string[];
  /** More settings. After opening they cannot be changed. */
  readonly settings?: Readonly<Partial<Record<Setting, string | number | boolean>>>;
};
