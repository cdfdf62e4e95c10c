/** Who decides on publish requests: `access.yaml` as it is now, beside what Slack says of people. */
import {
  isAuthor,
  mayApprove,
  namedApprovers,
  type AccessModel,
  type Person,
} from "@clientele/core";
import type { Host } from "@clientele/core/host";
import { WebAPIPlatformError, type WebClient } from "@slack/web-api";
import type { Directory } from "./directory.ts";

/** Where a request is shown, and who may decide on it, by their ids in Slack. */
export type Audience = {
  /** By id or as `#name`; `null`: each approver is written to. */
  readonly channel: string | null;
  readonly approvers: readonly string[];
};

export type Deciders = {
  /** Everybody whom the file names, the author left out. Rejects where Slack or the engine does not say. */
  readonly audience: (client: WebClient, author: string) => Promise<Audience>;
  /** Whether somebody may decide on a request of this author, as Slack said within the last minute. */
  readonly may: (client: WebClient, user: string, author: string) => Promise<boolean>;
  /** The same for who decides now: Slack is asked anew, because they may be gone since. */
  readonly mayNow: (client: WebClient, user: string, author: string) => Promise<boolean>;
  readonly isAuthor: (client: WebClient, user: string, author: string) => Promise<boolean>;
  /** The workspace that the file names for requests; `null`: that of their author. */
  readonly workspace: () => Promise<string | null>;
  /** The id in Slack of an author; `null` where nobody has their address. */
  readonly userOf: (client: WebClient, author: string) => Promise<string | null>;
  /** What people call an author, or an actor such as `slack:U024BE7LH`. */
  readonly nameOf: (client: WebClient, who: string) => Promise<string>;
};

export function createDeciders(engine: Pick<Host, "call">, directory: Directory): Deciders {
  const file = async (): Promise<{
    readonly access: AccessModel | null;
    readonly today: string;
  }> => {
    const answer = await engine.call("access", {});
    if (!answer.ok) throw new Error("the engine does not say who may approve");
    // A file that is broken lets nobody approve.
    return answer.value;
  };

  const userOf: Deciders["userOf"] = async (client, author) =>
    author.includes("@") ? ((await directory.byEmail(client, author))?.id ?? null) : author;

  /** Of a user group by id or handle. */
  const membersOf = async (client: WebClient, group: string): Promise<readonly string[]> => {
    const { usergroups = [] } = await client.usergroups.list({});
    const found = usergroups.find(({ id, handle }) => id === group || handle === group);
    if (found?.id === undefined) return [];
    return (await client.usergroups.users.list({ usergroup: found.id })).users ?? [];
  };

  const person = (client: WebClient, user: string, access: AccessModel | null): Promise<Person> =>
    directory.person(client, user, access);

  const decides = async (
    client: WebClient,
    user: string,
    author: string,
    { access, today }: Awaited<ReturnType<typeof file>>,
  ): Promise<boolean> => {
    if (access === null) return false;
    const who = await person(client, user, access);
    return mayApprove(access, who, author, { channel: null, today });
  };

  const may: Deciders["may"] = async (client, user, author) =>
    decides(client, user, author, await file());

  return {
    audience: async (client, author) => {
      const read = await file();
      const { access, today } = read;
      if (access === null) return { channel: null, approvers: [] };
      const { people, groups } = namedApprovers(access, today);
      const found = new Set<string>();
      for (const name of people) {
        const user = await userOf(client, name);
        if (user !== null) found.add(user);
      }
      for (const group of groups)
        for (const user of await membersOf(client, group)) found.add(user);
      const approvers: string[] = [];
      for (const user of found) if (await decides(client, user, author, read)) approvers.push(user);
      return { channel: access.approvalsChannel, approvers: approvers.toSorted() };
    },
    may,
    mayNow: (client, user, author) => {
      directory.forget(user);
      return may(client, user, author);
    },
    isAuthor: async (client, user, author) => {
      const { access } = await file();
      return isAuthor(access, await person(client, user, access), author);
    },
    workspace: async () => (await file()).access?.approvalsWorkspace ?? null,
    userOf,
    nameOf: async (client, who) => {
      const name = who.replace(/^slack:/, "");
      if (who.startsWith("cli:")) return who.slice("cli:".length);
      // What was published before there were requests may be anybody's word.
      if (!/^[UW][A-Z0-9]+$|@/.test(name)) return who;
      if (name.includes("@")) return (await directory.byEmail(client, name))?.name ?? name;
      try {
        return await directory.nameOf(client, name);
      } catch (error) {
        // Somebody of another workspace, or of before it was set up anew.
        if (error instanceof WebAPIPlatformError && error.data.error === "user_not_found")
          return who;
        throw error;
      }
    },
  };
}
