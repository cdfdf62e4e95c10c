/** What an engine could not do, sorted by what the user can do about it. */
export type EngineErrorKind =
  | "interrupted"
  | "out-of-memory"
  | "disk-full"
  /** Another process has the database open for writing. */
  | "locked"
  /** Not a database, Parquet or gzip file, half-written, or of a newer version. */
  | "damaged"
  /** Outside the folders that were allowed, or a setting that is locked. */
  | "forbidden"
  /** No such file. */
  | "missing"
  | "io"
  /** A value that does not fit a type; in a CSV file also `path`, `line`, `column`, in JSON lines `path`, `line`. */
  | "conversion"
  /** A CSV file that cannot be read otherwise: quotes, number of columns, encoding. */
  | "csv"
  /** Not JSON; with `path` and `line`. */
  | "json"
  /** The engine broke and must be opened again. */
  | "fatal"
  | "other";

export type EngineErrorDetails = {
  readonly path?: string;
  /** One-based line of the file. */
  readonly line?: number;
  readonly column?: string;
  /** The text that did not convert. */
  readonly value?: string;
};

/** Thrown by engines; whoever reads the user's data turns it into a problem. `message` may hold the value, never the whole row. */
export class EngineError extends Error {
  override readonly name = "EngineError";
  readonly kind: EngineErrorKind;
  readonly path: string | undefined;
  readonly line: number | undefined;
  readonly column: string | undefined;
  readonly value: string | undefined;

  constructor(
    kind: EngineErrorKind,
    message: string,
    details: EngineErrorDetails = {},
    options: ErrorOptions = {},
  ) {
    super(message, options);
    this.kind = kind;
    this.path = details.path;
    this.line = details.line;
    this.column = details.column;
    this.value = details.value;
  }
}
