import {
  answerWords,
  askedText,
  ruleOf,
  sentenceAnswer,
  setWords,
  sortWords,
  suggestionFor,
  unknownAnswer,
  type AskQuestion,
  type Who,
} from "@clientele/core";
import { helpView, nextStepView, reachView } from "@clientele/core/views";
import type { KnownBlock } from "@slack/types";
import { buttons, type Choice } from "../blocks/buttons.ts";
import { screenMessages } from "../messages/screens.ts";
import { whyDeeds } from "../screens/card-deeds.ts";
import type { Services } from "../services.ts";
import type { Before, Reader } from "./asking.ts";
import { consentReply } from "./consent-reply.ts";
import { customerReply, notFoundReply } from "./customer-reply.ts";
import { failureReply } from "./failure-reply.ts";
import { figuresReply, type FiguresQuestion } from "./figures-reply.ts";
import { findReply, meantBy } from "./find-reply.ts";
import { historyReply } from "./history-reply.ts";
import { listReply } from "./list-reply.ts";
import { ofOwnCustomers } from "./own-customers.ts";
import { viewReply, type Reading, type Reply } from "./reply.ts";
import { membersReply, segmentsReply } from "./segment-reply.ts";
import { wordsReply } from "./words-reply.ts";
import { valueReply } from "./value-reply.ts";

/** A reply, and what a follow-up to it refers to. */
export type Answered = { readonly reply: Reply; readonly question: AskQuestion };

type Answering = {
  /** As it was typed. */
  readonly text: string;
  readonly services: Services;
  readonly reading: Reading;
  readonly reader: Reader;
  readonly before: Before | undefined;
};

/**
 * Answers a text as it was typed: read by the grammar, carried out by the engine.
 *
 * @param answering `before`: the last answer in this conversation
 */
export async function askReply(answering: Answering): Promise<Answered> {
  const { reader, before, text } = answering;
  const { services, reading } = answering;
  const { viewer } = reading.asker;
  if (looksLikeId(text)) {
    const reply = await customerReply(services, reading, text, "card");
    const who: Who = { kind: "named", text };
    if (reply.nothing !== true) return { question: { kind: "card", who }, reply };
  }
  const own = await ofOwnCustomers(services, reading, reader, before, text);
  // A name can have the word in it.
  if (own !== null && (await meantBy(services, reading, text)) === "nobody")
    return carryOut(answering, own);
  const allowed = await consentReply(services, reading, text);
  if (allowed !== null) return { question: { kind: "hello" }, reply: allowed };
  const called = await services.engine.call("called", { viewer, text: askedText(text) });
  const names = called.ok ? called.value.names : [];
  const { unread, ...question } = reader.read(text, before?.question, names);
  const told = (answered: Answered): Answered => withUnread(answered, reading, unread);
  const named = question.kind === "card" && question.who.kind === "named";
  if (!named && question.kind !== "unknown") return told(await carryOut(answering, question));
  // A name can have any word in it, so all of the text comes first.
  const whole: AboutCustomer = { kind: "card", who: { kind: "named", text } };
  const meant = await meantBy(services, reading, text);
  if (typeof meant === "object") return aboutThem(answering, whole, meant.id);
  if (meant !== "nobody") return carryOut(answering, whole);
  if (question.kind !== "unknown") return told(await carryOut(answering, question));
  // What would be understood of somebody says of nobody whom it means.
  const leaning = reader.read(text, ofSomebody, []);
  const ofMany = question.nearest !== undefined && "set" in question.nearest;
  if (!ofMany && "who" in leaning && leaning.who.kind === "named" && leaning.who.text === somebody)
    return { question, reply: whomReply(reading) };
  // One word that means nothing is a name that nobody has.
  if (!/\s|\p{Script=Han}/u.test(text)) return { question, reply: notFoundReply(reading, text) };
  return { question, reply: unknownReply(answering, question) };
}

/** Nobody is called so. */
const somebody = "\u{F0000}";
const ofSomebody: AskQuestion = { kind: "card", who: { kind: "named", text: somebody } };

/** Asks whom it means. */
function whomReply(reading: Reading): Reply {
  const words = answerWords(reading.asker.locale);
  return viewReply(reading, sentenceAnswer(words.whom), words.answer, []);
}

/** One word with digits in it, and more than an amount: most look-ups are by id, and need no reading. */
const looksLikeId = (text: string): boolean =>
  /^[\p{L}\d._-]{2,40}$/u.test(text) &&
  /\d/.test(text) &&
  (/\p{L}/u.test(text) || text.startsWith("0") || text.length >= 6);

/** Below the answer, the words that it leaves out. */
function withUnread(
  { reply, question }: Answered,
  { asker }: Reading,
  unread: string | undefined,
): Answered {
  if (unread === undefined || reply.nothing === true) return { reply, question };
  const text = answerWords(asker.locale).missed(unread);
  const note: KnownBlock = {
    type: "context",
    elements: [{ type: "plain_text", text, emoji: false }],
  };
  return { question, reply: { ...reply, blocks: [...reply.blocks, note] } };
}

