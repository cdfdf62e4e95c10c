/** Requests to publish a configuration: what was asked, how far it is, who decided. What a crash must not forget. */
import { randomUUID } from "node:crypto";
import type { Kysely, Transaction } from "kysely";
import { recordAuditIn, type AuditAction } from "./audit.ts";
import { durably } from "./journal.ts";
import { packTexts, unpackTexts } from "./packed-texts.ts";
import { addPost, publishPosts, type NewPost, type PublishPosts } from "./publish-posts.ts";
import { storable } from "./storable.ts";
import type { Tables } from "./tables.ts";

/**
 * How far a request is. `new`: to be counted. `counted`: to be shown to who approves. `waiting` for them. `approved`: to be counted
 * again and released. The others are the end; `blocked`: it cannot be published, `trouble` says why.
 */
export type RequestStage =
  | "new"
  | "counted"
  | "waiting"
  | "approved"
  | "live"
  | "rejected"
  | "expired"
  | "withdrawn"
  | "blocked";

const open: readonly RequestStage[] = ["new", "counted", "waiting", "approved"];

/** Those that can still be withdrawn, and that expire. */
const undecided: readonly RequestStage[] = ["new", "counted", "waiting"];

export const isOpen = ({ stage }: Pick<PublishRequest, "stage">): boolean => open.includes(stage);

/** What somebody asks for. Times are ISO text. */
export type RequestEntry = {
  readonly at: string;
  /** Who sent it: `cli:<user of the system>` or `slack:<user id>`. */
  readonly actor: string;
  /** Whose request it is: a Slack id or an e-mail address. They may not approve it. */
  readonly author: string;
  readonly title: string;
  readonly why: string;
  /** The run that was published when it was asked; `null` where none was. */
  readonly base: string | null;
  /** SHA-256 of the texts, as a run's manifest has it. */
  readonly configHash: string;
  /** The configuration's texts by path. */
  readonly files: Readonly<Record<string, string>>;
  readonly expires: string;
};

export type PublishRequest = Omit<RequestEntry, "files"> & {
  readonly id: number;
  /** Names it across states: two of them may count from 1. */
  readonly key: string;
  readonly stage: RequestStage;
  /** Goes up with every change, so that messages know what they show. */
  readonly version: number;
  /** How often approvers were asked: 1, and one more with new figures each time. */
  readonly round: number;
  /** The run of the configuration that the figures are of. */
  readonly run: string | null;
  /** What it would change, as JSON. */
  readonly figures: string | null;
  /** Why the figures are not the first ones. */
  readonly recounted: "moves" | "base" | null;
  /** Why it is blocked, as JSON. */
  readonly trouble: string | null;
  readonly decision: { readonly by: string; readonly at: string; readonly why: string } | null;
  /** When it came to its end. */
  readonly endedAt: string | null;
  /** How often counting or sending came to nothing. */
  readonly attempts: number;
};

export type Decision = {
  readonly kind: "approved" | "rejected";
  /** `slack:<user id>`. */
  readonly by: string;
  readonly at: string;
  readonly why: string;
};

export type RequestChange = {
  readonly stage: RequestStage;
  readonly run?: string | null;
  readonly figures?: string | null;
  readonly recounted?: PublishRequest["recounted"];
  readonly trouble?: string | null;
  /** Asks again: the decision before counts no more. */
  readonly again?: boolean;
  readonly posts?: readonly NewPost[];
  /** What the audit log says of it. */
  readonly audit?: { readonly action: AuditAction; readonly actor: string };
};

export type PublishRequests = {
  /** Once this resolves, it survives a crash. An open request of the same author for the same texts is given back instead. */
  readonly add: (entry: RequestEntry) => Promise<PublishRequest>;
  readonly get: (id: number) => Promise<PublishRequest | undefined>;
  /** The newest first. */
  readonly list: (query?: {
    readonly open?: boolean;
    readonly limit?: number;
  }) => Promise<readonly PublishRequest[]>;
  readonly files: (id: number) => Promise<Readonly<Record<string, string>>>;
  /** Takes one that there is something to do about, for so many milliseconds; for one caller only, over all processes. */
  readonly take: (now: Date, milliseconds: number) => Promise<PublishRequest | null>;
  /** Keeps one that was taken for so much longer. */
  readonly keep: (id: number, until: Date) => Promise<void>;
  /** Gives it back until a time; with `failed` as one more attempt that came to nothing. `null`: nothing is left to do. */
  readonly giveBack: (
    request: PublishRequest,
    look: Date | null,
    now: Date,
    failed?: boolean,
  ) => Promise<void>;
  /** @returns the request as it is then; `undefined` where somebody changed it since it was read: nothing is changed */
  readonly step: (
    request: PublishRequest,
    change: RequestChange,
    now: Date,
  ) => Promise<PublishRequest | undefined>;
  /**
   * Decides, for one caller only.
   *
   * @param round the figures that were decided on
   * @returns `done`, or why not, with the request as it is
   */
  readonly decide: (
    id: number,
    round: number,
    decision: Decision,
  ) => Promise<{
    readonly outcome: "done" | "decided" | "expired" | "other-figures";
    readonly request: PublishRequest | undefined;
  }>;
  /** @returns the request; `undefined` where there is none that can be taken back */
  readonly withdraw: (id: number, actor: string, now: Date) => Promise<PublishRequest | undefined>;
  readonly posts: PublishPosts;
};

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
    add: ({ files, configHash, ...entry }) =>
      durably(db, (connection) =>
        connection.transaction().execute(async (transaction) => {
          const same = await transaction
            .selectFrom("publish_request")
            .select(columns)
            .where("config_hash", "=", configHash)
            .where("author", "=", entry.author)
            .where("stage", "in", [...open])
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
      if (onlyOpen) all = all.where("stage", "in", [...open]);
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
              ...(open.includes(stage) ? {} : { ended_at: at }),
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
});
