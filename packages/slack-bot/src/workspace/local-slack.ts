import { randomBytes, randomUUID } from "node:crypto";
import { createEmulator } from "emulate";
import { isObject, type Json, type JsonObject } from "../blocks/json.ts";
import { createDriver, type Driver } from "./driver.ts";
import { createHttpTransport, type Transport } from "./http-transport.ts";
import type { App } from "./payloads.ts";
import { startProxy, type Proxy } from "./proxy.ts";
import { createResponses, type ResponseContext } from "./responses.ts";
import { createAgentMethods } from "./agent-methods.ts";
import { botScopes } from "../scopes.ts";
import { channelNames, personScopes, team as seeds, userGroups } from "./team.ts";
import { agreeTo, createInstalling } from "./installing.ts";
import { createTimeline, type Timeline, type TimelineMessage } from "./timeline.ts";
import { unfurled } from "./unfurled.ts";

export type Person = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly title: string;
  readonly locale: string;
  /** Their direct messages with the bot. */
  readonly direct: string;
};
export type Channel = { readonly id: string; readonly name: string };

/** A Slack of our own on loopback: the emulator behind the recording proxy, with an invented team and its channels. */
export type LocalSlack = {
  readonly apiUrl: string;
  readonly botToken: string;
  readonly signingSecret: string;
  readonly app: App;
  readonly scopes: readonly string[];
  readonly people: readonly Person[];
  readonly channels: readonly Channel[];
  readonly proxy: Proxy;
  readonly timeline: Timeline;
  /** Delivers to the bot at the address as Slack would. */
  readonly driver: (address: string) => Driver;
  readonly driverOver: (transport: Transport) => Driver;
  /** Posts what a person wrote. */
  readonly say: (user: string, channel: string, text: string, thread?: string) => Promise<string>;
  /** A modal on top of another one, as the answer to a submission asks for it. */
  readonly layer: (user: string, below: JsonObject, view: JsonObject) => Promise<void>;
  /** What Slack's page does where somebody agrees to install the app: the address that it sends them back to. */
  readonly agree: (user: string, address: string) => Promise<string>;
  /** Every token that was issued by installing it, the oldest first. */
  readonly issued: readonly string[];
  /** Takes somebody's account away. */
  readonly remove: (user: string) => void;
  /** A file that the bot shared, with its type. */
  readonly file: (id: string) => Promise<{ readonly type: string; readonly bytes: Buffer } | null>;
  readonly close: () => Promise<void>;
};

export type LocalSlackOptions = {
  /** The socket's address that `apps.connections.open` gives. */
  readonly socketUrl?: () => string;
  /** Tokens that are issued end within the hour, and are renewed. */
  readonly rotation?: boolean;
};

const app = { app: "A0LOCAL", botUser: "U0CLIENTELE", bot: "B0CLIENTELE" };

