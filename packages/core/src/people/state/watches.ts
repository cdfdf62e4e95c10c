import type { Kysely } from "kysely";
import { recordAuditIn, surfaceOf, type AuditEntry } from "./audit.ts";
import { addNotice, type Notice } from "./notices.ts";
import type { Tables } from "./tables.ts";

/** A customer by id, or a segment as `segmentation.segment`. */
export type Watched = { readonly kind: "customer" | "segment"; readonly target: string };

export type WatchRecord = Watched & {
  readonly id: number;
  readonly actor: string;
  /** The run up to which the watcher knows. */
  readonly run: string;
};

export type Watches = {
  /** From this run on; watching twice is watching once. */
  readonly add: (
    who: { readonly actor: string; readonly place: string },
    watched: Watched,
    run: string,
    now: Date,
  ) => Promise<void>;
  readonly stop: (actor: string, place: string, id: number, now: Date) => Promise<void>;
  readonly of: (actor: string, place: string) => Promise<readonly WatchRecord[]>;
  /** Watches of a workspace that do not know this run. */
  readonly behind: (place: string, run: string) => Promise<readonly WatchRecord[]>;
  /** The watcher knows the run now, and is to be told what there is: both or neither, and by one instance only. */
  readonly advance: (
    watch: WatchRecord,
    place: string,
    run: string,
    about: Notice | null,
    now: Date,
  ) => Promise<void>;
};

export const watchList = (db: Kysely<Tables>): Watches => ({
  add: ({ actor, place }, watched, run, now) =>
    db.transaction().execute(async (transaction) => {
      const { kind, target } = watched;
      const { numInsertedOrUpdatedRows } = await transaction
        .insertInto("watch")
        .values({ at: now.toISOString(), actor, place, kind, target, run })
        .onConflict((conflict) =>
          conflict.columns(["actor", "place", "kind", "target"]).doNothing(),
        )
        .executeTakeFirstOrThrow();
      if (numInsertedOrUpdatedRows !== 1n) return;
      await recordAuditIn(transaction, { ...auditOf(actor, "watch", watched, now), run });
    }),
  stop: (actor, place, id, now) =>
    db.transaction().execute(async (transaction) => {
      const row = await transaction
        .deleteFrom("watch")
        .where("id", "=", id)
        .where("actor", "=", actor)
        .where("place", "=", place)
        .returningAll()
        .executeTakeFirst();
      if (row !== undefined)
        await recordAuditIn(transaction, auditOf(actor, "stop", recordOf(row), now));
    }),
  of: async (actor, place) => {
    const rows = await db
      .selectFrom("watch")
      .selectAll()
      .where("actor", "=", actor)
      .where("place", "=", place)
      .orderBy("id")
      .execute();
    return rows.map(recordOf);
  },
  behind: async (place, run) => {
    const rows = await db
      .selectFrom("watch")
      .selectAll()
      .where("place", "=", place)
      .where("run", "!=", run)
      .orderBy("id")
      .execute();
    return rows.map(recordOf);
  },
  advance: async (watch, place, run, about, now) => {
    await db.transaction().execute(async (transaction) => {
      const moved = await transaction
        .updateTable("watch")
        .set({ run })
        .where("id", "=", watch.id)
        .where("run", "=", watch.run)
        .executeTakeFirst();
      if (moved.numUpdatedRows !== 1n || about === null) return;
      const customer = watch.kind === "customer" ? watch.target : null;
      const at = now.toISOString();
      await addNotice(transaction, { at, actor: watch.actor, place, customer, about });
    });
  },
});

/** Segments are told by their names, customers by their ids. */
const auditOf = (
  actor: string,
  deed: "watch" | "stop",
  { kind, target }: Watched,
  now: Date,
): AuditEntry => ({
  at: now.toISOString(),
  actor,
  surface: surfaceOf(actor),
  channel: null,
  action: "watch",
  asked: [...(deed === "stop" ? [deed] : []), kind === "segment" ? target : kind].join(" "),
  customers: kind === "customer" ? [target] : [],
  run: null,
});

const recordOf = (row: {
  readonly id: number;
  readonly actor: string;
  readonly kind: string;
  readonly target: string;
  readonly run: string;
}): WatchRecord => ({
  id: row.id,
  actor: row.actor,
  kind: row.kind === "segment" ? "segment" : "customer",
  target: row.target,
  run: row.run,
});
