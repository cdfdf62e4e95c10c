/** Who people are, as Slack says it. It is asked no more than `access.yaml` needs. */
import type { AccessModel, Person } from "@clientele/core";
import type { WebClient } from "@slack/web-api";
import { remembered } from "./remembered.ts";

export type Directory = {
  /** Somebody with the user groups that the file names. Rejects where Slack does not say. */
  readonly person: (client: WebClient, user: string, access: AccessModel | null) => Promise<Person>;
  /** Who reads along in a channel, the bot itself left out; `null` where they are too many to look at. */
  readonly members: (client: WebClient, channel: string) => Promise<readonly string[] | null>;
  /** Whether somebody is in a channel, however many are. */
  readonly isMember: (client: WebClient, channel: string, user: string) => Promise<boolean>;
  /** What Slack says of a channel. */
  readonly room: (client: WebClient, channel: string) => Promise<Room>;
  /** What people call the guests of some people; those of other firms among them. */
  readonly guestsOf: (client: WebClient, users: readonly string[]) => Promise<readonly string[]>;
  /** Who has an e-mail address; `null`: nobody in this Slack. */
  readonly byEmail: (client: WebClient, email: string) => Promise<Named | null>;
  /** Somebody may be another now, or in other user groups: it is asked again who they are. */
  readonly forget: (user: string) => void;
  /** What people call somebody. */
  readonly nameOf: (client: WebClient, user: string) => Promise<string>;
};

/** A channel: by what name, whether the bot is in it, and whether another firm reads along by Slack Connect. */
export type Room = {
  readonly name: string | null;
  readonly hasBot: boolean;
  readonly outside: boolean;
};

export type Named = { readonly id: string; readonly name: string };

const minute = 60_000;
const mostPeople = 10_000;
/** In a channel with more members not each of them is asked about: the answer goes to the asker alone. */
const mostMembers = 200;
/** So many members are looked through for one person. */
const mostLooked = 20_000;

