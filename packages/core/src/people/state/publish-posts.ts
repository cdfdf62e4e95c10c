/** Messages about publish requests: which there are to be, and how far each was sent. */
import { randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import type { Tables } from "./tables.ts";

/** `posting` is written before the message leaves: whoever finds it looks whether the message is there. */
export type PostStage = "due" | "posting" | "posted" | "failed";

/** `card`: the request, kept up to date; `again:<round>`: asked again, below the card; `told:<stage>:<round>`: for the author. */
export type NewPost = { readonly recipient: string; readonly kind: string };

export type PublishPost = NewPost & {
  readonly request: number;
  /** Names the message, so that it is known again. */
  readonly key: string;
  readonly at: string;
  readonly stage: PostStage;
  readonly channel: string | null;
  readonly ts: string | null;
  /** The version of the request that it shows. */
  readonly shown: number;
  /** Why it failed. */
  readonly why: string | null;
};

export type PublishPosts = {
  readonly of: (request: number) => Promise<readonly PublishPost[]>;
  readonly add: (request: number, post: NewPost, now: Date) => Promise<void>;
  readonly step: (
    post: PublishPost,
    change: Partial<Pick<PublishPost, "stage" | "channel" | "ts" | "shown" | "why">>,
  ) => Promise<void>;
};

/** Twice is once. */
export async function addPost(
  db: Kysely<Tables>,
  request: number,
  { recipient, kind }: NewPost,
  now: Date,
): Promise<void> {
  await db
    .insertInto("publish_post")
    .values({
      request,
      recipient,
      kind,
      key: randomUUID(),
      at: now.toISOString(),
      stage: "due",
      channel: null,
      ts: null,
      shown: 0,
      why: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export const publishPosts = (db: Kysely<Tables>): PublishPosts => ({
  of: async (request) => {
    const rows = await db
      .selectFrom("publish_post")
      .selectAll()
      .where("request", "=", request)
      .orderBy("at")
      .orderBy("recipient")
      .orderBy("kind")
      .execute();
    // Only the functions of this file write the column.
    return rows.map((row) => ({ ...row, stage: row.stage as PostStage }));
  },
  add: (request, post, now) => addPost(db, request, post, now),
  step: async ({ request, recipient, kind }, change) => {
    await db
      .updateTable("publish_post")
      .set(change)
      .where("request", "=", request)
      .where("recipient", "=", recipient)
      .where("kind", "=", kind)
      .execute();
  },
});
