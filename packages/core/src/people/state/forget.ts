/** Takes a customer out of the state: look-ups, contacts, and words in what was asked and noted. */
import { DatabaseSync } from "node:sqlite";
import type { Kysely } from "kysely";
import type { Tables } from "./tables.ts";
import type { Notice } from "./notices.ts";
import { namingRequests, scrubRequests } from "./forget-requests.ts";
import { compact, compactServer, durably } from "./journal.ts";
import { isPostgresAddress } from "./postgres-state.ts";

/** What tells who a customer is. */
export type Identity = {
  readonly ids: readonly string[];
  readonly scrub: (text: string) => string;
};

/** How many rows of each kind were about the customer. */
export type Traces = {
  readonly lookUps: number;
  readonly contacts: number;
  /** Questions, notes, disputes and publish requests that were about the customer or named them. */
  readonly mentions: number;
};

/** Counts what there is of a customer. */
export async function tracesIn(db: Kysely<Tables>, identity: Identity): Promise<Traces> {
  const count = async (table: "audit_customer" | "contact" | "dispute"): Promise<number> => {
    const { n } = await db
      .selectFrom(table)
      .select((e) => e.fn.countAll<number>().as("n"))
      .where("customer", "in", [...identity.ids])
      .executeTakeFirstOrThrow();
    return n;
  };
  const mentions = Object.values(await mentionsIn(db, identity));
  return {
    lookUps: await count("audit_customer"),
    contacts: await count("contact"),
    mentions: mentions.reduce(
      (sum, rows) => sum + rows.length,
      (await count("dispute")) + (await namingRequests(db, identity.scrub)).length,
    ),
  };
}

async function mentionsIn(db: Kysely<Tables>, { ids, scrub }: Identity) {
  const asked = await db.selectFrom("audit").select(["id", "asked"]).execute();
  const notes = await db
    .selectFrom("contact")
    .select(["id", "note"])
    .where("customer", "not in", [...ids])
    .where("note", "is not", null)
    .execute();
  const disputes = await db
    .selectFrom("dispute")
    .select(["id", "why", "resolution"])
    .where("customer", "not in", [...ids])
    .execute();
  const notices = await db
    .selectFrom("notice")
    .select(["id", "about"])
    .where("customer", "not in", [...ids])
    .execute();
  return {
    notices: notices.flatMap(({ id, about }) =>
      changed(id, about, (text) => scrubbed(text, scrub)),
    ),
    asked: asked.flatMap(({ id, asked: text }) => changed(id, text, scrub)),
    notes: notes.flatMap(({ id, note }) => changed(id, note ?? "", scrub)),
    reasons: disputes.flatMap(({ id, why }) => changed(id, why, scrub)),
    resolutions: disputes.flatMap(({ id, resolution }) => changed(id, resolution ?? "", scrub)),
  };
}

/** A notice whose words name nobody any more; what else it holds are ids. */
function scrubbed(text: string, scrub: Identity["scrub"]): string {
  // Only `addNotice` writes the column.
  const about = JSON.parse(text) as Notice;
  return about.kind === "dispute-resolved"
    ? JSON.stringify({ ...about, note: scrub(about.note) })
    : text;
}

function changed(
  id: number,
  text: string,
  scrub: Identity["scrub"],
): readonly { readonly id: number; readonly text: string }[] {
  const left = scrub(text);
  return left === text ? [] : [{ id, text: left }];
}

/** Erases the customer: all of it or nothing. That somebody was looked up stays, without who it was. */
export async function eraseTraces(db: Kysely<Tables>, identity: Identity): Promise<void> {
  const ids = [...identity.ids];
  const erase = async (transaction: Kysely<Tables>): Promise<void> => {
    const { asked, notes, reasons, resolutions, notices } = await mentionsIn(transaction, identity);
    for (const { id, text } of asked)
      await transaction.updateTable("audit").set({ asked: text }).where("id", "=", id).execute();
    for (const { id, text } of notices)
      await transaction.updateTable("notice").set({ about: text }).where("id", "=", id).execute();
    for (const { id, text } of notes)
      await transaction.updateTable("contact").set({ note: text }).where("id", "=", id).execute();
    for (const { id, text } of reasons)
      await transaction.updateTable("dispute").set({ why: text }).where("id", "=", id).execute();
    for (const { id, text } of resolutions)
      await transaction
        .updateTable("dispute")
        .set({ resolution: text })
        .where("id", "=", id)
        .execute();
    await scrubRequests(transaction, identity.scrub);
    await transaction.deleteFrom("audit_customer").where("customer", "in", ids).execute();
    await transaction.deleteFrom("contact").where("customer", "in", ids).execute();
    await transaction.deleteFrom("dispute").where("customer", "in", ids).execute();
    await transaction.deleteFrom("notice").where("customer", "in", ids).execute();
    await transaction
      .deleteFrom("watch")
      .where("kind", "=", "customer")
      .where("target", "in", ids)
      .execute();
  };
  await durably(db, (connection) => connection.transaction().execute(erase));
}

/** Writes a state anew, so that nothing that was deleted is left in its pages or its log. */
export async function compactState(place: string): Promise<void> {
  if (isPostgresAddress(place)) {
    await compactServer(place);
    return;
  }
  const database = new DatabaseSync(place, { timeout: 5000 });
  try {
    compact(database);
  } finally {
    database.close();
  }
}
