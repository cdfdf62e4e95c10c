import type { Kysely, Transaction } from "kysely";
import { recordAuditIn } from "./audit.ts";
import { durably } from "./journal.ts";
import { storable } from "./storable.ts";
import type { Tables } from "./tables.ts";

/** A contact that somebody logged. */
export type ContactEntry = {
  /** ISO text, e.g. `2026-11-18T09:00:00Z`. */
  readonly at: string;
  /** `cli:<user of the system>` or `slack:<user id>`. */
  readonly actor: string;
  readonly customer: string;
  readonly channel: string | null;
  /** What was done, where it was an action of a strategy. */
  readonly strategy: string | null;
  readonly action: string | null;
  readonly outcome: "won" | "lost" | "no_answer" | "later" | "do_not_contact" | null;
  /** In the contact's words; the first 2000 characters are kept. */
  readonly note: string | null;
};

export type ContactRecord = ContactEntry & { readonly id: number };

const keptCharacters = 2000;

/**
 * Writes a contact down. Once this resolves, it survives a crash.
 *
 * @param once names the form that it was written on: the same form is written down once, however often it is sent
 */
export async function recordContact(
  db: Kysely<Tables>,
  entry: ContactEntry,
  once?: string,
): Promise<void> {
  const at = new Date(entry.at).toISOString();
  const note = entry.note === null ? null : storable(entry.note, keptCharacters);
  const write = async (transaction: Transaction<Tables>): Promise<void> => {
    if (once !== undefined) {
      const taken = await transaction
        .insertInto("seen")
        .values({ event: `contact:${once}`, at: new Date(entry.at).getTime() })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      if (taken.numInsertedOrUpdatedRows !== 1n) return;
    }
    await transaction
      .insertInto("contact")
      .values({ ...entry, at, note })
      .execute();
    const { actor, customer, outcome } = entry;
    await recordAuditIn(transaction, {
      at,
      actor,
      surface: actor.startsWith("cli:") ? "cli" : "slack",
      channel: null,
      action: "contact",
      asked: outcome ?? "",
      customers: [customer],
      run: null,
    });
  };
  await durably(db, (connection) => connection.transaction().execute(write));
}

/**
 * Contacts, the oldest first.
 *
 * @param customers whose; everybody's where it is left out
 */
export async function contacted(
  db: Kysely<Tables>,
  customers?: readonly string[],
): Promise<readonly ContactRecord[]> {
  const all = db.selectFrom("contact").selectAll().orderBy("at").orderBy("id");
  if (customers === undefined) return rowsOf(await all.execute());
  const found: ContactRecord[] = [];
  for (let from = 0; from < customers.length; from += maximumParameters) {
    const some = customers.slice(from, from + maximumParameters);
    found.push(...rowsOf(await all.where("customer", "in", some).execute()));
  }
  return found.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id - b.id));
}

/** SQLite takes 32,766; a unit has far fewer members as a rule. */
const maximumParameters = 10_000;

const rowsOf = (
  rows: readonly (Omit<ContactRecord, "outcome"> & { readonly outcome: string | null })[],
): readonly ContactRecord[] =>
  // Only `recordContact` writes the column.
  rows.map((row) => ({ ...row, outcome: row.outcome as ContactEntry["outcome"] }));