async function carryOut(answering: Answering, question: AskQuestion): Promise<Answered> {
  const { services, reading, reader } = answering;
  const { catalog } = reader;
  const told = (reply: Reply): Answered => ({ question, reply });
  switch (question.kind) {
    case "card":
    case "why":
    case "next":
    case "history":
    case "value":
    case "reach":
      return aboutCustomer(answering, question);
    case "list": {
      const [only] = question.set;
      const { sort, top, offset = 0, set } = question;
      // A segment alone has a page of its own, with what it is like.
      if (
        only?.kind === "segment" &&
        !only.negated &&
        set.length === 1 &&
        sort === undefined &&
        top === undefined &&
        offset === 0
      )
        return told(await membersReply(services, reading, only, 0));
      const where = ruleOf(set, catalog);
      const project = services.project();
      const about = [
        ...(set.length === 0 ? [] : [setWords(set, project, reading.told)]),
        ...(sort === undefined ? [] : [sortWords(sort, project, reading.told)]),
      ];
      return told(
        await listReply(services, reading, {
          kind: "page",
          about: about.join(" · ").slice(0, 300),
          offset,
          ...(where === undefined ? {} : { where }),
          ...(sort === undefined ? {} : { sort: sort.by, descending: sort.descending }),
          ...(top === undefined ? {} : { until: offset + top }),
        }),
      );
    }
    case "count":
    case "share":
    case "figure":
    case "compare":
      return told(
        await figuresReply(services, reading, catalog, question satisfies FiguresQuestion),
      );
    case "moves":
    case "trend":
    case "define":
      return told(await wordsReply(services, reading, question));
    case "segments":
      return told(await segmentsReply(services, reading));
    case "help":
      return told(viewReply(reading, helpView(reading.told), reading.messages.fallback.help, []));
    case "hello": {
      const view = sentenceAnswer(answerWords(reading.asker.locale).hello);
      return told(viewReply(reading, view, answerWords(reading.asker.locale).answer, []));
    }
    case "unknown":
      return told(unknownReply(answering, question));
  }
}

type AboutCustomer = Extract<AskQuestion, { readonly who: Who }>;

/** Whom a question means: one customer, or a reply that asks which one. */
async function whoIsMeant(
  answering: Answering,
  question: AboutCustomer,
): Promise<{ readonly id: string } | { readonly reply: Reply }> {
  const { services, reading, before, text } = answering;
  const { who, kind } = question;
  if (who.kind === "place") {
    const id = before?.shown[who.place - 1];
    if (id !== undefined) return { id };
    return { reply: whomReply(reading) };
  }
  const meant = await meantBy(services, reading, who.text);
  if (typeof meant === "object") return meant;
  // A text that is more than a name and means nobody was not understood.
  if ((meant === "nobody" || isOneCharacter(who.text)) && who.text.length < text.length)
    return { reply: unknownReply(answering, { kind: "unknown", words: missedIn(text, who.text) }) };
  return { reply: await findReply(services, reading, who.text, kind === "why" ? "why" : "card") };
}

async function aboutCustomer(answering: Answering, question: AboutCustomer): Promise<Answered> {
  const meant = await whoIsMeant(answering, question);
  if ("reply" in meant) return { question, reply: meant.reply };
  return aboutThem(answering, question, meant.id);
}

/** Who was found is who is meant from now on. */
async function aboutThem(
  { services, reading }: Answering,
  question: AboutCustomer,
  id: string,
): Promise<Answered> {
  const who: Who = { kind: "named", text: id };
  const asked: AskQuestion = { ...question, who };
  return { question: asked, reply: await replyAbout(services, reading, id, question) };
}

async function replyAbout(
  services: Services,
  reading: Reading,
  customer: string,
  question: AboutCustomer,
): Promise<Reply> {
  switch (question.kind) {
    case "card":
    case "why":
      return customerReply(services, reading, customer, question.kind);
    case "history":
      return historyReply(services, reading, customer);
    case "value":
      return valueReply(services, reading, customer, question.value);
    case "next":
    case "reach": {
      const { viewer } = reading.asker;
      const to = question.kind === "reach" ? { to: question.segment } : {};
      const answer = await services.engine.call("explain", { viewer, customer, ...to });
      if (!answer.ok)
        return answer.error.kind === "problems" &&
          answer.error.problems.some(({ code }) => code === "unknown-customer")
          ? notFoundReply(reading, customer)
          : failureReply(services, reading, answer.error);
      const { reach } = answer.value;
      const project = services.project();
      const view =
        question.kind === "next" || reach === undefined
          ? nextStepView(answer.value, project, reading.told)
          : reachView(answer.value, reach, project, reading.told);
      const words = answerWords(reading.asker.locale);
      const back: Choice = { label: reading.messages.back, question: { kind: "card", customer } };
      const on = { customer: answer.value.customer.id, run: answer.value.base.run };
      const deeds = whyDeeds(on, back, screenMessages(reading.asker.locale));
      const told = view === undefined ? sentenceAnswer(words.noStrategy) : reading.masked(view);
      return viewReply(reading, told, words.answer, [customer], deeds);
    }
  }
}

/** What is left of a longer text when all else is understood names nobody, though many have it in their name. */
const isOneCharacter = (text: string): boolean => /^\p{Script=Han}$/u.test(text);

/** Where words have no spaces between them, a part of what was typed is no word. */
const missedIn = (text: string, name: string): string =>
  /\p{Script=Han}/u.test(name) && text.length <= 12 ? text : name;

/** What was missed, and a button for the nearest question. */
function unknownReply(
  { reading, reader, text }: Answering,
  missed: Extract<AskQuestion, { kind: "unknown" }>,
): Reply {
  const question = { ...missed, words: missedIn(text, missed.words) };
  const { locale } = reading.asker;
  const suggestion = suggestionFor(question, reader.catalog, locale);
  const view = unknownAnswer(question, suggestion, reading.told);
  const words = answerWords(locale);
  const below =
    suggestion === undefined
      ? []
      : buttons(
          [{ label: suggestion.text, question: { kind: "ask", text: suggestion.text } }],
          "meant",
        );
  return {
    ...viewReply(reading, view, words.missed(question.words), [], below),
    nothing: true,
  };
}
