/** A digest as `--json` prints it. */
import { netOf } from "../domain/digest/digest.ts";
import type { Digest } from "../host/protocol.ts";
import { textFor } from "../language/config/text.ts";

/** @param locale of the texts */
export const digestJson = (digest: Digest, locale: string): Readonly<Record<string, unknown>> => ({
  digest: digest.digest,
  title: textFor(digest.title, locale),
  run: digest.run,
  as_of: digest.asOf,
  since: digest.since === null ? null : { run: digest.since.run, as_of: digest.since.asOf },
  scope: digest.scope,
  changed: digest.changed,
  customers: digest.customers,
  balances: digest.balances.map((b) => ({ ...b, net: netOf(b) })),
  unsplit: digest.unsplit,
  revenue:
    digest.revenue === null
      ? null
      : {
          window_days: digest.revenue.window,
          now: digest.revenue.now,
          before: digest.revenue.before,
        },
  losses: digest.losses.map(({ customer, overdue, ...loss }) => ({
    customer: customer.id,
    label: customer.label,
    owner: customer.owner,
    ...loss,
    overdue: overdue === null ? null : { ...overdue, do: textFor(overdue.do, locale) },
  })),
  actions: digest.steps,
  overdue: digest.overdue.map(({ customer, step }) => ({
    customer: customer.id,
    label: customer.label,
    owner: customer.owner,
    ...step,
    do: textFor(step.do, locale),
  })),
  decision:
    digest.decision?.kind === "own"
      ? { kind: "own", text: textFor(digest.decision.text, locale) }
      : digest.decision,
});
