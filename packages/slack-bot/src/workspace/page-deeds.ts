import { z } from "zod";
import { isObject, type Json, type JsonObject } from "../blocks/json.ts";
import type { Driver } from "./driver.ts";
import type { LocalSlack } from "./local-slack.ts";
import { parseJson } from "./request-body.ts";

const actor = { user: z.string().max(40), channel: z.string().max(40) };
const message = z.object({
  ts: z.string().max(40),
  ephemeral: z.boolean(),
  thread: z.string().max(40).optional(),
});
const json: z.ZodType<JsonObject> = z.record(z.string(), z.json()) as z.ZodType<JsonObject>; // z.json's arrays are mutable

/** What a person does on the page. */
export const deeds = z.discriminatedUnion("do", [
  z.object({
    do: z.literal("write"),
    ...actor,
    text: z.string().min(1).max(4000),
    thread: z.string().max(40).optional(),
  }),
  z.object({ do: z.literal("press"), ...actor, action: json, message: message.optional() }),
  z.object({
    do: z.literal("suggest"),
    ...actor,
    actionId: z.string(),
    blockId: z.string(),
    typed: z.string().max(200),
  }),
  z.object({ do: z.literal("submit"), ...actor, values: json }),
  z.object({ do: z.literal("close-modal"), ...actor }),
  z.object({ do: z.literal("shortcut"), ...actor }),
  z.object({ do: z.literal("look-up-message"), ...actor, ts: z.string().max(40) }),
]);

export type Deed = z.infer<typeof deeds>;

/** What the page is told at once; messages come by the stream. */
export type Done = {
  readonly status: number;
  readonly options?: Json;
};

/** Tells the bot what a person did, by the same requests that Slack would send. */
export async function doDeed(slack: LocalSlack, driver: Driver, deed: Deed): Promise<Done> {
  switch (deed.do) {
    case "write":
      return write(slack, driver, deed);
    case "press": {
      const view = deed.message === undefined ? slack.timeline.modalOf(deed.user) : undefined;
      const { thread, ...shown } = deed.message ?? { ts: "", ephemeral: true };
      const where =
        view === undefined
          ? { message: { ...shown, ...(thread === undefined ? {} : { thread }) } }
          : { view };
      const { status } = await driver.press(deed, deed.action, where);
      return { status };
    }
    case "suggest": {
      const { status, body } = await driver.suggest(deed, deed.actionId, deed.blockId, deed.typed);
      const answer = parseJson(body);
      return { status, options: isObject(answer) ? (answer["options"] ?? []) : [] };
    }
    case "submit":
      return submit(slack, driver, deed);
    case "close-modal":
      slack.timeline.modal(deed.user, null);
      return { status: 200 };
    case "shortcut":
      return { status: (await driver.shortcut(deed, "look_up")).status };
    case "look-up-message": {
      const found = slack.timeline.find(deed.channel, deed.ts);
      if (found === undefined) return { status: 404 };
      const said = { ts: found.ts, text: found.text };
      return { status: (await driver.shortcut(deed, "look_up_message", said)).status };
    }
  }
}

/** A command goes to the bot and is not posted; other texts are posted, and told to the bot where it would hear of them. */
async function write(
  slack: LocalSlack,
  driver: Driver,
  { user, channel, text, thread }: Deed & { do: "write" },
): Promise<Done> {
  const command = /^\/segment(?:\s+(.*))?$/su.exec(text.trim());
  if (command !== null && thread === undefined)
    return { status: (await driver.command({ user, channel }, command[1] ?? "")).status };
  const mention = `<@${slack.app.botUser}>`;
  const said = text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll(/@clientele\b/giu, mention);
  const ts = await slack.say(user, channel, said, thread);
  const event = { user, channel, text: said, ts, event_ts: ts, team: slack.app.team };
  const inThread = thread === undefined ? {} : { thread_ts: thread };
  const direct = slack.people.some((person) => person.direct === channel);
  if (!direct && !said.includes(mention)) return { status: 200 };
  const { status } = await driver.event(
    direct
      ? { ...event, ...inThread, type: "message", channel_type: "im" }
      : { ...event, ...inThread, type: "app_mention" },
  );
  return { status };
}

async function submit(
  { timeline }: LocalSlack,
  driver: Driver,
  deed: Deed & { do: "submit" },
): Promise<Done> {
  const view = timeline.modalOf(deed.user);
  if (view === undefined) return { status: 404 };
  const { status, body } = await driver.submit(deed, { ...view, state: { values: deed.values } });
  const answer = parseJson(body);
  const next = isObject(answer) ? answer["view"] : undefined;
  // The bot may have put its answer there already; what it acknowledged with is older.
  const unchanged = timeline.modalOf(deed.user) === view;
  if (isObject(next) && unchanged) timeline.modal(deed.user, { ...next, id: view["id"] ?? "" });
  else if (!isObject(next)) timeline.modal(deed.user, null);
  return { status };
}
