/** Keeps requests to publish: what was asked, how far it is, who decided. What a crash must not forget. */
import { randomUUID } from "node:crypto";
import type { Kysely, Transaction } from "kysely";
import { recordAuditIn, type AuditAction } from "./audit.ts";
import { durably } from "./journal.ts";
import { packTexts, unpackTexts } from "./packed-texts.ts";
import { addPost, publishPosts } from "./publish-posts.ts";
import {
  isOpen,
  openStages,
  undecided,
  type PublishRequest,
  type PublishRequests,
  type RequestStage,
} from "./publish-request.ts";
import { storable } from "./storable.ts";
import type { Tables } from "./tables.ts";

const keptCharacters = 2000;
const titleCharacters = 150;
/** Later than any clock. */
const never = "9999";

type Row = Tables["publish_request"];

export function publishRequests(db: Kysely<Tables>): PublishRequests {
  const get = async (on: Kysely<Tables>, id: number): Promise<PublishRequest | undefined> => {
    const row = await on
      .selectFrom("publish_request")
      .select(columns)
      .where("id", "=", id)
      .executeTakeFirst();
    return row === undefined ? undefined : recordOf(row);
  };
  return {
    add: ({ files, configHash, place, ...entry }) =>
      durably(db, (connection) =>
        connection.transaction().execute(async (transaction) => {
          const same = await transaction
            .selectFrom("publish_request")
            .select(columns)
            .where("config_hash", "=", configHash)
            .where("author", "=", entry.author)
            .where("stage", "in", [...openStages])
            .executeTakeFirst();
          if (same !== undefined) return recordOf(same);
          const at = new Date(entry.at).toISOString();
          const row = await transaction
            .insertInto("publish_request")
            .values({
              ...entry,
              at,
              key: randomUUID(),
              title: storable(entry.title, titleCharacters),
              why: storable(entry.why, keptCharacters),
              config_hash: configHash,
              files: packTexts(files),
              expires: new Date(entry.expires).toISOString(),
              stage: "new",
              version: 1,
              round: 1,
              run: null,
              figures: null,
              recounted: null,
              trouble: null,
              decided_by: null,
              decided_at: null,
              decided_why: null,
              ended_at: null,
              until: at,
              look: at,
              attempts: 0,
              place: place ?? null,
            })
            .returning(columns)
            .executeTakeFirstOrThrow();
          const made = recordOf(row);
          await logged(transaction, made, "request", entry.actor, at);
          return made;
        }),
      ),
    get: (id) => get(db, id),
    list: async ({ open: onlyOpen = false, limit = 50 } = {}) => {
      let all = db.selectFrom("publish_request").select(columns).orderBy("id", "desc").limit(limit);
      if (onlyOpen) all = all.where("stage", "in", [...openStages]);
      return (await all.execute()).map(recordOf);
    },
    files: async (id) => {
      const { files } = await db
        .selectFrom("publish_request")
        .select("files")
        .where("id", "=", id)
        .executeTakeFirstOrThrow();
      return unpackTexts(files);
    },
    take: async (now, milliseconds) => {
      const until = new Date(now.getTime() + milliseconds).toISOString();
      for (;;) {
        const found = await db
          .selectFrom("publish_request")
          .select([...columns, "until"])
          .where("look", "<=", now.toISOString())
          .where("until", "<=", now.toISOString())
          .orderBy("look")
          .orderBy("id")
          .limit(1)
          .executeTakeFirst();
        if (found === undefined) return null;
        const { numUpdatedRows } = await db
          .updateTable("publish_request")
          .set({ until })
          .where("id", "=", found.id)
          .where("until", "=", found.until)
          .where("version", "=", found.version)
          .executeTakeFirst();
        if (numUpdatedRows === 1n) return recordOf(found);
      }
    },
    placed: async (id, place) => {
      await db
        .updateTable("publish_request")
        .set({ place })
        .where("id", "=", id)
        .where("place", "is", null)
        .execute();
    },
    keep: async (id, until) => {
      await db
        .updateTable("publish_request")
        .set({ until: until.toISOString() })
        .where("id", "=", id)
        .execute();
    },
    giveBack: async ({ id, version, attempts }, look, now, failed = false) => {
      const free = { until: now.toISOString(), attempts: failed ? attempts + 1 : 0 };
      await db.transaction().execute(async (transaction) => {
        await transaction.updateTable("publish_request").set(free).where("id", "=", id).execute();
        // Whoever changed it meanwhile wants it looked at at once.
        await transaction
          .updateTable("publish_request")
          .set({ look: look?.toISOString() ?? never })
          .where("id", "=", id)
          .where("version", "=", version)
          .execute();
      });
    },
    step: (request, { posts = [], audit, again = false, stage, ...change }, now) =>
      durably(db, (connection) =>
        connection.transaction().execute(async (transaction) => {
          const at = now.toISOString();
          const row = await transaction
            .updateTable("publish_request")
            .set({
              ...change,
              stage,
              version: request.version + 1,
              ...(again
                ? {
                    round: request.round + 1,
                    decided_by: null,
                    decided_at: null,
                    decided_why: null,
                  }
                : {}),
              ...(openStages.includes(stage) ? {} : { ended_at: at }),
            })
            .where("id", "=", request.id)
            .where("version", "=", request.version)
            .returning(columns)
            .executeTakeFirst();
          if (row === undefined) return undefined;
          const changed = recordOf(row);
          for (const post of posts) await addPost(transaction, changed.id, post, now);
          if (audit !== undefined)
            await logged(transaction, changed, audit.action, audit.actor, at);
          return changed;
        }),
      ),
    decide: (id, round, { kind, by, at, why }) =>
      durably(db, (connection) =>
        connection.transaction().execute(async (transaction) => {
          const when = new Date(at).toISOString();
          const row = await transaction
            .updateTable("publish_request")
            .set((e) => ({
              stage: kind,
              version: e("version", "+", 1),
              decided_by: by,
              decided_at: when,
              decided_why: storable(why, keptCharacters),
              look: when,
              ...(kind === "rejected" ? { ended_at: when } : {}),
            }))
            .where("id", "=", id)
            .where("stage", "=", "waiting")
            .where("round", "=", round)
            .where("expires", ">", when)
            .returning(columns)
            .executeTakeFirst();
          if (row === undefined) {
            const request = await get(transaction, id);
            const late = request?.stage === "waiting" && request.expires <= when;
            const counting =
              request !== undefined && isOpen(request) && request.stage !== "approved";
            const outcome =
              late || request?.stage === "expired"
                ? "expired"
                : counting
                  ? "other-figures"
                  : "decided";
            return { outcome, request } as const;
          }
          const request = recordOf(row);
          const action = kind === "approved" ? "approve" : "reject";
          await logged(transaction, request, action, by, when);
          return { outcome: "done", request } as const;
        }),
      ),
    withdraw: (id, actor, now) =>
      db.transaction().execute(async (transaction) => {
        const at = now.toISOString();
        const row = await transaction
          .updateTable("publish_request")
          .set((e) => ({
            stage: "withdrawn",
            version: e("version", "+", 1),
            ended_at: at,
            look: at,
          }))
          .where("id", "=", id)
          .where("stage", "in", [...undecided])
          .returning(columns)
          .executeTakeFirst();
        if (row === undefined) return undefined;
        const request = recordOf(row);
        await logged(transaction, request, "withdraw", actor, at);
        return request;
      }),
    posts: publishPosts(db),
  };
}

