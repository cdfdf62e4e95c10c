/** A request to publish a configuration, and what can be done with requests. */
import type { AuditAction } from "./audit.ts";
import type { NewPost, PublishPosts } from "./publish-posts.ts";

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

/** Something is still to come. */
export const openStages: readonly RequestStage[] = ["new", "counted", "waiting", "approved"];

/** Those that can still be withdrawn, and that expire. */
export const undecided: readonly RequestStage[] = ["new", "counted", "waiting"];

export const isOpen = ({ stage }: Pick<PublishRequest, "stage">): boolean =>
  openStages.includes(stage);

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
  /** The Slack workspace that it is decided in, where that is known. */
  readonly place?: string;
};

export type PublishRequest = Omit<RequestEntry, "files" | "place"> & {
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
  /** The Slack workspace that it is decided in; `null` until the bot took it up. */
  readonly place: string | null;
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
  /** Says in which workspace it is decided, once: what was said first stays. */
  readonly placed: (id: number, place: string) => Promise<void>;
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
