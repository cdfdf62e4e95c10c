import type { Kysely, Transaction } from "kysely";
import { storable } from "./storable.ts";
import type { Tables } from "./tables.ts";

/** What is written down: look-ups, what leaves the project, and changes. */
export const auditActions = [
  "show",
  "why",
  "find",
  "list",
  "segment",
  "recommend",
  "diff",
  "plan",
  "digest",
  "evaluate",
  "export",
  "contact",
  "dispute",
  "watch",
  "subscribe",
  "publish",
  "request",
  "approve",
  "reject",
  "withdraw",
  "expire",
  "forget",
  "prune",
] as const;
export type AuditAction = (typeof auditActions)[number];

/** A look-up: who was shown which customers, through what, and what they had asked. */
export type AuditEntry = {
  /** ISO text, e.g. `2026-11-18T09:00:00Z`. */
  readonly at: string;
  /** `cli:<user of the system>` or `slack:<user id>`. */
  readonly actor: string;
  readonly surface: "cli" | "slack";
  readonly channel: string | null;
  readonly action: AuditAction;
  /** In the asker's words; the first 500 characters are kept. */
  readonly asked: string;
  /** The ids shown, in their order. All are counted, the first 200 are kept. */
  readonly customers: readonly string[];
  readonly run: string | null;
};

/** An entry as it was kept. `customers` may hold fewer than `customerCount`. */
export type AuditRecord = AuditEntry & { readonly id: number; readonly customerCount: number };

/** Which look-ups: all conditions must hold. `before` is the last id of the page before this one. */
export type AuditQuery = {
  /** ISO text: entries at or after it. */
  readonly since?: string;
  /** ISO text: entries before it. */
  readonly until?: string;
  readonly actor?: string;
  readonly action?: AuditEntry["action"];
  /** Only look-ups that showed this customer, among the ids kept. */
  readonly customer?: string;
  readonly before?: number;
  /** At least 1, at most 1000; 100 unless given. */
  readonly limit?: number;
};

const keptCustomers = 200;
const keptCharacters = 500;

/** Writes an entry and its customers, together or not at all. */
export const recordAudit = (db: Kysely<Tables>, entry: AuditEntry): Promise<void> =>
  db.transaction().execute((transaction) => recordAuditIn(transaction, entry));

/** The same beside what else a transaction writes. */
export async function recordAuditIn(
  transaction: Transaction<Tables>,
  entry: AuditEntry,
): Promise<void> {
  const { customers } = entry;
  const { id } = await transaction
    .insertInto("audit")
    .values({
      at: inUtc(entry.at),
      actor: entry.actor,
      surface: entry.surface,
      channel: entry.channel,
      action: entry.action,
      run: entry.run,
      asked: storable(entry.asked, keptCharacters),
      customer_count: customers.length,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const rows = customers
    .slice(0, keptCustomers)
    .map((customer, place) => ({ audit: id, place, customer }));
  if (rows.length > 0) await transaction.insertInto("audit_customer").values(rows).execute();
}

/** The entries that a query asks for, newest first. */
export async function audited(
  db: Kysely<Tables>,
  query: AuditQuery,
): Promise<readonly AuditRecord[]> {
  const { since, until, actor, action, customer, before, limit = 100 } = query;
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000)
    throw new RangeError(`limit must be from 1 to 1000, got ${limit}`);
  let entries = db.selectFrom("audit").selectAll();
  if (since !== undefined) entries = entries.where("at", ">=", inUtc(since));
  if (until !== undefined) entries = entries.where("at", "<", inUtc(until));
  if (actor !== undefined) entries = entries.where("actor", "=", actor);
  if (action !== undefined) entries = entries.where("action", "=", action);
  if (before !== undefined) entries = entries.where("id", "<", before);
  if (customer !== undefined)
    entries = entries.where("id", "in", (shown) =>
      shown.selectFrom("audit_customer").select("audit").where("customer", "=", customer),
    );
  const rows = await entries.orderBy("id", "desc").limit(limit).execute();
  const shown = await customersOf(db, rows);
  return rows.map(({ customer_count: customerCount, surface, action: done, ...row }) => ({
    ...row,
    // Only `recordAudit` writes these columns.
    surface: surface as AuditEntry["surface"],
    action: done as AuditEntry["action"],
    customerCount,
    customers: shown.get(row.id) ?? [],
  }));
}

/** Where an actor acts. @example surfaceOf("slack:U024BE7LH") // => "slack" */
export const surfaceOf = (actor: string): AuditEntry["surface"] =>
  actor.startsWith("slack:") ? "slack" : "cli";

/** One form for all times, so that they compare as text. Throws RangeError where it is no time. */
const inUtc = (at: string): string => new Date(at).toISOString();

async function customersOf(
  db: Kysely<Tables>,
  entries: readonly { readonly id: number }[],
): Promise<ReadonlyMap<number, readonly string[]>> {
  const ids = entries.map((entry) => entry.id);
  // PostgreSQL takes no empty list.
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom("audit_customer")
    .select(["audit", "customer"])
    .where("audit", "in", ids)
    .orderBy("audit")
    .orderBy("place")
    .execute();
  const byEntry = Map.groupBy(rows, (row) => row.audit);
  return new Map([...byEntry].map(([id, shown]) => [id, shown.map((row) => row.customer)]));
}
