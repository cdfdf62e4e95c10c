/** What a line of the log may hold: names of things and numbers, never what people wrote or who a customer is. */
export type LogFields = Readonly<Record<string, string | number | boolean | null>>;

export type Log = {
  readonly info: (event: string, fields?: LogFields) => void;
  readonly warn: (event: string, fields?: LogFields) => void;
  readonly error: (event: string, error: unknown, fields?: LogFields) => void;
};

/**
 * A log of JSON lines.
 *
 * @param write takes one line, newline included
 * @param now the clock, as an ISO time
 * @example createLog((line) => process.stderr.write(line), () => new Date().toISOString()).info("started")
 */
export function createLog(write: (line: string) => void, now: () => string): Log {
  const line = (level: string, event: string, fields: LogFields) =>
    write(`${JSON.stringify({ time: now(), level, event, ...fields })}\n`);
  return {
    info: (event, fields = {}) => line("info", event, fields),
    warn: (event, fields = {}) => line("warn", event, fields),
    error: (event, error, fields = {}) =>
      line("error", event, { ...fields, error: nameOf(error), code: codeOf(error) }),
  };
}

/** An error's class only: its message may quote a customer, a token or an address. */
const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error);

function codeOf(error: unknown): string | null {
  const code: unknown = error instanceof Error && "code" in error ? error.code : null;
  return typeof code === "string" || typeof code === "number" ? String(code) : null;
}
