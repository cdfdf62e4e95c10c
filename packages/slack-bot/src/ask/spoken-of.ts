/** Whom a channel last spoke of: what the agent view beside it begins with. */
import { membersView } from "@clientele/core/views";
import { customersIn } from "../blocks/customer-choice.ts";
import type { Services } from "../services.ts";
import type { Before } from "./asking.ts";
import type { Reading } from "./reply.ts";

/** A customer whom the asker may see, and what they are called to them. */
export type Spoken = { readonly id: string; readonly label: string };

/**
 * The customer whom the channel beside the agent view last read of, where the asker may see them.
 *
 * @returns `null` where nobody was spoken of, or nobody whom they may see
 */
export async function spokenBeside(services: Services, reading: Reading): Promise<Spoken | null> {
  const { beside, viewer, locale } = reading.asker;
  const customer = beside === undefined ? undefined : services.asking.spokenIn(beside);
  if (customer === undefined) return null;
  const answer = await services.engine.call("members", { viewer, match: customer, limit: 1 });
  if (!answer.ok || answer.value.rows[0]?.id !== customer) return null;
  const view = membersView(answer.value, services.project(), { locale, match: customer });
  const [shown] = customersIn(reading.masked(view), reading.format);
  // The name alone: what else tells customers apart is not said in passing.
  return { id: customer, label: shown?.label.split(" · ")[0] ?? customer };
}

/** A conversation that begins as if it had been about them. */
export const asIfAbout = ({ id }: Spoken): Before => ({
  question: { kind: "card", who: { kind: "named", text: id } },
  shown: [id],
});