/** @param now the clock, in milliseconds */
export function createDirectory(now: () => number): Directory {
  const people = remembered<Known>(minute, mostPeople, now);
  const rooms = remembered<readonly string[] | null>(minute, 1000, now);
  const groups = remembered<ReadonlyMap<string, readonly string[]>>(5 * minute, 1000, now);
  const members = remembered<readonly string[]>(5 * minute, 200, now);
  const addresses = remembered<Named | null>(5 * minute, mostPeople, now);
  const spaces = remembered<Room>(minute, 1000, now);
  const own = remembered<Self>(24 * 60 * minute, 1000, now);

  const self = (client: WebClient): Promise<Self> =>
    own(client.token ?? "", async () => {
      const {
        user_id: user = "",
        team_id: team = "",
        enterprise_id: firm,
      } = await client.auth.test();
      return { user, team, firm };
    });

  const known = (client: WebClient, user: string): Promise<Known> =>
    people(keyOf(client, user), async () => {
      const [{ user: said }, home] = await Promise.all([client.users.info({ user }), self(client)]);
      if (said === undefined) throw new Error("Slack says nothing of a user");
      const elsewhere =
        said.team_id !== undefined &&
        said.team_id !== home.team &&
        (home.firm === undefined || said.enterprise_user?.enterprise_id !== home.firm);
      const guest =
        said.is_restricted === true ||
        said.is_ultra_restricted === true ||
        said.is_stranger === true ||
        elsewhere;
      const kind =
        said.deleted === true
          ? "gone"
          : said.is_bot === true || user === "USLACKBOT"
            ? "bot"
            : guest
              ? "guest"
              : "member";
      const name = said.profile?.display_name || said.real_name || said.name || user;
      return { id: user, email: said.profile?.email ?? null, kind, name };
    });

  /** The ids and handles of groups, by what the file may call them. */
  const named = (client: WebClient): Promise<ReadonlyMap<string, readonly string[]>> =>
    groups(client.token ?? "", async () => {
      const { usergroups = [] } = await client.usergroups.list({});
      return new Map(
        usergroups.flatMap(({ id = "", handle = "" }) => [
          [id, [id, handle]] as const,
          [handle, [id, handle]] as const,
        ]),
      );
    });

  const groupsOf = async (
    client: WebClient,
    user: string,
    access: AccessModel | null,
  ): Promise<readonly string[]> => {
    const wanted = new Set(access?.roles.flatMap((role) => role.groups) ?? []);
    if (wanted.size === 0) return [];
    const all = await named(client);
    const found = [...wanted].flatMap((name) => {
      const names = all.get(name);
      return names === undefined ? [] : [names];
    });
    const inside = await Promise.all(
      found.map(async (names) => {
        const [id = ""] = names;
        const users = await members(keyOf(client, id), async () => {
          const answer = await client.usergroups.users.list({ usergroup: id });
          return answer.users ?? [];
        });
        return users.includes(user) ? names : [];
      }),
    );
    return inside.flat();
  };

  return {
    forget: (user) => {
      people.forget((key) => key.endsWith(` ${user}`));
      members.forget(() => true);
    },
    person: async (client, user, access) => {
      const [{ id, email, kind }, inGroups] = await Promise.all([
        known(client, user),
        groupsOf(client, user, access),
      ]);
      return { id, email, kind, groups: inGroups };
    },
    members: (client, channel) =>
      rooms(keyOf(client, channel), async () => {
        const { user: bot } = await self(client);
        const found: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await client.conversations.members({
            channel,
            limit: mostMembers,
            ...(cursor === undefined ? {} : { cursor }),
          });
          found.push(...(page.members ?? []).filter((user) => user !== bot));
          cursor = page.response_metadata?.next_cursor || undefined;
          if (found.length > mostMembers) return null;
        } while (cursor !== undefined);
        return found;
      }),
    isMember: async (client, channel, user) => {
      let [looked, cursor]: [number, string | undefined] = [0, undefined];
      do {
        const page: Awaited<ReturnType<typeof client.conversations.members>> =
          await client.conversations.members({
            channel,
            limit: 1000,
            ...(cursor === undefined ? {} : { cursor }),
          });
        if (page.members?.includes(user) === true) return true;
        looked += page.members?.length ?? 0;
        cursor = page.response_metadata?.next_cursor || undefined;
      } while (cursor !== undefined && looked < mostLooked);
      return false;
    },
    room: (client, channel) =>
      spaces(keyOf(client, channel), async () => {
        const { channel: said } = await client.conversations.info({ channel });
        return {
          name: said?.name ?? null,
          hasBot: said?.is_member === true,
          outside: said?.is_ext_shared === true || said?.is_pending_ext_shared === true,
        };
      }),
    guestsOf: async (client, users) => {
      const all = await Promise.all(users.map((user) => known(client, user)));
      return all.filter(({ kind }) => kind === "guest").map(({ name }) => name);
    },
    byEmail: (client, email) =>
      addresses(keyOf(client, email.toLowerCase()), async () => {
        try {
          const { user } = await client.users.lookupByEmail({ email });
          if (user?.id === undefined) return null;
          return { id: user.id, name: user.profile?.display_name || user.real_name || email };
        } catch (error) {
          if (isNotFound(error)) return null;
          throw error;
        }
      }),
    nameOf: async (client, user) => (await known(client, user)).name,
  };
}

type Known = Omit<Person, "groups"> & { readonly name: string };
type Self = { readonly user: string; readonly team: string; readonly firm: string | undefined };

/** Ids are those of one workspace. */
const keyOf = ({ token = "" }: WebClient, id: string): string => `${token} ${id}`;

function isNotFound(error: unknown): boolean {
  if (typeof error !== "object" || error === null || !("data" in error)) return false;
  const { data } = error;
  return (
    typeof data === "object" && data !== null && "error" in data && data.error === "users_not_found"
  );
}
