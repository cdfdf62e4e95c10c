import { textFor } from "@clientele/core/language";
import { agentMessages } from "../../messages/agent.ts";
import { askerOf, type Listening } from "../answering.ts";
import type { Offered } from "./offered.ts";

/** Slack shows so many, each of so many characters. */
const most = 4;
const longest = 75;

/** Questions to begin with, whenever somebody opens the bot's messages: with a segment that they may ask about. */
export function registerPrompts(listening: Listening, offered: Offered): void {
  const { app, services } = listening;
  app.event("app_home_opened", async ({ event, client }) => {
    if (event.tab !== "messages") return;
    const { user, channel } = event;
    const who = await askerOf(listening, { client, user, channel });
    if ("refusal" in who) return;
    const { viewer, locale } = who.asker;
    const run = services.project().base?.run ?? null;
    const reader = await services.asking.readerFor(viewer, run);
    const [segment] = (reader?.catalog.segmentations ?? []).flatMap(({ segments }) => segments);
    if (segment === undefined) return;
    const words = agentMessages(locale);
    const prompts = words
      .prompts(textFor(segment.title, locale))
      .slice(0, most)
      .map((text) => ({ title: text.slice(0, longest), message: text }));
    // Without a thread: apps of the agent view have one conversation, and a thread would make Slack ignore the call.
    await offered("assistant.threads.setSuggestedPrompts", () =>
      client.assistant.threads.setSuggestedPrompts({
        channel_id: channel,
        title: words.promptsTitle,
        prompts,
      }),
    );
  });
}