const logged = (
  transaction: Transaction<Tables>,
  { id, configHash, run, title }: PublishRequest,
  action: AuditAction,
  actor: string,
  at: string,
): Promise<void> =>
  recordAuditIn(transaction, {
    at,
    actor,
    surface: actor.startsWith("cli:") ? "cli" : "slack",
    channel: null,
    action,
    asked: `request ${id} ${configHash.slice(0, 8)}: ${title}`,
    customers: [],
    run,
  });

const columns = [
  "id",
  "key",
  "at",
  "actor",
  "author",
  "title",
  "why",
  "base",
  "config_hash",
  "expires",
  "stage",
  "version",
  "round",
  "run",
  "figures",
  "recounted",
  "trouble",
  "decided_by",
  "decided_at",
  "decided_why",
  "ended_at",
  "attempts",
  "place",
] as const;

type Read = Omit<Row, "id" | "files" | "until" | "look"> & { readonly id: number };

// Only the functions above write `stage` and `recounted`.
const recordOf = ({
  config_hash: configHash,
  decided_by: by,
  decided_at: at,
  decided_why: why,
  ended_at: endedAt,
  stage,
  recounted,
  ...row
}: Read): PublishRequest => ({
  id: row.id,
  key: row.key,
  at: row.at,
  actor: row.actor,
  author: row.author,
  title: row.title,
  why: row.why,
  base: row.base,
  configHash,
  expires: row.expires,
  stage: stage as RequestStage,
  version: row.version,
  round: row.round,
  run: row.run,
  figures: row.figures,
  recounted: recounted as PublishRequest["recounted"],
  trouble: row.trouble,
  decision: by === null ? null : { by, at: at ?? "", why: why ?? "" },
  endedAt,
  attempts: row.attempts,
  place: row.place,
});
