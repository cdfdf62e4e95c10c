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
  [/max_temp_directory_size|No space left on device|Disk quota exceeded/i, "disk-full"],
  [/^Out of Memory Error/, "out-of-memory"],
  [/Could not set lock on file|is being used by another process/, "locked"],
  [
    /not a valid DuckDB database file|version number \d+, but we can only read|Corrupt database|checksum|^Serialization Error|file was not a duckdb database|WAL file .*(corrupt|fail)|truncated/i,
    "damaged",
  ],
  [
    /^Permission Error|configuration has been locked|attached in read-only mode|opened in read-only mode/,
    "forbidden",
  ],
  [/No files found that match|No such file or directory|database does not exist/, "missing"],
  [/Error when converting column/, "conversion"],
  [/^CSV Error|CSV Error on Line|sniffing|not utf-8|Invalid unicode|CSV file/i, "csv"],
  [/^Conversion Error|^Out of Range Error|[Cc]ould not (cast|convert)/, "conversion"],
  [/^IO Error|^TransactionContext Error: .*IO Error/, "io"],
];

const kindOf = (text: string): EngineErrorKind =>
  kinds.find(([pattern]) => pattern.test(text))?.[1] ?? "other";

/** The first paragraph, without the line of the file that DuckDB quotes: it is a customer's data. */
const messageOf = (text: string): string =>
  text
    .replace(
      /\nOriginal Line: [^]*?(?=\n(?:Error|Expected|Value|Invalid|Maximum|Possible|The ))/,
      ":",
    )
    .split("\n\n", 1)
    .join("")
    .replaceAll("\n", " ");

function detailsOf(text: string): EngineErrorDetails {
  const path =
    /^\s*file = (.+)$/m.exec(text)?.[1] ?? /(?:file|pattern|database) "([^"]+)"/.exec(text)?.[1];
  const line = /CSV Error on Line: (\d+)/.exec(text)?.[1];
  const column = /Error when converting column "(.*?)"\. /.exec(text)?.[1];
  const value =
    /[Cc]ould not (?:convert|cast) (?:string|value) ["'](.*?)["'] to /s.exec(text)?.[1] ??
    /out of range: "(.*?)"/s.exec(text)?.[1] ??
    /invalid \w+ field format: "(.*?)"/s.exec(text)?.[1];
  return {
    ...(path !== undefined && { path }),
    ...(line !== undefined && { line: Number(line) }),
    ...(column !== undefined && { column }),
    ...(value !== undefined && { value }),
  };
}
