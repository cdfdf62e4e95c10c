import type { Kysely } from "kysely";
import type { Tables } from "./tables.ts";

/** What somebody is to be told. It holds ids; names and numbers are looked up with the reader's rights when it is sent. */
export type Notice =
  | {
      readonly kind: "customer-moved";
      readonly customer: string;
      readonly run: string;
      readonly moves: readonly {
        readonly segmentation: string;
        readonly from: readonly string[];
        readonly to: readonly string[];
      }[];
    }
  | {
      readonly kind: "segment-moved";
      readonly segmentation: string;
      readonly segment: string;
      readonly run: string;
      readonly joined: number;
      readonly left: number;
      readonly now: number;
    }
  | {
      readonly kind: "dispute-resolved";
      readonly dispute: number;
      readonly customer: string;
      readonly by: string;
      readonly note: string;
    };

export type NoticeEntry = {
  readonly at: string;
  readonly actor: string;
  /** The Slack workspace. */
  readonly place: string;
  readonly customer: string | null;
  readonly about: Notice;
};

export type NoticeRecord = {
  readonly id: number;
  /** When it was written down, ISO. */
  readonly at: string;
  readonly actor: string;
  readonly about: Notice;
  /** Whether somebody began to send it before and did not end. */
  readonly again: boolean;
};

export type Notices = {
  /**
   * Takes what is to be sent in a workspace, so that no other instance sends it. What was taken before `stale` and not sent is
   * taken again.
   *
   * @param most so many at a time; 20 unless given
   */
  readonly take: (
    place: string,
    now: Date,
    stale: Date,
    most?: number,
  ) => Promise<readonly NoticeRecord[]>;
  /** A sign that somebody is still sending it. */
  readonly keep: (id: number, now: Date) => Promise<void>;
  readonly sent: (id: number, now: Date) => Promise<void>;
};

export const addNotice = async (db: Kysely<Tables>, entry: NoticeEntry): Promise<void> => {
  await db
    .insertInto("notice")
    .values({
      ...entry,
      at: new Date(entry.at).toISOString(),
      about: JSON.stringify(entry.about),
      taken: null,
      sent: null,
    })
    .execute();
};

/** So many are sent at a time. */
const usualMost = 20;

export const noticeBox = (db: Kysely<Tables>): Notices => ({
  take: async (place, now, stale, most = usualMost) => {
    const due = await db
      .selectFrom("notice")
      .select(["id", "taken"])
      .where("sent", "is", null)
      .where("place", "=", place)
      .where((e) => e.or([e("taken", "is", null), e("taken", "<", stale.toISOString())]))
      .orderBy("id")
      .limit(most)
      .execute();
    const taken: NoticeRecord[] = [];
    for (const { id, taken: before } of due) {
      const row = await db
        .updateTable("notice")
        .set({ taken: now.toISOString() })
        .where("id", "=", id)
        .where("sent", "is", null)
        .where("taken", before === null ? "is" : "=", before)
        .returningAll()
        .executeTakeFirst();
      if (row === undefined) continue;
      // Only `addNotice` writes the column.
      const about = JSON.parse(row.about) as Notice;
      taken.push({ id, at: row.at, actor: row.actor, about, again: before !== null });
    }
    return taken;
  },
  keep: async (id, now) => {
    await db
      .updateTable("notice")
      .set({ taken: now.toISOString() })
      .where("id", "=", id)
      .where("sent", "is", null)
      .execute();
  },
  sent: async (id, now) => {
    await db.updateTable("notice").set({ sent: now.toISOString() }).where("id", "=", id).execute();
  },
});
