import type { HostError } from "@clientele/core/host";
import { customerCard, notFoundView, whyView } from "@clientele/core/views";
import { choicesOf } from "../blocks/buttons.ts";
import { context } from "../blocks/render-view.ts";
import { screenMessages } from "../messages/screens.ts";
import { cardDeeds, whyDeeds } from "../screens/card-deeds.ts";
import type { Services } from "../services.ts";
import { failureReply } from "./failure-reply.ts";
import { viewReply, type Reading, type Reply } from "./reply.ts";

/** The card of one customer, or why it is in its segments. */
export async function customerReply(
  services: Services,
  reading: Reading,
  customer: string,
  show: "card" | "why",
): Promise<Reply> {
  const answer = await services.engine.call("explain", {
    viewer: reading.asker.viewer,
    customer,
  });
  if (!answer.ok)
    return isUnknown(answer.error)
      ? notFoundReply(reading, customer)
      : failureReply(services, reading, answer.error);
  const make = show === "card" ? customerCard : whyView;
  const view = reading.masked(make(answer.value, services.project(), reading.told));
  const text = reading.messages.fallback[show](view.title);
  const on = { customer: answer.value.customer.id, run: answer.value.base.run };
  const asked = choicesOf(view.actions);
  const messages = screenMessages(reading.asker.locale);
  const [back] = asked;
  const below =
    show === "card"
      ? cardDeeds(on, asked, messages)
      : back === undefined
        ? []
        : whyDeeds(on, back, messages);
  const { owner } = answer.value.customer;
  const astray =
    show === "card" && owner !== null && (await reading.asker.ownerIsNobody?.(owner)) === true;
  const told = astray ? [context(reading.messages.ownerIsNobody(owner))] : [];
  return viewReply(reading, view, text, [customer], [...told, ...below]);
}

/** The sentence for what is absent, and the same for what the asker may not see. */
export function notFoundReply(reading: Reading, asked: string): Reply {
  const { ask } = reading.asker;
  const view = notFoundView(asked, { ...reading.told, ...(ask === undefined ? {} : { ask }) });
  return { ...viewReply(reading, view, reading.messages.fallback.none, []), nothing: true };
}

const isUnknown = (error: HostError): boolean =>
  error.kind === "problems" && error.problems.some(({ code }) => code === "unknown-customer");
