import { mayDo } from "@clientele/core";
import type { App } from "@slack/bolt";
import type { WebClient } from "@slack/web-api";
import { answerQuestion } from "../ask/answer.ts";
import type { Question } from "../ask/question.ts";
import type { Asker } from "../ask/reply.ts";
import { notice, type Message } from "../blocks/message.ts";
import { messagesFor } from "../messages/index.ts";
import type { Services } from "../services.ts";
import type { LocaleOf } from "./locale.ts";

/** What every listener is given. */
export type Listening = {
  readonly app: App;
  readonly services: Services;
  readonly localeOf: LocaleOf;
};

/** Where a question came from. */
export type From = {
  readonly client: WebClient;
  readonly user: string;
  readonly channel: string;
  /** The thread that the answer goes to. */
  readonly thread?: string;
  /** The channel beside the agent view. */
  readonly beside?: string | undefined;
  /** The Slack workspace. */
  readonly place?: string | undefined;
};

/** Nothing in a message becomes a mention, and nothing unfolds. */
export const literal = {
  parse: "none",
  link_names: false,
  unfurl_links: false,
  unfurl_media: false,
} as const;

/** Who asks, with what they may see; or what is said to somebody who may not ask, whatever they asked for. */
export async function askerOf(
  { services, localeOf }: Listening,
  { client, user, channel, thread, beside, place = "" }: From,
): Promise<{ readonly asker: Asker } | { readonly refusal: Message }> {
  const [locale, sighted] = await Promise.all([
    localeOf(client, user),
    services.access.of(client, user, channel, beside),
  ]);
  const messages = messagesFor(locale);
  const refusal = (text: string) => ({ refusal: notice(text, services.log) });
  if (sighted.kind === "unknown")
    switch (sighted.why) {
      case "slack":
        return refusal(messages.whoUnknown);
      case "engine":
        return refusal(messages.engineDown);
      case "file":
        return refusal(messages.accessBroken);
    }
  const { viewer, ask, file } = sighted;
  if (!mayDo(viewer, "look_up")) return refusal(messages.noAccess(ask));
  const owners = file
    ? { ownerIsNobody: (owner: string) => services.access.isNobody(client, owner) }
    : {};
  const placed = {
    ...(thread === undefined ? {} : { thread }),
    ...(beside === undefined ? {} : { beside }),
  };
  const slack = { client, place };
  return {
    asker: { user, channel, locale, viewer, ask: ask ?? undefined, slack, ...owners, ...placed },
  };
}

/** The answer for whoever asks alone, in their language. */
export async function answerFor(
  listening: Listening,
  from: From,
  question: Question,
): Promise<Message> {
  const who = await askerOf(listening, from);
  return "refusal" in who ? who.refusal : answerQuestion(listening.services, who.asker, question);
}
