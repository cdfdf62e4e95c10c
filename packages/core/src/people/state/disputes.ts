import type { Kysely } from "kysely";
import { recordAuditIn, surfaceOf } from "./audit.ts";
import { durably } from "./journal.ts";
import { addNotice } from "./notices.ts";
import { storable } from "./storable.ts";
import type { Tables } from "./tables.ts";

/** That somebody holds a customer to be in a wrong segment, with the rule and the run that put them there. */
export type DisputeEntry = {
  /** ISO text. */
  readonly at: string;
  /** `slack:<user id>` or `cli:<user of the system>`. */
  readonly actor: string;
  /** The Slack workspace, where they are told how it ended; `null` for others. */
  readonly place: string | null;
  readonly customer: string;
  readonly segmentation: string;
  /** Where the customer is; `null` for in none of its segments. */
  readonly segment: string | null;
  /** Where they should be; `null` for in none. */
  readonly wanted: string | null;
  readonly why: string;
  readonly run: string;
  /** What decided, as the run said it. */
  readonly rule: string;
};

export type DisputeRecord = DisputeEntry & {
  readonly id: number;
  /** How it ended; `null` while it is open. */
  readonly resolved: { readonly at: string; readonly by: string; readonly note: string } | null;
};

export type Disputes = {
  readonly add: (entry: DisputeEntry) => Promise<void>;
  /** The newest first; `open`: only those that are not resolved. */
  readonly list: (query?: { readonly open?: boolean }) => Promise<readonly DisputeRecord[]>;
  /**
   * Ends a dispute; whoever reported it in Slack is to be told.
   *
   * @returns the dispute, `undefined` where there is none of this number, or it is resolved already
   */
  readonly resolve: (
    id: number,
    resolved: { readonly at: string; readonly by: string; readonly note: string },
  ) => Promise<DisputeRecord | undefined>;
};

const keptCharacters = 2000;

export const disputeLog = (db: Kysely<Tables>): Disputes => ({
  add: async (entry) => {
    const why = storable(entry.why, keptCharacters);
    const rule = storable(entry.rule, keptCharacters);
    const at = new Date(entry.at).toISOString();
    const { actor, customer, segmentation, segment, wanted, run } = entry;
    await durably(db, (connection) =>
      connection.transaction().execute(async (transaction) => {
        await transaction
          .insertInto("dispute")
          .values({ ...entry, at, why, rule })
          .execute();
        await recordAuditIn(transaction, {
          at,
          actor,
          surface: surfaceOf(actor),
          channel: null,
          action: "dispute",
          asked: `${segmentation}: ${segment ?? "–"} → ${wanted ?? "–"}`,
          customers: [customer],
          run,
        });
      }),
    );
  },
  list: async ({ open = false } = {}) => {
    let all = db.selectFrom("dispute").selectAll().orderBy("id", "desc");
    if (open) all = all.where("resolved_at", "is", null);
    return (await all.execute()).map(recordOf);
  },
  resolve: async (id, { at, by, note }) =>
    db.transaction().execute(async (transaction) => {
      const row = await transaction
        .updateTable("dispute")
        .set({
          resolved_at: new Date(at).toISOString(),
          resolved_by: by,
          resolution: storable(note, keptCharacters),
        })
        .where("id", "=", id)
        .where("resolved_at", "is", null)
        .returningAll()
        .executeTakeFirst();
      if (row === undefined) return undefined;
      const { actor, place, customer } = row;
      await recordAuditIn(transaction, {
        at,
        actor: by,
        surface: surfaceOf(by),
        channel: null,
        action: "dispute",
        asked: `resolve ${id}`,
        customers: [customer],
        run: row.run,
      });
      if (place !== null)
        await addNotice(transaction, {
          at,
          actor,
          place,
          customer,
          about: { kind: "dispute-resolved", dispute: id, customer, by, note },
        });
      return recordOf(row);
    }),
});

type Row = DisputeEntry & {
  readonly id: number;
  readonly resolved_at: string | null;
  readonly resolved_by: string | null;
  readonly resolution: string | null;
};

function recordOf({
  resolved_at: at,
  resolved_by: by,
  resolution: note,
  ...row
}: Row): DisputeRecord {
  return { ...row, resolved: at === null ? null : { at, by: by ?? "", note: note ?? "" } };
}
