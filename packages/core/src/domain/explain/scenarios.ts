/**
 * What a salesperson could bring about: a few more orders by a day, or another value of a metric that the project calls
 * actionable. Ordered by effort, so that the first that works is the smallest change.
 */

/** A change of one metric of the project to a value. */
export type MetricChange = {
  readonly metric: string;
  /** Whose metric it is: of this unit, or of the customer. */
  readonly unit: string | null;
  readonly to: number;
};

export type Scenario = {
  /** Further orders, at least zero. */
  readonly orders: number;
  /** The net amount of each, in the project's currency; zero without orders. */
  readonly amount: number;
  readonly changes: readonly MetricChange[];
};

/** Multiples of the usual amount that one order may have, and that each of several may have. */
const alone = [1, 1.5, 2, 3, 5, 8, 13, 20, 35, 60, 100];
const together = [1, 2, 4];
const mostOrders = 8;
/** What changing a metric is worth, in orders of the usual amount. */
const metricEffort = 1.5;

/**
 * The scenarios to try, the least effort first; the very first changes nothing.
 *
 * @param usual the customer's usual amount of an order, above zero
 * @param changes what each actionable metric could be changed to
 * @example scenarios(20, [])[1] // => { orders: 1, amount: 20, changes: [] }
 */
export function scenarios(usual: number, changes: readonly MetricChange[]): readonly Scenario[] {
  const bought: Scenario[] = [{ orders: 0, amount: 0, changes: [] }];
  for (const times of alone) bought.push({ orders: 1, amount: money(usual * times), changes: [] });
  for (let orders = 2; orders <= mostOrders; orders += 1)
    for (const times of together)
      bought.push({ orders, amount: money(usual * times), changes: [] });
  const few = bought.filter((s) => effort(s, usual) <= 6);
  const changed = changes.flatMap((change) => few.map((s) => ({ ...s, changes: [change] })));
  return [...bought, ...changed].toSorted((a, b) => effort(a, usual) - effort(b, usual));
}

/** Orders, and what is spent, in usual orders; a changed metric counts for one and a half. */
export const effort = ({ orders, amount, changes }: Scenario, usual: number): number =>
  orders + (orders * amount) / usual + metricEffort * changes.length;

/** An amount as people say it: whole from ten on, two digits below. @example money(12.34) // => 12 */
export const money = (amount: number): number =>
  amount >= 10 ? Math.round(amount) : Math.max(0.01, Math.round(amount * 100) / 100);

/**
 * The day by which a change is asked for: the end of the month of the as-of date, or of the next where that is less than a week
 * away.
 *
 * @param asOf ISO
 * @example dueBy("2026-11-18") // => "2026-11-30"
 * @example dueBy("2026-11-28") // => "2026-12-31"
 */
export function dueBy(asOf: string): string {
  const [year = 0, month = 0, day = 0] = asOf.split("-").map(Number);
  const endOf = (months: number): Date => new Date(Date.UTC(year, month - 1 + months + 1, 0));
  const end = endOf(0);
  const soon = end.getUTCDate() - day < 7;
  return (soon ? endOf(1) : end).toISOString().slice(0, 10);
}
