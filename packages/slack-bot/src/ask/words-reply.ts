import {
  answerWords,
  defineAnswer,
  movesAnswer,
  sentenceAnswer,
  trendAnswer,
  type AskQuestion,
} from "@clientele/core";
import { personaBlocks } from "@clientele/core/views";
import { customerChoice, customersIn } from "../blocks/customer-choice.ts";
import type { Services } from "../services.ts";
import { failureReply } from "./failure-reply.ts";
import { viewReply, type Reading, type Reply } from "./reply.ts";

/** Movers that are read from the engine, and of them shown. */
const mostMovers = 500;
const shownMovers = 10;

/** Who moved, how it went, what a name means. */
export async function wordsReply(
  services: Services,
  reading: Reading,
  question: Extract<AskQuestion, { readonly kind: "moves" | "trend" | "define" }>,
): Promise<Reply> {
  const { viewer, locale } = reading.asker;
  const project = services.project();
  const words = answerWords(locale);
  switch (question.kind) {
    case "define": {
      const { of } = question;
      const persona =
        of.kind === "segment"
          ? await services.engine.call("persona", {
              viewer,
              segmentation: of.segmentation,
              segment: of.segment,
            })
          : undefined;
      const told =
        persona?.ok === true ? personaBlocks(persona.value, project, { locale, most: 1 }) : [];
      const view = defineAnswer(of, project.base, told, project, reading.told);
      return viewReply(reading, reading.masked(view), words.answer, []);
    }
    case "trend": {
      const segment =
        question.of.kind === "segment"
          ? { segment: { segmentation: question.of.segmentation, segment: question.of.segment } }
          : {};
      const answer = await services.engine.call("trend", { viewer, ...segment });
      if (!answer.ok) return failureReply(services, reading, answer.error);
      const view = trendAnswer(question.of, answer.value, project, reading.told);
      return viewReply(reading, reading.masked(view), words.answer, []);
    }
    case "moves": {
      const segmentation = (question.into ?? question.from)?.segmentation;
      const answer = await services.engine.call("diff", {
        viewer,
        from: "previous",
        to: "published",
        movers: mostMovers,
        ...(segmentation === undefined ? {} : { segmentation }),
      });
      if (!answer.ok) {
        const alone =
          answer.error.kind === "problems" &&
          answer.error.problems.every(({ code }) => code !== "unknown-name");
        return alone
          ? viewReply(reading, sentenceAnswer(words.oneRun), words.answer, [])
          : failureReply(services, reading, answer.error);
      }
      const made = movesAnswer(question, answer.value, shownMovers, project, reading.told);
      const view = reading.masked(made.view);
      const customers = customersIn(view, reading.format);
      const choice = customerChoice(customers, Math.max(customers.length, 6), {
        ...reading.messages,
        choose: reading.messages.openCustomer,
      });
      return viewReply(reading, view, words.listed, made.customers, choice);
    }
  }
}
