/** Who may see what in Slack: `access.yaml` as it is now, beside what Slack says of people. */
import {
  leastOf,
  mayDo,
  nobodyOf,
  viewerFor,
  viewerOf,
  type AccessModel,
  type Viewer,
} from "@clientele/core";
import type { Host } from "@clientele/core/host";
import { WebAPIPlatformError, type WebClient } from "@slack/web-api";
import type { Log } from "../log.ts";
import type { Directory } from "./directory.ts";

/** What somebody may see, and whom they can ask for more; or why that is not known. */
export type Sighted =
  | {
      readonly kind: "viewer";
      readonly viewer: Viewer;
      readonly ask: string | null;
      /** Whether there is an `access.yaml`. */
      readonly file: boolean;
    }
  /** Slack or the engine does not say; or `access.yaml` is broken. Nothing is shown. */
  | { readonly kind: "unknown"; readonly why: "slack" | "engine" | "file" };

export type Access = {
  /**
   * What somebody may see in an answer that they read alone.
   *
   * @param channel where they ask; "" where nobody else is
   * @param beside the channel beside the agent view: a member of it has the role there that asking in it would give
   */
  readonly of: (
    client: WebClient,
    user: string,
    channel: string,
    beside?: string,
  ) => Promise<Sighted>;
  /** What everybody in a channel may see. Where that cannot be known: nothing. */
  readonly least: (client: WebClient, channel: string, asker: Viewer) => Promise<Viewer>;
  /** Who reads along in a channel, as a subscription of it asks; `null` where Slack does not say. */
  readonly around: (client: WebClient, channel: string, user: string) => Promise<Around | null>;
  /** Of an owner's address: whether nobody in this Slack has it. */
  readonly isNobody: (client: WebClient, owner: string) => Promise<boolean>;
};

export type Around = {
  readonly name: string | null;
  /** Whether the one who asks is in it, and whether the bot is. */
  readonly member: boolean;
  readonly hasBot: boolean;
  /** Guests, as people call them; those of other firms among them. */
  readonly guests: readonly string[];
  /** Whether there is an `access.yaml`, which says what they may see. */
  readonly file: boolean;
};

/** How long an answer waits for what Slack says of people, in milliseconds. */
const patience = 10_000;
const shortPatience = 1500;

export function createAccess(engine: Pick<Host, "call">, directory: Directory, log: Log): Access {
  const file = async () => {
    const answer = await engine.call("access", {});
    if (!answer.ok) return { kind: "unknown", why: "engine" } as const;
    if (answer.value.broken) {
      log.warn("access-broken", { codes: answer.value.problems.map((p) => p.code).join(" ") });
      return { kind: "unknown", why: "file" } as const;
    }
    return { kind: "file", ...answer.value } as const;
  };

  /** The name of whom people can ask; what the file says where Slack does not know them. */
  const contactOf = async (client: WebClient, access: AccessModel): Promise<string | null> => {
    const { contact } = access;
    if (contact === null) return null;
    try {
      if (!contact.includes("@")) return await directory.nameOf(client, contact);
      return (await directory.byEmail(client, contact))?.name ?? contact;
    } catch (error) {
      log.error("contact-unknown", error);
      return contact;
    }
  };

  /** Whether somebody is in a channel that gives a role. */
  const givesRole = async (
    client: WebClient,
    access: AccessModel | null,
    channel: string,
    user: string,
  ): Promise<boolean> =>
    access?.roles.some(({ channels }) => channels.includes(channel)) === true &&
    (await directory.isMember(client, channel, user));

  const of: Access["of"] = async (client, user, channel, beside = "") => {
    const read = await file();
    if (read.kind === "unknown") return read;
    const { access, today } = read;
    try {
      const [person, there] = await inTime(
        Promise.all([
          directory.person(client, user, access),
          isShared(channel) || givesRole(client, access, beside, user),
        ]),
        access === null ? shortPatience : patience,
      );
      const at = isShared(channel) ? channel : there ? beside : null;
      const viewer = viewerFor(access, person, { channel: at, today });
      return {
        kind: "viewer",
        viewer,
        file: access !== null,
        ask: access === null ? null : await contactOf(client, access),
      };
    } catch (error) {
      log.error("person-unknown", error);
      // Without the file all members may see the same: a Slack that says nothing keeps nobody from an answer.
      if (access === null)
        return { kind: "viewer", viewer: viewerOf(`slack:${user}`), ask: null, file: false };
      return { kind: "unknown", why: "slack" };
    }
  };

  return {
    of,
    least: async (client, channel, asker) => {
      const actor = `channel:${channel}`;
      if (!isShared(channel)) return asker;
      const read = await file();
      if (read.kind === "unknown") return nobodyOf(actor);
      const { access, today } = read;
      try {
        if (access === null) {
          // Another firm gets nothing unless somebody names it.
          const { outside } = await inTime(directory.room(client, channel), shortPatience);
          return outside ? nobodyOf(actor) : asker;
        }
        const members = await inTime(directory.members(client, channel));
        if (members === null) return nobodyOf(actor);
        const people = await inTime(
          Promise.all(members.map((user) => directory.person(client, user, access))),
        );
        const viewers = people.map((person) => viewerFor(access, person, { channel, today }));
        const all = viewers.every((viewer) => mayDo(viewer, "look_up"));
        return all ? leastOf(actor, viewers) : nobodyOf(actor);
      } catch (error) {
        log.error("members-unknown", error);
        // As for people: a Slack that says nothing keeps nobody from an answer where there is no file.
        return access === null ? asker : nobodyOf(actor);
      }
    },
    around: async (client, channel, user) => {
      try {
        const [read, { name, hasBot }, member, members] = await inTime(
          Promise.all([
            file(),
            directory.room(client, channel),
            directory.isMember(client, channel, user),
            directory.members(client, channel),
          ]),
        );
        const guests = await inTime(directory.guestsOf(client, members ?? []));
        return { name, hasBot, member, guests, file: read.kind === "file" && read.access !== null };
      } catch (error) {
        // Private channels that the bot is not in do not exist for it.
        if (isAbsent(error)) {
          return { name: null, hasBot: false, member: true, guests: [], file: false };
        }
        log.error("channel-unknown", error);
        return null;
      }
    },
    isNobody: async (client, owner) => {
      if (!/^[^\s@<>]+@[^\s@<>]+$/.test(owner)) return false;
      try {
        return (await inTime(directory.byEmail(client, owner))) === null;
      } catch (error) {
        log.error("owner-unknown", error);
        return false;
      }
    },
  };
}

function isAbsent(error: unknown): boolean {
  return (
    error instanceof WebAPIPlatformError &&
    ["channel_not_found", "not_in_channel"].includes(error.data.error)
  );
}

/** Whether others read what is said there. */
const isShared = (channel: string): boolean => channel !== "" && !channel.startsWith("D");

async function inTime<T>(asked: Promise<T>, milliseconds = patience): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("Slack took too long")), milliseconds);
  });
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
}
