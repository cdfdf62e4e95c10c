import { viewerOf } from "@clientele/core";
import type { App } from "@slack/bolt";
import type { WebClient } from "@slack/web-api";
import { answerQuestion } from "../ask/answer.ts";
import type { Question } from "../ask/question.ts";
import type { Message } from "../blocks/message.ts";
import type { Services } from "../services.ts";
import type { LocaleOf } from "./locale.ts";

/** What every listener is given. */
export type Listening = {
  readonly app: App;
  readonly services: Services;
  readonly localeOf: LocaleOf;
};

/** Where a question came from. */
export type From = { readonly client: WebClient; readonly user: string; readonly channel: string };

/** Nothing in a message becomes a mention, and nothing unfolds. */
export const literal = {
  parse: "none",
  link_names: false,
  unfurl_links: false,
  unfurl_media: false,
} as const;

/** The answer in the language of whoever asks. */
export async function answerFor(
  { services, localeOf }: Listening,
  { client, user, channel }: From,
  question: Question,
): Promise<Message> {
  const locale = await localeOf(client, user);
  const viewer = viewerOf(`slack:${user}`);
  return answerQuestion(services, { user, channel, locale, viewer }, question);
}
