import { meantAmong } from "@clientele/core";
import { membersView } from "@clientele/core/views";
import { customerChoice, customersIn } from "../blocks/customer-choice.ts";
import { context, sections } from "../blocks/render-view.ts";
import { escapeMrkdwn } from "../blocks/text.ts";
import type { Services } from "../services.ts";
import { customerReply, notFoundReply } from "./customer-reply.ts";
import { failureReply } from "./failure-reply.ts";
import type { Reading, Reply } from "./reply.ts";

/** As many as a select holds. */
const mostHits = 100;

/** The customer that the text means; where it can mean several, a choice. */
export async function findReply(
  services: Services,
  reading: Reading,
  text: string,
  then: "card" | "why",
): Promise<Reply> {
  const answer = await services.engine.call("members", {
    viewer: reading.asker.viewer,
    match: text,
    limit: mostHits,
  });
  if (!answer.ok) return failureReply(services, reading, answer.error);
  const { rows, total } = answer.value;
  const meant = meantAmong(rows, text);
  if (meant !== undefined) return customerReply(services, reading, meant.id, then);
  if (rows.length === 0) return notFoundReply(reading, text);
  const { messages, asker } = reading;
  const view = reading.masked(
    membersView(answer.value, services.project(), { locale: asker.locale, match: text }),
  );
  const customers = customersIn(view, reading.format);
  const more = total > rows.length ? [context(messages.hitsMany)] : [];
  return {
    text: messages.fallback.hits,
    blocks: [
      ...sections([escapeMrkdwn(view.title)]),
      ...customerChoice(customers, total, messages),
      ...more,
    ],
    customers: customers.map((customer) => customer.id),
  };
}

/** Whom a text means: one customer, several, or nobody whom the asker may see. */
export async function meantBy(
  services: Services,
  reading: Reading,
  text: string,
): Promise<{ readonly id: string } | "several" | "nobody"> {
  const { viewer } = reading.asker;
  const answer = await services.engine.call("members", { viewer, match: text, limit: mostHits });
  // What failed is told by whoever looks next.
  if (!answer.ok) return "several";
  const { rows } = answer.value;
  const meant = meantAmong(rows, text);
  if (meant !== undefined) return { id: meant.id };
  return rows.length === 0 ? "nobody" : "several";
}
