import { answerWords, valueAnswer } from "@clientele/core";
import { buttons } from "../blocks/buttons.ts";
import type { Services } from "../services.ts";
import { failureReply } from "./failure-reply.ts";
import { viewReply, type Reading, type Reply } from "./reply.ts";

/** One value of one customer, with a way to the card. */
export async function valueReply(
  services: Services,
  reading: Reading,
  customer: string,
  value: string,
): Promise<Reply> {
  const answer = await services.engine.call("explain", { viewer: reading.asker.viewer, customer });
  if (!answer.ok) return failureReply(services, reading, answer.error);
  const { customer: row, base } = answer.value;
  const view = reading.masked(valueAnswer(row, value, base, services.project(), reading.told));
  const back = { label: reading.messages.back, question: { kind: "card", customer } } as const;
  return viewReply(
    reading,
    view,
    answerWords(reading.asker.locale).answer,
    [customer],
    buttons([back], "card"),
  );
}
