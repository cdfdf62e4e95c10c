import { answerWords } from "@clientele/core";
import { membersView } from "@clientele/core/views";
import { buttons, type Choice } from "../blocks/buttons.ts";
import { customerChoice, customersIn } from "../blocks/customer-choice.ts";
import { context } from "../blocks/render-view.ts";
import type { Services } from "../services.ts";
import { failureReply } from "./failure-reply.ts";
import type { Question } from "./question.ts";
import { viewReply, type Reading, type Reply } from "./reply.ts";

export type ListPage = Extract<Question, { kind: "page" }>;

/** Customers on a page, and at most on one where somebody asks for so many. */
const usualPage = 10;
const mostOnPage = 20;

/** Customers for whom a rule holds, a page of them, with a way to open each and to turn the page. */
export async function listReply(
  services: Services,
  reading: Reading,
  page: ListPage,
): Promise<Reply> {
  const { asker, messages } = reading;
  const { where, sort, descending = false, offset, until, about } = page;
  const wanted = until === undefined ? usualPage : Math.min(mostOnPage, until - offset);
  const answer = await services.engine.call("members", {
    viewer: asker.viewer,
    limit: Math.max(1, wanted),
    offset,
    ...(where === undefined ? {} : { where }),
    ...(sort === undefined ? {} : { sort, descending }),
  });
  if (!answer.ok) return failureReply(services, reading, answer.error);
  const { rows, total } = answer.value;
  const last = Math.min(total, until ?? total);
  const made = membersView(answer.value, services.project(), {
    ...reading.told,
    metrics: sort === undefined ? [] : [sort],
  });
  const words = answerWords(asker.locale);
  const title = about === "" ? made.title : words.of(made.title, about);
  const view = reading.masked({ ...made, title });
  const customers = customersIn(view, reading.format);
  const turn: Choice[] = [];
  const at = (from: number): Choice["question"] => ({ ...page, offset: from });
  if (offset > 0)
    turn.push({ label: messages.previous, question: at(Math.max(0, offset - mostOnPage)) });
  if (offset + rows.length < last)
    turn.push({ label: messages.next, question: at(offset + rows.length) });
  const paging =
    total > rows.length && rows.length > 0
      ? [context(messages.paging(offset + 1, offset + rows.length, total))]
      : [];
  const below = [
    ...paging,
    ...customerChoice(customers, Math.max(customers.length, 6), {
      ...messages,
      choose: messages.openCustomer,
    }),
    ...buttons(turn, "page"),
  ];
  const shown = customers.map(({ id }) => id);
  const reply = viewReply(reading, view, words.listed, shown, below);
  return total === 0 ? { ...reply, nothing: true } : reply;
}
