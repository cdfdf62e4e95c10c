import { textFor } from "@clientele/core/language";
import type { WebClient } from "@slack/web-api";
import { readingOf } from "../../ask/reply.ts";
import { spokenBeside } from "../../ask/spoken-of.ts";
import { agentMessages } from "../../messages/agent.ts";
import { truncate } from "../../blocks/text.ts";
import { askerOf, type Listening } from "../answering.ts";
import type { Beside } from "./beside.ts";
import type { Offered } from "./offered.ts";

/** Slack shows so many, each of so many characters. */
const most = 4;
const longest = 75;
/** Of so many people it is remembered what is suggested to them. */
const mostPeople = 10_000;

/** Whose messages with the bot, and where they are. */
type Opened = { readonly user: string; readonly channel: string };

/**
 * Questions to begin with, whenever somebody opens the bot's messages: with a segment that they may ask about, and the customer whom
 * the channel beside them spoke of. They follow where somebody goes on to another channel.
 */
export function registerPrompts(listening: Listening, offered: Offered, beside: Beside): void {
  const { app, services } = listening;
  /** By person, where their messages with the bot are, and what is suggested there. */
  const shown = new Map<string, { readonly channel: string; readonly prompts: string }>();

  const suggest = async (client: WebClient, { user, channel }: Opened, again: boolean) => {
    const who = await askerOf(listening, { client, user, channel, beside: beside.of(user) });
    if ("refusal" in who) return;
    const { viewer, locale } = who.asker;
    const run = services.project().base?.run ?? null;
    const reader = await services.asking.readerFor(viewer, run);
    const [segment] = (reader?.catalog.segmentations ?? []).flatMap(({ segments }) => segments);
    if (segment === undefined) return;
    const words = agentMessages(locale);
    const spoken = await spokenBeside(services, readingOf(who.asker));
    const prompts = [
      ...(spoken === null ? [] : words.about(spoken.label, spoken.id)),
      ...words.prompts(textFor(segment.title, locale)).map((text) => ({
        title: text,
        message: text,
      })),
    ]
      .slice(0, most)
      .map(({ title, message }) => ({ title: truncate(title, longest), message }));
    const told = JSON.stringify(prompts);
    if (!again && shown.get(user)?.prompts === told) return;
    shown.delete(user);
    shown.set(user, { channel, prompts: told });
    const [oldest] = shown.keys();
    if (shown.size > mostPeople && oldest !== undefined) shown.delete(oldest);
    // Without a thread: apps of the agent view have one conversation, and a thread would make Slack ignore the call.
    await offered("assistant.threads.setSuggestedPrompts", () =>
      client.assistant.threads.setSuggestedPrompts({
        channel_id: channel,
        title: words.promptsTitle,
        prompts,
      }),
    );
  };

  app.event("app_home_opened", async ({ event, client }) => {
    beside.note(event.user, event.context);
    if (event.tab === "messages") await suggest(client, event, true);
  });

  app.event("app_context_changed", async ({ event, body, client }) => {
    const { context } = event;
    // Slack's own example names who looks in the authorizations alone.
    const looking = body.authorizations?.find((by) => !by.is_bot)?.user_id;
    const user = (event.user as string | undefined) ?? looking;
    if (user === undefined) return;
    beside.note(user, context);
    // Whoever did not open the messages sees no suggestions.
    const opened = shown.get(user);
    if (opened !== undefined) await suggest(client, { user, channel: opened.channel }, false);
  });
}
