import type { PublishRequest } from "@clientele/core";
import { liveSentence, requestState } from "@clientele/core/views";
import type { KnownBlock, SectionBlock } from "@slack/types";
import type { WebClient } from "@slack/web-api";
import type { Reading } from "../../ask/reply.ts";
import { context, sections } from "../../blocks/render-view.ts";
import { escapeMrkdwn } from "../../blocks/text.ts";
import { approvalMessages } from "../../messages/approvals.ts";
import {
  againAction,
  requestButton,
  reviewAction,
  slackTime,
  withNames,
} from "../../screens/request-card.ts";
import type { Listening } from "../answering.ts";

const mostRequests = 10;
/** Own requests that have ended are told for so long, in milliseconds. */
const recent = 7 * 86_400_000;

/** Publish requests that wait for somebody, how their own stand, and what is live. Nothing for who has to do with neither. */
export async function approvalsSection(
  { services }: Listening,
  reading: Reading,
  _place: string,
  client: WebClient,
): Promise<readonly KnownBlock[]> {
  const { locale, user } = reading.asker;
  const { deciders, state } = services;
  const messages = approvalMessages(locale);
  const all = await state.requests.list({ limit: 50 });
  const since = new Date(Date.now() - recent).toISOString();
  const rows: KnownBlock[] = [];
  const { timezone } = services.project();
  const named = async (request: PublishRequest) =>
    withNames(request, {
      author: await deciders.nameOf(client, request.author),
      decidedBy:
        request.decision === null ? "" : await deciders.nameOf(client, request.decision.by),
    });
  const until = (request: PublishRequest): string =>
    messages.until(slackTime(request.expires, locale, reading.told.today, timezone));
  const title = (request: PublishRequest): string =>
    `*${escapeMrkdwn(request.title).replaceAll("*", "∗")}*`;
  for (const request of all) {
    if (rows.length >= mostRequests) break;
    const { id, round, stage, author, endedAt } = request;
    if (stage === "waiting" && (await deciders.may(client, user, author))) {
      const who = escapeMrkdwn(messages.homeBy(await deciders.nameOf(client, author)));
      rows.push({
        ...line(`${title(request)} · ${who} · ${until(request)}`),
        accessory: {
          ...requestButton(reviewAction, messages.review, { id, round }),
          accessibility_label: messages.reviewOf(request.title).slice(0, 75),
        },
      });
      continue;
    }
    if (endedAt !== null && endedAt < since) continue;
    if (!(await deciders.isAuthor(client, user, author))) continue;
    const stated = requestState(await named(request), { ...reading.told, timezone });
    const told = stage === "waiting" ? until(request) : escapeMrkdwn(stated);
    rows.push({
      ...line(`${title(request)} · ${told}`),
      ...(stage === "expired"
        ? { accessory: requestButton(againAction, messages.askAgain, { id, round }) }
        : {}),
    });
  }
  const approver = rows.length > 0 || reading.asker.viewer.may.includes("approve");
  if (!approver || all.length === 0) return [];
  const live = await services.engine.call("live", {});
  const published = live.ok ? live.value.published : null;
  const approval = published?.approval ?? null;
  const sentence =
    published === null
      ? null
      : liveSentence(
          {
            ...published,
            by: await deciders.nameOf(client, published.by),
            approval:
              approval === null
                ? null
                : { ...approval, approver: await deciders.nameOf(client, approval.approver) },
          },
          { ...reading.told, timezone },
        );
  return [
    { type: "header", text: { type: "plain_text", text: messages.home, emoji: false } },
    ...(rows.length === 0 ? sections([escapeMrkdwn(messages.homeNothing)]) : rows),
    ...(sentence === null ? [] : [context(messages.live(sentence))]),
  ];
}

const line = (text: string): SectionBlock => ({
  type: "section",
  text: { type: "mrkdwn", text, verbatim: true },
});
