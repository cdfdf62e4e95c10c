import { randomBytes, randomUUID } from "node:crypto";
import { createEmulator } from "emulate";
import { isObject, type Json, type JsonObject } from "../blocks/json.ts";
import { createDriver, type Driver } from "./driver.ts";
import { createHttpTransport, type Transport } from "./http-transport.ts";
import type { App } from "./payloads.ts";
import { startProxy, type Proxy } from "./proxy.ts";
import { createResponses, type ResponseContext } from "./responses.ts";
import { createTimeline, type Timeline, type TimelineMessage } from "./timeline.ts";

export type Person = {
  readonly id: string;
  readonly name: string;
  readonly locale: string;
  /** Their direct messages with the bot. */
  readonly direct: string;
};
export type Channel = { readonly id: string; readonly name: string };

/** A Slack of our own on loopback: the emulator behind the recording proxy, with two people and a channel. */
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
  readonly close: () => Promise<void>;
};

export type LocalSlackOptions = {
  /** The socket's address that `apps.connections.open` gives. */
  readonly socketUrl?: () => string;
};

const app = { app: "A0LOCAL", botUser: "U0CLIENTELE", bot: "B0CLIENTELE" };
const seeds = [
  { name: "mia", real_name: "Mia Clarke", locale: "en-GB" },
  { name: "lina", real_name: "李娜", locale: "zh-CN" },
];
/** The same as in the manifest, and the emulator is strict about them. */
const botScopes = "app_mentions:read chat:write commands im:history users:read".split(" ");
const personScopes =
  "chat:write users:read channels:read channels:history im:read im:write im:history".split(" ");

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
  const locales = new Map<string, string>();
  const triggers = new Map<string, string>();
  const call = async (method: string, args: JsonObject, token: string): Promise<JsonObject> => {
    const response = await fetch(`${emulator.url}/api/${method}`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(args),
    });
    const json = (await response.json()) as Json; // Slack's API answers JSON
    if (!isObject(json) || json["ok"] !== true)
      throw new Error(`${method}: ${JSON.stringify(json)}`);
    return json;
  };
  const responses = createResponses({ timeline, botUser: app.botUser, call, botToken });

  const observe = (method: string, args: JsonObject, answer: JsonObject): JsonObject => {
    if (answer["ok"] !== true) return answer;
    if (method === "chat.postMessage" || method === "chat.update")
      timeline.put(messageOf(answer, method === "chat.update"));
    if (method === "chat.postEphemeral") timeline.put(ephemeralOf(args, answer));
    if (method === "chat.delete") timeline.remove(textOf(args["channel"]), textOf(args["ts"]));
    const view = answer["view"];
    if (method === "views.open" && isObject(view)) {
      const user = triggers.get(textOf(args["trigger_id"]));
      if (user !== undefined) timeline.modal(user, view);
    }
    if (method === "views.update" && isObject(view))
      for (const person of people)
        if (timeline.modalOf(person.id)?.["id"] === view["id"]) timeline.modal(person.id, view);
    const user = answer["user"];
    if (method === "users.info" && isObject(user))
      return { ...answer, user: { ...user, locale: locales.get(textOf(user["id"])) ?? "en-US" } };
    return answer;
  };

  const proxy = await startProxy({
    emulator: emulator.url,
    observe,
    respond: (id, args) => responses.respond(id, args),
    own: async ({ method, args, token }) => {
      if (method === "apps.connections.open" && options.socketUrl !== undefined)
        return { ok: true, url: options.socketUrl() };
      // The emulator takes any token.
      return known.has(token || textOf(args["token"]))
        ? null
        : { ok: false, error: "invalid_auth" };
    },
  });

  const team = textOf((await call("auth.test", {}, botToken))["team_id"]);
  const members = listOf((await call("users.list", {}, tokenOf("mia")))["members"]);
  const people: Person[] = [];
  for (const seed of seeds) {
    const id = textOf(members.find((member) => member["name"] === seed.name)?.["id"]);
    locales.set(id, seed.locale);
    const opened = await call("conversations.open", { users: app.botUser }, tokenOf(seed.name));
    const channel = opened["channel"];
    const direct = isObject(channel) ? textOf(channel["id"]) : "";
    people.push({ id, name: seed.real_name, locale: seed.locale, direct });
  }
  const rooms = listOf((await call("conversations.list", {}, tokenOf("mia")))["channels"]);
  const channels = rooms
    .filter((room) => room["name"] === "sales")
    .map((room) => ({ id: textOf(room["id"]), name: textOf(room["name"]) }));

  const identity: App = { team, app: app.app, botUser: app.botUser };
  const driverOver = (transport: Transport): Driver =>
    createDriver({
      app: identity,
      transport,
      responseUrl: (context: ResponseContext) => proxy.responseUrl(responses.issue(context)),
      trigger: async (user) => {
        const { trigger_id: id } = await call(
          "views.generateTriggerId",
          { user_id: user },
          botToken,
        );
        triggers.set(textOf(id), user);
        return textOf(id);
      },
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
    close: async () => {
      await proxy.close();
      await emulator.close();
    },
  };
}

const tokenOf = (name: string): string => `xoxp-local-${name}`;
const textOf = (value: Json | undefined): string => (typeof value === "string" ? value : "");
const listOf = (value: Json | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter((item: Json) => isObject(item)) : [];
const blocksOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);

function seedOf(botToken: string, signingSecret: string) {
  const bot = { type: "bot", user: app.botUser, bot_id: app.bot, bot_user_id: app.botUser };
  return {
    team: { name: "Local workspace", domain: "local" },
    users: seeds.map(({ name, real_name }) => ({ name, real_name, email: `${name}@example.com` })),
    channels: [{ name: "sales" }],
    oauth_apps: [
      {
        app_id: app.app,
        client_id: "local",
        client_secret: "local",
        name: "Clientele",
        redirect_uris: [],
        scopes: botScopes,
        bot_id: app.bot,
        bot_user_id: app.botUser,
        bot_name: "clientele",
      },
    ],
    tokens: [
      { token: botToken, ...bot, app_id: app.app, scopes: botScopes },
      ...seeds.map(({ name }) => ({ token: tokenOf(name), user: name, scopes: personScopes })),
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
