/**
 * Pseudonyms of customers: HMAC-SHA256 of the id under a key of the project, so that a file may leave the firm. The same id has
 * the same pseudonym under one key; who has no key cannot go back, not even with a list of all ids.
 */
import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { idColumn } from "../../domain/columns.ts";
import {
  as,
  asc,
  call,
  col,
  concat,
  countAll,
  count,
  eq,
  int,
  join as joined,
  lt,
  named,
  scan,
  select,
  star,
  sum,
  text,
  unionAll,
  coalesce,
  type Scalar,
} from "../../query/index.ts";
import { fileStart, problem, type Problem } from "../../problem.ts";
import { err, ok, type Result } from "../../result.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import { digestOf } from "../ingest/forgotten.ts";
import { stateFolder, type Project } from "../project/project.ts";
import { writeExport } from "./export.ts";
import type { Base } from "./open-base.ts";
import { sync } from "./store.ts";

export type PseudonymKey = {
  /** `k1`, `k2`, …: pseudonyms begin with it. */
  readonly id: string;
  /** Hexadecimal. */
  readonly secret: string;
  /** ISO instant. */
  readonly since: string;
};

type Stored = { readonly format: 1; readonly keys: readonly PseudonymKey[] };

const keysFile = (project: Project): string => join(stateFolder(project), "pseudonyms.json");

/** Keys, the oldest first. */
function readKeys(project: Project): readonly PseudonymKey[] {
  const path = keysFile(project);
  if (!existsSync(path)) return [];
  return (JSON.parse(readFileSync(path, "utf8")) as Stored).keys; // ours, replaced atomically
}

/** The key in use; made where there is none, or where a new one is asked for. Old ones are kept for going back. */
export function pseudonymKey(project: Project, now: Date, anew: boolean): PseudonymKey {
  const keys = readKeys(project);
  const last = keys.at(-1);
  if (last !== undefined && !anew) return last;
  const made = {
    id: `k${keys.length + 1}`,
    secret: randomBytes(32).toString("hex"),
    since: now.toISOString(),
  };
  const path = keysFile(project);
  const aside = `${path}.${process.pid}`;
  const stored: Stored = { format: 1, keys: [...keys, made] };
  mkdirSync(stateFolder(project), { recursive: true });
  writeFileSync(aside, JSON.stringify(stored), { mode: 0o600 });
  chmodSync(aside, 0o600);
  sync(aside);
  renameSync(aside, path);
  return made;
}

const digits = 32;

/** The pseudonym of an id. @example k1-9f86d081884c7d659a2feaa0c55ad015 */
export const pseudonymOf = ({ id, secret }: PseudonymKey, value: Scalar): Scalar =>
  concat(
    text(`${id}-`),
    call("substring", digestOf(secret, value), { kind: "integer", value: 1 }, int(digits)),
  );

/** The pseudonym of what a digest says. @param digest HMAC-SHA256 of the id, hexadecimal */
export const pseudonymPrefix = ({ id }: PseudonymKey, digest: string): string =>
  `${id}-${digest.slice(0, digits)}`;

/** Groups smaller than this single people out. */
const smallestGroup = 5;

/**
 * How many customers stand out by what a file still says of them: those whose combination fewer than five have.
 *
 * @param columns of the run's table
 */
export async function standingOut(
  lane: Lane,
  base: Base,
  columns: readonly string[],
  where: Scalar | null,
  options: QueryOptions,
): Promise<number> {
  if (columns.length === 0) return 0;
  const groups = select({
    columns: { n: countAll() },
    from: base.customers,
    where,
    groupBy: columns.map((column) => col(column)),
  });
  const row = await lane.one(
    select({
      columns: { n: coalesce(sum(col("n")), int(0)) },
      from: groups,
      where: lt(col("n"), int(smallestGroup)),
    }),
    options,
  );
  return Number(row["n"]);
}

/**
 * Writes a file of pseudonyms with the ids that they stand for, for who holds the key.
 *
 * @param file a CSV file with a column `id`, as an export wrote it
 * @returns how many rows were written, and how many pseudonyms nobody has
 */
export async function reidentify(
  lane: Lane,
  project: Project,
  base: Base,
  file: string,
  to: string,
  options: QueryOptions,
): Promise<Result<{ readonly rows: number; readonly unknown: number }, Problem>> {
  const keys = readKeys(project);
  if (keys.length === 0)
    return err(problem("no-pseudonym-key", {}, { file: ".clientele", range: fileStart }));
  const rows = select({
    from: scan([file], { format: "csv", header: true, allVarchar: true }),
  });
  const known = keys.map((key) =>
    select({
      columns: [as("pseudonym", pseudonymOf(key, col(idColumn))), as("real", col(idColumn))],
      from: base.customers,
    }),
  );
  const [first, ...rest] = known;
  if (first === undefined) throw new Error("unreachable: there is a key");
  const found = unionAll(first, ...rest);
  const whole = select({
    columns: [as("id", col("real", "k")), star("f", ["id"])],
    from: named(rows, "f"),
    joins: [joined("inner", named(found, "k"), eq(col("pseudonym", "k"), col("id", "f")))],
    orderBy: [asc(col("real", "k"))],
  });
  const { n } = await lane.one(select({ columns: { n: count(col("id")) }, from: rows }), options);
  const written = await writeExport(lane, whole, { to, ...options });
  return ok({ rows: written, unknown: Number(n) - written });
}
