/** What went wrong with a PostgreSQL server, in words that hold no secret. */
import { problem, type Place, type Problem } from "../../../problem.ts";

export type Server = {
  /** Host, port and database, such as `db.example.com:5432/crm`. */
  readonly name: string;
  readonly user: string;
};

/** What messages may say of an address; `undefined` where it is none. */
export function serverOf(address: string): Server | undefined {
  if (!URL.canParse(address)) return undefined;
  const { hostname, port, pathname, username, searchParams } = new URL(address);
  const host = hostname === "" ? (searchParams.get("host") ?? "localhost") : hostname;
  const at = port === "" ? (searchParams.get("port") ?? "5432") : port;
  return { name: `${host}:${at}${pathname}`, user: decodeURIComponent(username) };
}

/** True for connections that end in the middle: worth one more try, from the start. */
export const isCut = (error: unknown): boolean =>
  ["57P01", "57P02", "57P03", "08006", "08003", "ECONNRESET", "EPIPE", "40001"].includes(
    codeOf(error),
  ) ||
  (error instanceof Error &&
    /connection (?:terminated|ended|closed)|not queryable/i.test(error.message));

/** The server's or the system's code of an error; empty where it has none. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";

const unreachable: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nobody listens there",
  ENOTFOUND: "no such host",
  EAI_AGAIN: "no such host",
  ETIMEDOUT: "no answer in time",
  EHOSTUNREACH: "no way to the host",
  ENETUNREACH: "no way to the host",
  ENOENT: "nobody listens there",
  "57P03": "it is starting up or shutting down",
  "53300": "too many connections",
  "3D000": "it has no such database",
};

/**
 * The problem of an error, whoever raised it.
 *
 * @param secrets texts that must not be told, whatever the server says
 */
export function postgresProblem(
  error: unknown,
  server: Server,
  table: string,
  place: Place,
  secrets: readonly string[],
): Problem {
  const code = codeOf(error);
  const { name, user } = server;
  if (code === "28P01" || code === "28000")
    return problem("database-refused", { server: name, user }, place);
  if (code === "42501") return problem("table-forbidden", { table, server: name, user }, place);
  const known = unreachable[code];
  const message = error instanceof Error ? error.message : "";
  if (known !== undefined)
    return problem("database-unreachable", { server: name, reason: known }, place);
  if (/timeout/i.test(message))
    return problem("database-unreachable", { server: name, reason: "no answer in time" }, place);
  if (/password must be a string|no password supplied/i.test(message))
    return problem("database-refused", { server: name, user }, place);
  if (isCut(error)) return problem("database-cut", { server: name, table }, place);
  if (code === "" && !(error instanceof Error && "severity" in error)) {
    const reason = withoutSecrets(message, secrets);
    return problem("database-unreachable", { server: name, reason }, place);
  }
  const reason = withoutSecrets(message, secrets);
  return problem("data-unreadable", { path: `${name}#${table}`, reason }, place);
}

/** @example withoutSecrets("bad s3cret", ["s3cret"]) // => "bad ***" */
const withoutSecrets = (text: string, secrets: readonly string[]): string =>
  secrets.reduce((told, secret) => (secret === "" ? told : told.replaceAll(secret, "***")), text);