/** Starts the emulator and the proxy, and looks up who is there. */
export async function startLocalSlack(options: LocalSlackOptions = {}): Promise<LocalSlack> {
  const botToken = `xoxb-local-${randomBytes(12).toString("hex")}`;
  const signingSecret = randomBytes(16).toString("hex");
  const emulator = await createEmulator({
    service: "slack",
    port: 0,
    seed: { slack: seedOf(botToken, signingSecret) },
  });
  const known = new Set([botToken, ...seeds.map(({ name }) => tokenOf(name))]);
  const timeline = createTimeline();
  /** Which message a `link_shared` event was about, by its `unfurl_id`. */
  const seenLinks = new Map<string, { readonly channel: string; readonly ts: string }>();
  const triggers = new Map<string, string>();
  const removed = new Set<string>();
  const ask = async (method: string, args: JsonObject, token: string): Promise<Json> => {
    const response = await fetch(`${emulator.url}/api/${method}`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(args),
    });
    return (await response.json()) as Json; // Slack's API answers JSON
  };
  const call = async (method: string, args: JsonObject, token: string): Promise<JsonObject> => {
    const json = await ask(method, args, token);
    if (!isObject(json) || json["ok"] !== true)
      throw new Error(`${method}: ${JSON.stringify(json)}`);
    return json;
  };
  const responses = createResponses({ timeline, botUser: app.botUser, call, botToken });

  const installing = createInstalling(options.rotation === true);

  const observe = (method: string, args: JsonObject, answer: JsonObject): JsonObject => {
    if (answer["ok"] !== true) return answer;
    if (method === "oauth.v2.access") return installing.issued(answer);
    if (method === "chat.postMessage" || method === "chat.update")
      timeline.put(messageOf(answer, method === "chat.update"));
    if (method === "chat.postEphemeral") timeline.put(ephemeralOf(args, answer));
    if (method === "chat.delete") timeline.remove(textOf(args["channel"]), textOf(args["ts"]));
    const view = answer["view"];
    if ((method === "views.open" || method === "views.push") && isObject(view)) {
      const user = triggers.get(textOf(args["trigger_id"]));
      if (user !== undefined) timeline[method === "views.open" ? "open" : "push"](user, view);
    }
    if (method === "views.update" && isObject(view)) timeline.update(view);
    if (method === "views.publish" && isObject(view)) timeline.home(textOf(args["user_id"]), view);
    if (method === "files.completeUploadExternal") shareFiles(args, answer);
    const user = answer["user"];
    if (method === "users.info" && isObject(user)) {
      const person = people.find(({ id }) => id === user["id"]);
      const seed = seeds.find(({ email }) => email === person?.email);
      return {
        ...answer,
        user: {
          ...user,
          locale: seed?.locale ?? "en-US",
          is_restricted: seed?.guest === true,
          is_ultra_restricted: false,
          deleted: removed.has(textOf(user["id"])),
        },
      };
    }
    return answer;
  };

  /** A file in a channel is a message of its own. */
  function shareFiles(args: JsonObject, answer: JsonObject): void {
    const channel = textOf(args["channel_id"]);
    const files = listOf(answer["files"]).map((file) => ({
      id: textOf(file["id"]),
      name: textOf(file["title"]) || textOf(file["name"]),
    }));
    if (channel === "" || files.length === 0) return;
    timeline.put({
      ts: (Date.now() / 1000).toFixed(6),
      channel,
      user: app.botUser,
      text: textOf(args["initial_comment"]),
      blocks: [],
      thread: textOf(args["thread_ts"]) || null,
      visibleTo: null,
      edited: false,
      files,
    });
  }

  /** Where a person's id stands for a channel, Slack posts to their direct messages. */
  async function direct(method: string, args: JsonObject): Promise<JsonObject | null> {
    const person = people.find(({ id }) => id === args["channel"]);
    if (method !== "chat.postMessage" || person === undefined) return null;
    const answer = await call(method, { ...args, channel: person.direct }, botToken);
    return observe(method, args, answer);
  }

  const agentMethods = createAgentMethods(
    async (args) =>
      observe("chat.postMessage", args, await call("chat.postMessage", args, botToken)),
    timeline.suggest,
  );

  const proxy = await startProxy({
    emulator: emulator.url,
    observe,
    tokenFor: installing.known,
    respond: (id, args) => responses.respond(id, args),
    own: async ({ method, args, token }) => {
      if (method === "apps.connections.open" && options.socketUrl !== undefined)
        return { ok: true, url: options.socketUrl() };
      if (method === "oauth.v2.access") return installing.renewed(args);
      if (installing.tokens.includes(token)) known.add(token);
      // The emulator takes any token.
      if (!known.has(token || textOf(args["token"]))) return { ok: false, error: "invalid_auth" };
      if (method === "chat.unfurl") return unfurled(timeline, args, seenLinks);
      if (method === "usergroups.list")
        return { ok: true, usergroups: userGroups.map(({ id, handle }) => ({ id, handle })) };
      if (method === "usergroups.users.list") {
        const group = userGroups.find(({ id }) => id === args["usergroup"]);
        const users = people.filter((_, i) => group?.members.includes(seeds[i]?.name ?? ""));
        return { ok: true, users: users.map(({ id }) => id) };
      }
      return (await agentMethods(method, args)) ?? direct(method, args);
    },
  });

  const team = textOf((await call("auth.test", {}, botToken))["team_id"]);
  const members = listOf((await call("users.list", {}, tokenOf("mia")))["members"]);
  const people: Person[] = [];
  for (const { name, realName, email, title, locale } of seeds) {
    const id = textOf(members.find((member) => member["name"] === name)?.["id"]);
    const opened = await call("conversations.open", { users: app.botUser }, tokenOf(name));
    const channel = opened["channel"];
    const room = isObject(channel) ? textOf(channel["id"]) : "";
    people.push({ id, name: realName, email, title, locale, direct: room });
  }
  const rooms = listOf((await call("conversations.list", {}, tokenOf("mia")))["channels"]);
  const channels = channelNames.flatMap((name) => {
    const room = rooms.find((found) => found["name"] === name);
    return room === undefined ? [] : [{ id: textOf(room["id"]), name }];
  });

  // As after /invite: the bot is in every channel.
  for (const { id } of channels)
    await call("conversations.invite", { channel: id, users: app.botUser }, tokenOf("mia"));

  const trigger = async (user: string, view?: string): Promise<string> => {
    const on = view === undefined ? {} : { view_id: view };
    const { trigger_id: id } = await call(
      "views.generateTriggerId",
      { user_id: user, ...on },
      botToken,
    );
    triggers.set(textOf(id), user);
    return textOf(id);
  };

  const identity: App = { team, app: app.app, botUser: app.botUser };
  const driverOver = (transport: Transport): Driver =>
    createDriver({
      app: identity,
      transport,
      responseUrl: (context: ResponseContext) => proxy.responseUrl(responses.issue(context)),
      trigger,
      onLink: (id, message) => seenLinks.set(id, message),
      eventId: () => `Ev${randomUUID().replaceAll("-", "").toUpperCase()}`,
    });

  return {
    apiUrl: proxy.apiUrl,
    botToken,
    signingSecret,
    app: identity,
    scopes: botScopes,
    people,
    channels,
    proxy,
    timeline,
    driver: (address) => driverOver(createHttpTransport(address, signingSecret)),
    driverOver,
    say: async (user, channel, text, thread) => {
      const seed = seeds[people.findIndex((person) => person.id === user)];
      if (seed === undefined) throw new RangeError(`no such person: ${user}`);
      const args = { channel, text, ...(thread === undefined ? {} : { thread_ts: thread }) };
      const posted = await call("chat.postMessage", args, tokenOf(seed.name));
      timeline.put(messageOf(posted, false));
      return textOf(posted["ts"]);
    },
    layer: async (user, below, view) => {
      const args = { trigger_id: await trigger(user, textOf(below["id"])), view };
      observe("views.push", args, await call("views.push", args, botToken));
    },
    agree: (user, address) => agreeTo(emulator.url, user, address),
    issued: installing.tokens,
    remove: (user) => void removed.add(user),
    file: async (id) => {
      const info = await ask("files.info", { file: id }, filesToken);
      const file = isObject(info) ? info["file"] : undefined;
      if (!isObject(file)) return null;
      const headers = { authorization: `Bearer ${filesToken}` };
      const response = await fetch(textOf(file["url_private"]), { headers });
      if (!response.ok) return null;
      return { type: textOf(file["mimetype"]), bytes: Buffer.from(await response.arrayBuffer()) };
    },
    close: async () => {
      await proxy.close();
      await emulator.close();
    },
  };
}

