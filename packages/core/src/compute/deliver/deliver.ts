/** Tells a CRM what changed since it was told last: who is where, and what to do next. */
import { randomBytes } from "node:crypto";
import type { Lane } from "../engine/engine.ts";
import type { Project } from "../project/project.ts";
import type { Base } from "../snapshot/open-base.ts";
import { digestOfEvent, eventsOf, type CustomerEvent, type EventsInput } from "./events.ts";
import {
  finishPending,
  isPending,
  pendingBatches,
  settle,
  writePending,
  type Known,
} from "./outbox.ts";
import { send, type Receiver, type SendOptions } from "./send.ts";

/** Customers in a batch. */
const batchCustomers = 500;

export type Changes = { readonly events: readonly CustomerEvent[]; readonly known: Known };

/** What is new to the receiver, in the order of ids; last those who are not told of any more. */
export async function changesSince(
  lane: Lane,
  base: Base,
  known: Known,
  input: EventsInput,
  signal: AbortSignal,
): Promise<Changes> {
  const next: Record<string, string> = {};
  const events: CustomerEvent[] = [];
  for await (const page of eventsOf(lane, base, input, { signal }))
    for (const event of page) {
      const digest = digestOfEvent(event);
      next[event.customer] = digest;
      if (known[event.customer] !== digest) events.push(event);
    }
  const gone = Object.keys(known)
    .filter((customer) => next[customer] === undefined)
    .toSorted()
    .map((customer): CustomerEvent => ({ customer, segments: null, next_action: null }));
  return { events: [...events, ...gone], known: next };
}

/** Writes a delivery of changes down, to be sent. */
export function queue(
  project: Project,
  { manifest }: Base,
  { events, known }: Changes,
  now: Date,
): void {
  const batches = Math.ceil(events.length / batchCustomers);
  const bodies = Array.from({ length: batches }, (_, i) =>
    JSON.stringify({
      type: "clientele.customers.changed",
      timestamp: now.toISOString(),
      data: {
        run: manifest.id,
        as_of: manifest.asOf,
        batch: i + 1,
        of: batches,
        events: events.slice(i * batchCustomers, (i + 1) * batchCustomers),
      },
    }),
  );
  writePending(project, randomBytes(8).toString("hex"), bodies, known);
}

export type Delivered = {
  readonly batches: number;
  readonly attempts: number;
  /** Why sending stopped; `null` where all was taken. */
  readonly failed: string | null;
};

/** Sends what is written down, in its order: a batch leaves only after the one before it was taken. */
export async function sendPending(
  project: Project,
  receiver: Receiver,
  options: SendOptions,
): Promise<Delivered> {
  let batches = 0;
  let attempts = 0;
  if (!isPending(project)) return { batches, attempts, failed: null };
  for (const batch of pendingBatches(project)) {
    const sent = await send(receiver, batch, options);
    attempts += sent.attempts;
    if (!sent.ok) return { batches, attempts, failed: sent.why };
    settle(project, batch);
    batches += 1;
  }
  finishPending(project);
  return { batches, attempts, failed: null };
}
