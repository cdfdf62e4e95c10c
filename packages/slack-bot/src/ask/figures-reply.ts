import {
  answerWords,
  compareAnswer,
  countAnswer,
  figureAnswer,
  ruleOf,
  shareAnswer,
  type AskCatalog,
  type AskQuestion,
} from "@clientele/core";
import type { Aggregated, AggregateQuery, HostError } from "@clientele/core/host";
import type { View } from "@clientele/core/views";
import type { Services } from "../services.ts";
import { failureReply } from "./failure-reply.ts";
import { viewReply, type Reading, type Reply } from "./reply.ts";

export type FiguresQuestion = Extract<
  AskQuestion,
  { readonly kind: "count" | "share" | "figure" | "compare" }
>;

/** What segments are compared by where nobody says, as far as the project has it. */
const telling = ["monetary_365", "monetary", "frequency", "recency", "clv", "p_alive"];
const mostCompared = 5;

/** A number over customers, numbers of groups, or segments beside each other. */
export async function figuresReply(
  services: Services,
  reading: Reading,
  catalog: AskCatalog,
  question: FiguresQuestion,
): Promise<Reply> {
  const { viewer, locale } = reading.asker;
  const sums = async (
    where: string | undefined,
    more: Pick<AggregateQuery, "of" | "by" | "order" | "limit">,
  ) =>
    services.engine.call("aggregate", {
      viewer,
      ...(where === undefined ? {} : { where }),
      ...more,
    });
  const project = services.project();
  const reply = (view: View): Reply =>
    viewReply(reading, reading.masked(view), answerWords(locale).answer, []);
  const failed = (error: HostError): Reply => failureReply(services, reading, error);
  if (question.kind === "compare") {
    const values =
      question.by === undefined
        ? telling.filter((id) => catalog.values.some((v) => v.id === id)).slice(0, mostCompared)
        : [question.by];
    const answers: Aggregated[] = [];
    for (const segment of question.segments) {
      const where = ruleOf([{ kind: "segment", ...segment, negated: false }], catalog);
      const answer = await sums(where, { of: values });
      if (!answer.ok) return failed(answer.error);
      answers.push(answer.value);
    }
    return reply(compareAnswer(question.segments, values, answers, project, reading.told));
  }
  const of =
    question.kind === "figure"
      ? { of: [question.of] }
      : question.kind === "share" && question.of.kind === "value"
        ? { of: [question.of.value] }
        : {};
  const by = "by" in question && question.by !== undefined ? { by: question.by } : {};
  const answer = await sums(ruleOf(question.set, catalog), { ...of, ...by, ...orderOf(question) });
  if (!answer.ok) return failed(answer.error);
  const made =
    question.kind === "count"
      ? countAnswer(question, answer.value, project, reading.told)
      : question.kind === "share"
        ? shareAnswer(question, answer.value, project, reading.told)
        : figureAnswer(question, answer.value, project, reading.told);
  return answer.value.customers === 0 ? { ...reply(made), nothing: true } : reply(made);
}

/** The groups that are asked for first. */
function orderOf(question: FiguresQuestion): Pick<AggregateQuery, "order" | "limit"> {
  if (!("rank" in question) || question.rank === undefined) return {};
  const { descending, top } = question.rank;
  const by = question.kind === "figure" ? question.how : "customers";
  return { order: { by, descending }, ...(top === undefined ? {} : { limit: top }) };
}
