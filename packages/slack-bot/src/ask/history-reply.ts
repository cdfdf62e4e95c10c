import { historyView } from "@clientele/core/views";
import { buttons, choicesOf } from "../blocks/buttons.ts";
import { screenMessages } from "../messages/screens.ts";
import type { Services } from "../services.ts";
import { notFoundReply } from "./customer-reply.ts";
import { failureReply } from "./failure-reply.ts";
import { viewReply, type Reading, type Reply } from "./reply.ts";

/** Segments, moves and contacts of a customer over the runs that are kept. */
export async function historyReply(
  services: Services,
  reading: Reading,
  customer: string,
): Promise<Reply> {
  const { viewer, locale } = reading.asker;
  const answer = await services.engine.call("history", { viewer, customer });
  if (!answer.ok)
    return answer.error.kind === "problems"
      ? notFoundReply(reading, customer)
      : failureReply(services, reading, answer.error);
  const view = reading.masked(historyView(answer.value, services.project(), reading.told));
  const below = buttons(choicesOf(view.actions), "history");
  return viewReply(reading, view, screenMessages(locale).history, [customer], below);
}
