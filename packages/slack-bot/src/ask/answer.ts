import type { AuditEntry } from "@clientele/core";
import { helpView } from "@clientele/core/views";
import { notice, seal, type Message } from "../blocks/message.ts";
import type { Services } from "../services.ts";
import { askReply } from "./ask-reply.ts";
import type { Before } from "./asking.ts";
import { customerReply } from "./customer-reply.ts";
import { digestNowReply } from "../digests/now-reply.ts";
import { digestsReply } from "../digests/list-reply.ts";
import { findReply, meantBy } from "./find-reply.ts";
import { listReply } from "./list-reply.ts";
import { readQuestion, type Question } from "./question.ts";
import { readingOf, viewReply, type Asker, type Reading, type Reply } from "./reply.ts";
import { asIfAbout, spokenBeside } from "./spoken-of.ts";
import { findSegmentReply, membersReply, segmentsReply } from "./segment-reply.ts";

/**
 * Answers a question. Whatever goes wrong, there is a message: this is the one place where a listener's work is caught.
 *
 * @returns a message within Slack's limits; the look-up is in the audit log before it is returned
 */
export const answerQuestion = async (
  services: Services,
  asker: Asker,
  question: Question,
): Promise<Message> => (await answered(services, asker, question)).message;

/** A message, whether there was anything in it that the asker may see, and whom it shows. */
export type Told = {
  readonly message: Message;
  readonly nothing: boolean;
  readonly customers: readonly string[];
};

export async function answered(
  services: Services,
  asker: Asker,
  question: Question,
): Promise<Told> {
  const reading = readingOf(asker);
  try {
    const reply = await replyTo(services, reading, question);
    if (question.kind !== "help")
      await services.state.audit({
        at: new Date().toISOString(),
        actor: `slack:${asker.user}`,
        surface: "slack",
        channel: asker.channel === "" ? null : asker.channel,
        action: actionOf(question, reply),
        asked: askedIn(question),
        customers: reply.customers,
        run: services.project().base?.run ?? null,
      });
    const message = seal(reply.text, reply.blocks, services.log);
    return { message, nothing: reply.nothing === true, customers: reply.customers };
  } catch (error) {
    services.log.error("answer-failed", error, { question: question.kind });
    const message = notice(reading.messages.failed, services.log);
    return { message, nothing: true, customers: [] };
  }
}

/** Finding one customer shows it; finding several only lists them. */
function actionOf(
  question: Exclude<Question, { kind: "help" }>,
  reply: Reply,
): AuditEntry["action"] {
  switch (question.kind) {
    case "find":
      if (reply.customers.length !== 1) return "find";
      return question.then === "why" ? "why" : "show";
    case "card":
      return "show";
    case "why":
      return "why";
    case "segments":
    case "digests":
      return "list";
    case "digest":
      return "digest";
    case "find-segment":
    case "members":
      return "segment";
    case "ask":
    case "page":
      return reply.customers.length === 1 ? "show" : "find";
  }
}

function askedIn(question: Exclude<Question, { kind: "help" }>): string {
  switch (question.kind) {
    case "find":
    case "find-segment":
    case "ask":
    case "digest":
      return question.text;
    case "digests":
      return question.kind;
    case "page":
      return question.where ?? question.about;
    case "card":
    case "why":
      return question.customer;
    case "members":
      return `${question.segmentation}.${question.segment}`;
    case "segments":
      return "";
  }
}

async function replyTo(services: Services, reading: Reading, question: Question): Promise<Reply> {
  if (question.kind === "help") {
    const view = helpView(reading.told);
    return viewReply(reading, view, reading.messages.fallback.help, []);
  }
  switch (question.kind) {
    case "find":
      return findReply(services, reading, question.text, question.then);
    case "card":
    case "why":
      return customerReply(services, reading, question.customer, question.kind);
    case "segments":
      return segmentsReply(services, reading);
    case "digests":
    case "digest":
      return aboutDigests(services, reading, question);
    case "find-segment":
      return findSegmentReply(services, reading, question.text);
    case "members":
      return membersReply(services, reading, question, question.offset);
    case "ask":
      return inWords(services, reading, question.text);
    case "page":
      return listReply(services, reading, question);
  }
}

/** What comes to the asker, or one digest now. What has the word in its name and is none is read as any other text. */
async function aboutDigests(
  services: Services,
  reading: Reading,
  question: Extract<Question, { kind: "digests" | "digest" }>,
): Promise<Reply> {
  const { slack } = reading.asker;
  if (slack === undefined) throw new Error("unreachable: digests are asked for in Slack");
  if (question.kind === "digests") return digestsReply(services, { ...slack, reading });
  const { text, whole } = question;
  if (whole !== undefined && (await meantBy(services, reading, whole)) !== "nobody")
    return findReply(services, reading, whole, "card");
  return digestNowReply(services, { ...slack, reading }, text);
}

/** Where nothing was said yet, whom the channel beside the agent view spoke of. */
async function beforeBeside(services: Services, reading: Reading): Promise<Before | undefined> {
  const spoken = await spokenBeside(services, reading);
  return spoken === null ? undefined : asIfAbout(spoken);
}

/** A question in words, with what was said before in this conversation. */
async function inWords(services: Services, reading: Reading, text: string): Promise<Reply> {
  const { asker } = reading;
  const run = services.project().base?.run ?? null;
  const reader = await services.asking.readerFor(asker.viewer, run);
  // Without words there are still names.
  if (reader === null) return replyTo(services, reading, readQuestion(text));
  // What all may see and what the asker may see are two answers, each with its own follow-ups.
  const { rows, columns, pii, identify } = asker.viewer;
  const sight = JSON.stringify([rows, columns, pii, identify]);
  const conversation = [asker.user, asker.channel, asker.thread ?? "", sight].join(" ");
  const before = services.asking.before(conversation) ?? (await beforeBeside(services, reading));
  const plain = readQuestion(text);
  const { reply, question } = await askReply({ services, reading, reader, before, text });
  // "list …" asks for a segment, whatever it is called.
  const about = question.kind === "unknown" || question.kind === "card";
  if (plain.kind === "find-segment" && about && reply.customers.length === 0)
    return findSegmentReply(services, reading, plain.text);
  // What was not understood changes nothing of what is talked about.
  if (question.kind !== "unknown" && question.kind !== "hello" && question.kind !== "help")
    services.asking.remember(conversation, { question, shown: reply.customers });
  return reply;
}