/** Reads what the bot uploaded, to show it on the page; no token of the app's. */
const filesToken = "xoxb-local-files";
const tokenOf = (name: string): string => `xoxp-local-${name}`;
const textOf = (value: Json | undefined): string => (typeof value === "string" ? value : "");
const listOf = (value: Json | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter((item: Json) => isObject(item)) : [];
const blocksOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);

function seedOf(botToken: string, signingSecret: string) {
  const bot = { type: "bot", user: app.botUser, bot_id: app.bot, bot_user_id: app.botUser };
  return {
    team: { name: "Local workspace", domain: "local" },
    users: seeds.map(({ name, realName, displayName = realName, email, title }) => ({
      name,
      real_name: realName,
      email,
      profile: { real_name: realName, display_name: displayName, email, title },
    })),
    channels: channelNames.map((name) => ({ name })),
    oauth_apps: [
      {
        app_id: app.app,
        client_id: "local",
        client_secret: "local",
        name: "Clientele",
        redirect_uris: [],
        scopes: [...botScopes],
        bot_id: app.bot,
        bot_user_id: app.botUser,
        bot_name: "clientele",
      },
    ],
    tokens: [
      { token: botToken, ...bot, app_id: app.app, scopes: [...botScopes] },
      { token: filesToken, ...bot, app_id: app.app, scopes: ["files:read"] },
      ...seeds.map(({ name }) => ({ token: tokenOf(name), user: name, scopes: [...personScopes] })),
    ],
    signing_secret: signingSecret,
    strict_scopes: true,
  };
}

function messageOf(answer: JsonObject, edited: boolean): TimelineMessage {
  const message = isObject(answer["message"]) ? answer["message"] : {};
  return {
    ts: textOf(answer["ts"]),
    channel: textOf(answer["channel"]),
    user: textOf(message["user"]),
    text: textOf(message["text"]),
    blocks: blocksOf(message["blocks"]),
    thread: textOf(message["thread_ts"]) || null,
    visibleTo: null,
    edited,
  };
}

const ephemeralOf = (args: JsonObject, answer: JsonObject): TimelineMessage => ({
  ts: textOf(answer["message_ts"]),
  channel: textOf(args["channel"]),
  user: app.botUser,
  text: textOf(args["text"]),
  blocks: blocksOf(args["blocks"]),
  thread: textOf(args["thread_ts"]) || null,
  visibleTo: textOf(args["user"]),
  edited: false,
});
