/** What messages about a request say, each in its reader's language. */
import { messageOf, type Problem, type PublishPost, type PublishRequest } from "@clientele/core";
import { formatCell, formatTime, readFigures } from "@clientele/core/views";
import type { KnownBlock } from "@slack/types";
import { seal, type Message } from "../blocks/message.ts";
import { sections } from "../blocks/render-view.ts";
import { escapeMrkdwn } from "../blocks/text.ts";
import { approvalMessages } from "../messages/approvals.ts";
import { botLocale, type BotLocale } from "../messages/index.ts";
import { againRow, requestCard } from "../screens/request-card.ts";
import type { PostPlace } from "./posts.ts";
import type { Work } from "./work.ts";

/** @returns `null` where there is nothing to say any more */
export async function contentOf(
  work: Work,
  request: PublishRequest,
  { kind }: PublishPost,
  { user }: PostPlace,
): Promise<Message | null> {
  const { client, services, localeOf, clock } = work;
  const { deciders, log } = services;
  const project = services.project();
  const locale = user === null ? botLocale(project.locale) : await localeOf(client, user);
  const names = {
    author: await deciders.nameOf(client, request.author),
    decidedBy: request.decision === null ? "" : await deciders.nameOf(client, request.decision.by),
  };
  const today = clock().toISOString().slice(0, 10);
  const messages = approvalMessages(locale);
  if (kind === "card") {
    const { approvers } =
      user === null ? await deciders.audience(client, request.author) : { approvers: [] };
    const format = (cell: Parameters<typeof formatCell>[0]) => formatCell(cell, { locale, today });
    return requestCard({ request, names, project, locale, today, format, log }, approvers);
  }
  const { title } = request;
  const say = (text: string, below: readonly KnownBlock[] = []): Message =>
    seal(text, [...sections([escapeMrkdwn(text)]), ...below], log);
  if (kind.startsWith("again:"))
    return request.stage === "waiting" ? say(messages.again(title)) : null;
  const [, stage = ""] = kind.split(":");
  const why = request.decision?.why ?? "";
  const reason = why === "" ? [] : sections([`“${escapeMrkdwn(why)}”`]);
  switch (stage) {
    case "waiting":
      return say(messages.told.waiting(title, await askedOf(work, request, messages.approve)), [
        ...sections([
          escapeMrkdwn(
            messages.until(
              formatTime(request.expires, { locale, today, weekday: true }, project.timezone),
            ),
          ),
        ]),
      ]);
    case "again":
      return say(messages.told.again(title));
    case "nobody":
      return say(messages.told.nobody(title));
    case "live":
      return say(messages.told.live(title, names.decidedBy), reason);
    case "rejected":
      return say(messages.told.rejected(title, names.decidedBy), reason);
    case "expired":
      return say(messages.told.expired(title), [againRow(request, messages.askAgain)]);
    case "blocked":
      return say(messages.told.blocked(title), sections(troublesOf(request, locale)));
    default:
      return null;
  }
}

/** Those who are asked, as people call them; or the channel. */
async function askedOf(
  { client, services }: Work,
  { author }: PublishRequest,
  otherwise: string,
): Promise<string> {
  const { channel, approvers } = await services.deciders.audience(client, author);
  const names = await Promise.all(
    approvers.slice(0, 5).map((user) => services.deciders.nameOf(client, user)),
  );
  return names.join(", ") || channel || otherwise;
}

const mostLines = 10;

/** Why it cannot be published, a line each. */
function troublesOf(request: PublishRequest, locale: BotLocale): readonly string[] {
  const messages = approvalMessages(locale);
  // Only `advance` writes it, from problems.
  const problems = JSON.parse(request.trouble ?? "[]") as readonly Problem[];
  const failures = readFigures(request.figures)?.checks.failures ?? [];
  return [
    ...problems.map((p) => `${p.file}:${p.range.start.line + 1} ${messageOf(p, locale)}`),
    ...failures.map((f) => messages.checkFails(f.name, f.subject, f.expected, f.got)),
  ]
    .slice(0, mostLines)
    .map(escapeMrkdwn);
}
