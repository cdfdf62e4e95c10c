import { EngineError } from "./engine-error.ts";
import type { EngineErrorDetails, EngineErrorKind } from "./engine-error.ts";

/**
 * DuckDB's error, sorted. It gives text only, so the text is read; what is not known is `other`.
 *
 * @param cause what the binding threw
 * @returns an `EngineError` with `cause`; an `EngineError` as it is
 */
export function duckdbError(cause: unknown): EngineError {
  if (cause instanceof EngineError) return cause;
  const text = cause instanceof Error ? cause.message : String(cause);
  return new EngineError(kindOf(text), messageOf(text), detailsOf(text), { cause });
}

/** In order: the first that fits wins. */
const kinds: readonly (readonly [RegExp, EngineErrorKind])[] = [
  [/^INTERRUPT Error/, "interrupted"],
  // Before "fatal": a checkpoint on a full disk invalidates the database that it wrote, and no other.
  [/max_temp_directory_size|No space left on device|Disk quota exceeded/i, "disk-full"],
  [/^FATAL Error|^INTERNAL Error|has been invalidated/, "fatal"],
  [/^Out of Memory Error/, "out-of-memory"],
  [/Could not set lock on file|is being used by another process/, "locked"],
  [
    /not a valid DuckDB database file|but we can only read|Corrupt database|^Serialization Error|Could not read enough bytes|[Nn]o magic bytes|not a GZIP stream/,
    "damaged",
  ],
  [/^Permission Error|configuration has been locked|read-only mode!/, "forbidden"],
  [/No files found that match|database does not exist/, "missing"],
  [/Cannot open file .* No such file or directory/, "missing"],
  [/Error when converting column|JSON transform error/, "conversion"],
  [/Malformed JSON/, "json"],
  [/CSV Error|sniffing file/, "csv"],
  [/^Conversion Error|^Out of Range Error/, "conversion"],
  [/^IO Error/, "io"],
];

const kindOf = (text: string): EngineErrorKind =>
  kinds.find(([pattern]) => pattern.test(text))?.[1] ?? "other";

/** The first paragraph, without the line of the file that DuckDB quotes: it is a customer's data. */
const messageOf = (text: string): string =>
  text
    .replace(/\nOriginal Line: [^]*?(?=\n(?:Error|Expected|Value|Invalid|Maximum|Possible))/, ":")
    .split(/\n\n|\nPossible|\nThe search space/, 1)
    .join("")
    .replaceAll("\n", " ");

const detailsOf = (text: string): EngineErrorDetails => {
  const path = firstMatch(text, paths);
  const line = firstMatch(text, lines);
  const column = firstMatch(text, columns);
  const value = firstMatch(text, values);
  return {
    ...(path !== undefined && { path }),
    ...(line !== undefined && { line: Number(line) }),
    ...(column !== undefined && { column }),
    ...(value !== undefined && { value }),
  };
};

const paths = [
  /^\s*file = (.+)$/m,
  /(?:file|pattern|database|directory) "([^"]+)"/,
  /end of file '(.+)'$/m,
  /GZIP stream: (.+)$/m,
];
const lines = [/CSV Error on Line: (\d+)/, /in line (\d+):/];
const columns = [/Error when converting column "(.*?)"\. /];
const values = [
  /[Cc]ould not (?:convert|cast) (?:string|value) ["'](.*?)["'] to /s,
  /Failed to cast value .*?: "(.*?)"$/m,
  /out of range: "(.*?)"/s,
  /invalid \w+ field format: "(.*?)"/s,
];

const firstMatch = (text: string, patterns: readonly RegExp[]): string | undefined =>
  patterns.map((pattern) => pattern.exec(text)?.[1]).find((found) => found !== undefined);
