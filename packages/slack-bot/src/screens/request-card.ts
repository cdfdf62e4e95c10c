/** A publish request as a message: what it would change on one phone screen, and what an approver can do. */
import type { PublishRequest } from "@clientele/core";
import type { ProjectInfo } from "@clientele/core/host";
import {
  formatDate,
  formatTime,
  readFigures,
  requestState,
  requestView,
  shortHash,
} from "@clientele/core/views";
import type { ActionsBlock, Button, ContextBlock, KnownBlock } from "@slack/types";
import { z } from "zod";
import { seal, type Message } from "../blocks/message.ts";
import { renderView, sections } from "../blocks/render-view.ts";
import { readStored } from "../blocks/stored-value.ts";
import { escapeMrkdwn, oneLine, truncate } from "../blocks/text.ts";
import type { FormatCell } from "../blocks/render-view.ts";
import type { Log } from "../log.ts";
import { approvalMessages } from "../messages/approvals.ts";
import type { BotLocale } from "../messages/index.ts";

/** Names as people call those who asked and who decided. */
export type RequestNames = { readonly author: string; readonly decidedBy: string };

export type RequestTold = {
  readonly request: PublishRequest;
  readonly names: RequestNames;
  readonly project: ProjectInfo;
  readonly locale: BotLocale;
  /** The reader's day, ISO. */
  readonly today: string;
  readonly format: FormatCell;
  readonly log: Log;
};

/** The buttons' `action_id`s; the request is in their value. */
export const reviewAction = "request:review";
export const rejectAction = "request:reject";
export const moversAction = "request:movers";
export const againAction = "request:again";

const pressed = z.object({
  id: z.number().int().min(1),
  /** The figures that were shown. */
  round: z.number().int().min(1),
  /** The first of a page of those who move. */
  offset: z.number().int().min(0).optional(),
});
export type Pressed = z.infer<typeof pressed>;

/** @returns `null` where the value is none of ours */
export const readPressed = (value: string | undefined): Pressed | null =>
  readStored(pressed, value);

export const requestButton = (
  action: string,
  label: string,
  { id, round, offset }: Pressed,
  style?: "primary" | "danger",
): Button => ({
  type: "button",
  action_id: action,
  text: { type: "plain_text", text: truncate(oneLine(label), 75), emoji: false },
  value: JSON.stringify({ id, round, ...(offset === undefined ? {} : { offset }) }),
  ...(style === undefined ? {} : { style }),
});

/** So many changed lines are on the card; all of them in the review. */
const fewLines = 6;

/** @param mentions ids of people who are to be woken: in a channel nobody is, unless they are named */
export function requestCard(told: RequestTold, mentions: readonly string[]): Message {
  const { request, names, project, locale, today, format, log } = told;
  const messages = approvalMessages(locale);
  const { currency, timezone } = project;
  const named = withNames(request, names);
  const figures = readFigures(request.figures);
  const style = { locale, today, currency, timezone };
  const view = requestView(named, figures, { ...style, lines: fewLines, bare: true });
  const waiting = request.stage === "waiting";
  const state = requestState(named, style);
  const ended = !waiting && request.stage !== "approved";
  const blocks: readonly KnownBlock[] = [
    ...(waiting && mentions.length > 0 ? [mentionBlock(mentions)] : []),
    ...renderView({ ...view, blocks: [] }, format),
    ...(state === "" ? [] : sections([`*${escapeMrkdwn(state).replaceAll("*", "∗")}*`])),
    ...renderView({ ...view, title: "" }, format),
    ...(waiting ? [deeds(request, messages)] : []),
    ...(request.stage === "expired" ? [againRow(request, messages.askAgain)] : []),
    foot(told, ended ? null : request.expires, figures?.asOf ?? null),
  ];
  return seal(
    waiting ? messages.push(request.title) : messages.pushDecided(request.title),
    blocks,
    log,
  );
}

/** The request with people instead of ids and addresses. */
export const withNames = (request: PublishRequest, { author, decidedBy }: RequestNames) => ({
  ...request,
  author,
  decision: request.decision === null ? null : { ...request.decision, by: decidedBy },
});

const deeds = (
  { id, round }: PublishRequest,
  messages: ReturnType<typeof approvalMessages>,
): ActionsBlock => ({
  type: "actions",
  block_id: "request",
  elements: [
    requestButton(reviewAction, messages.review, { id, round }, "primary"),
    requestButton(rejectAction, messages.reject, { id, round }),
    requestButton(moversAction, messages.whoMoves, { id, round }),
  ],
});

export const againRow = ({ id, round }: PublishRequest, label: string): ActionsBlock => ({
  type: "actions",
  block_id: "request-again",
  elements: [requestButton(againAction, label, { id, round })],
});

const mentionBlock = (users: readonly string[]): KnownBlock => ({
  type: "section",
  text: {
    type: "mrkdwn",
    // Ids that Slack gave us, never text that somebody wrote.
    text: users
      .slice(0, 20)
      .map((user) => `<@${user}>`)
      .join(" "),
    verbatim: true,
  },
});

function foot(
  { request, names, project, locale, today }: RequestTold,
  expires: string | null,
  asOf: string | null,
): ContextBlock {
  const messages = approvalMessages(locale);
  const parts = [
    escapeMrkdwn(messages.homeBy(names.author)),
    escapeMrkdwn(shortHash(request.configHash)),
    ...(expires === null
      ? []
      : [messages.until(slackTime(expires, locale, today, project.timezone))]),
    ...(asOf === null ? [] : [escapeMrkdwn(messages.dataTo(formatDate(asOf, { locale, today })))]),
  ];
  return {
    type: "context",
    elements: [{ type: "mrkdwn", text: parts.join(" · "), verbatim: true }],
  };
}

/** A time that Slack shows in the zone of whoever reads. */
export function slackTime(at: string, locale: BotLocale, today: string, timezone: string): string {
  const otherwise = formatTime(at, { locale, today, weekday: true }, timezone);
  const seconds = Math.floor(Date.parse(at) / 1000);
  return `<!date^${seconds}^{date_short_pretty} {time}|${otherwise}>`;
}
