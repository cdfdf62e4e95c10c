import { z } from "zod";
import { isObject, type Json, type JsonObject } from "../blocks/json.ts";
import type { Driver } from "./driver.ts";
import type { LocalSlack } from "./local-slack.ts";
import { submitModal } from "./page-submit.ts";
import { viewContext } from "./payloads.ts";
import { parseJson } from "./request-body.ts";

const actor = { user: z.string().max(40), channel: z.string().max(40) };
const message = z.object({
  ts: z.string().max(40),
  ephemeral: z.boolean(),
  thread: z.string().max(40).optional(),
  unfurl: z.string().max(3000).optional(),
});
const json: z.ZodType<JsonObject> = z.record(z.string(), z.json()) as z.ZodType<JsonObject>; // z.json's arrays are mutable
/** Where a control stands that is no message's. */
const place = z.enum(["modal", "home"]).optional();

/** What a person does on the page. */
export const deeds = z.discriminatedUnion("do", [
  z.object({
    do: z.literal("write"),
    ...actor,
    text: z.string().min(1).max(4000),
    thread: z.string().max(40).optional(),
    beside: z.string().max(40).optional(),
  }),
  z.object({ do: z.literal("agent"), ...actor, beside: z.string().max(40).optional() }),
  z.object({
    do: z.literal("press"),
    ...actor,
    action: json,
    message: message.optional(),
    place,
    values: json.optional(),
  }),
  z.object({
    do: z.literal("suggest"),
    ...actor,
    actionId: z.string(),
    blockId: z.string(),
    typed: z.string().max(200),
    place,
  }),
  z.object({ do: z.literal("submit"), ...actor, values: json }),
  z.object({ do: z.literal("close-modal"), ...actor, all: z.boolean().optional() }),
  z.object({ do: z.literal("home"), ...actor }),
  z.object({ do: z.literal("shortcut"), ...actor, callback: z.string().max(255) }),
  z.object({
    do: z.literal("message-shortcut"),
    ...actor,
    callback: z.string().max(255),
    ts: z.string().max(40),
  }),
]);

export type Deed = z.infer<typeof deeds>;

/** What the page is told at once; messages come by the stream. */
export type Done = {
  /** The bot's HTTP status; 0 where it did not answer within three seconds. */
  readonly status: number;
  readonly options?: Json;
  /** What the bot finds wrong in a modal's fields, by block. */
  readonly errors?: JsonObject;
};

/** Tells the bot what a person did, by the same requests that Slack would send. */
export async function doDeed(slack: LocalSlack, driver: Driver, deed: Deed): Promise<Done> {
  const { timeline } = slack;
  switch (deed.do) {
    case "write":
      return write(slack, driver, deed);
    case "press":
      return press(slack, driver, deed);
    case "suggest": {
      const view = viewAt(slack, deed.user, deed.place);
      const { actionId, blockId, typed } = deed;
      const { status, body } = await driver.suggest(deed, actionId, blockId, typed, view);
      return { status, options: optionsIn(parseJson(body)) };
    }
    case "submit":
      return submitModal(slack, driver, deed, deed.values);
    case "close-modal": {
      const view = timeline.modalOf(deed.user);
      const all = deed.all === true;
      if (all) timeline.clear(deed.user);
      else timeline.pop(deed.user);
      if (view?.["notify_on_close"] === true) await driver.close(deed, view, all);
      return { status: 200 };
    }
    case "home": {
      const person = slack.people.find(({ id }) => id === deed.user);
      const where = { user: deed.user, channel: person?.direct ?? "" };
      return { status: (await driver.home(where, timeline.homeOf(deed.user))).status };
    }
    case "agent":
      return { status: (await driver.agent(deed, deed.beside)).status };
    case "shortcut":
      return { status: (await driver.shortcut(deed, deed.callback)).status };
    case "message-shortcut": {
      const found = timeline.find(deed.channel, deed.ts);
      if (found === undefined) return { status: 404 };
      const said = { ts: found.ts, text: found.text };
      return { status: (await driver.shortcut(deed, deed.callback, said)).status };
    }
  }
}

const viewAt = (
  { timeline }: LocalSlack,
  user: string,
  at: "modal" | "home" | undefined,
): JsonObject | undefined =>
  at === "home" ? timeline.homeOf(user) : at === "modal" ? timeline.modalOf(user) : undefined;

/** Options of a select that searches, those of groups one after the other. */
function optionsIn(answer: Json): Json {
  if (!isObject(answer)) return [];
  const groups = answer["option_groups"];
  if (!Array.isArray(groups)) return answer["options"] ?? [];
  return groups.flatMap((group: Json) =>
    isObject(group) && Array.isArray(group["options"]) ? group["options"] : [],
  );
}

async function press(
  slack: LocalSlack,
  driver: Driver,
  deed: Deed & { do: "press" },
): Promise<Done> {
  const view = viewAt(slack, deed.user, deed.place);
  if (deed.place !== undefined) {
    if (view === undefined) return { status: 404 };
    const state = { values: deed.values ?? {} };
    return { status: (await driver.press(deed, deed.action, { view: { ...view, state } })).status };
  }
  const { thread, unfurl, ...shown } = deed.message ?? { ts: "", ephemeral: true };
  const pressed = {
    ...shown,
    ...(thread === undefined ? {} : { thread }),
    ...(unfurl === undefined ? {} : { unfurl }),
  };
  return { status: (await driver.press(deed, deed.action, { message: pressed })).status };
}

/** A command goes to the bot and is not posted; other texts are posted, and told to the bot where it would hear of them. */
async function write(
  slack: LocalSlack,
  driver: Driver,
  { user, channel, text, thread, beside }: Deed & { do: "write" },
): Promise<Done> {
  const command = /^\/segment(?:\s+(.*))?$/su.exec(text.trim());
  if (command !== null && thread === undefined)
    return { status: (await driver.command({ user, channel }, command[1] ?? "")).status };
  const mention = `<@${slack.app.botUser}>`;
  const links = [...text.matchAll(/https?:\/\/[^\s<>]+/g)]
    .map(([url]) => url.replace(/[.,;:!?)]+$/, ""))
    .filter((url) => URL.canParse(url));
  const said = links
    .reduce((all, url) => all.replaceAll(escaped(url), `<${escaped(url)}>`), escaped(text))
    .replaceAll(/@clientele\b/giu, mention);
  const ts = await slack.say(user, channel, said, thread);
  const event = { user, channel, text: said, ts, event_ts: ts, team: slack.app.team };
  const inThread = thread === undefined ? {} : { thread_ts: thread };
  const direct = slack.people.some((person) => person.direct === channel);
  if (links.length > 0) await driver.links({ user, channel }, ts, links);
  if (!direct && !said.includes(mention)) return { status: 200 };
  const { status } = await driver.event(
    direct
      ? {
          ...event,
          ...inThread,
          type: "message",
          channel_type: "im",
          app_context: viewContext(slack.app, beside),
        }
      : { ...event, ...inThread, type: "app_mention" },
  );
  return { status };
}

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
