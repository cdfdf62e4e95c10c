/** What people logged of the customers whom they contacted, as strategies read it. */

/** What came of a contact. `do_not_contact` is a refusal: nothing is proposed for the customer any more. */
export const outcomes = ["won", "lost", "no_answer", "later", "do_not_contact"] as const;

export type ContactOutcome = (typeof outcomes)[number];

/** A contact by the day on which it was, ISO, in the project's time zone. */
export type ContactDay = {
  readonly customer: string;
  readonly day: string;
  readonly outcome: ContactOutcome | null;
  /** What was done, where it was an action of a strategy. */
  readonly strategy?: string | null;
  readonly action?: string | null;
};

/** What contacts say of one customer on a day. */
export type ContactFacts = {
  /** Days since the last one; `null` where there is none. */
  readonly sinceDays: number | null;
  /** How many in the days that the cap looks back. */
  readonly inWindow: number;
  readonly refused: boolean;
};

const dayMilliseconds = 86_400_000;

/** Days from one ISO day to another. @example daysApart("2026-11-18", "2026-11-20") // => 2 */
const daysApart = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / dayMilliseconds);

/**
 * What contacts say of each customer who has any, on a day. Contacts of that day count; a cap of 7 days looks at that day and
 * the six before it.
 *
 * @param contacts in any order; those after the day do not count, but for refusals
 * @param today ISO
 * @param windowDays the days of the cap
 */
export function contactFacts(
  contacts: readonly ContactDay[],
  today: string,
  windowDays: number,
): ReadonlyMap<string, ContactFacts> {
  const facts = new Map<string, ContactFacts>();
  for (const { customer, day, outcome } of contacts) {
    const known = facts.get(customer) ?? noContacts;
    const since = daysApart(day, today);
    facts.set(customer, {
      sinceDays: since < 0 ? known.sinceDays : Math.min(since, known.sinceDays ?? since),
      inWindow: known.inWindow + (since >= 0 && since < windowDays ? 1 : 0),
      refused: known.refused || outcome === "do_not_contact",
    });
  }
  return facts;
}

export const noContacts: ContactFacts = { sinceDays: null, inWindow: 0, refused: false };
