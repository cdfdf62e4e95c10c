/** A second reading of purchase days, row by row. */

/** A sale, or what takes one of the same invoice back. */
export type Sale = {
  readonly customer: string;
  readonly invoice: string;
  readonly day: string;
  readonly cents: number;
  readonly refund: boolean;
};

export type PurchaseDays = {
  readonly x: number;
  readonly tx: number;
  readonly first: string;
  readonly repeat: number;
  readonly total: number;
};

export const daysApart = (from: string, to: string): number =>
  (Date.parse(to) - Date.parse(from)) / 86_400_000;

/** @param order whether rows of an invoice are one order, from which refunds are taken */
export function purchaseHistories(
  sales: readonly Sale[],
  until: string,
  order: boolean,
): ReadonlyMap<string, PurchaseDays> {
  const byCustomer = new Map<string, Map<string, number>>();
  const known = sales.filter((s) => s.day <= until);
  const orders = new Map<string, Sale[]>();
  known.forEach((s, i) => {
    const key = order ? `${s.customer} ${s.invoice}` : String(i);
    orders.set(key, [...(orders.get(key) ?? []), s]);
  });
  for (const rows of orders.values()) {
    const sold = rows.filter((r) => !r.refund);
    const cents = rows.reduce((sum, r) => sum + (r.refund ? -r.cents : r.cents), 0);
    const free = cents === 0 && rows.length === sold.length;
    const [first] = sold.map((r) => r.day).toSorted();
    if (first === undefined || !(cents > 0 || free)) continue;
    const { customer } = sold[0] ?? { customer: "" };
    const days = byCustomer.get(customer) ?? new Map<string, number>();
    days.set(first, (days.get(first) ?? 0) + cents);
    byCustomer.set(customer, days);
  }
  return new Map(
    [...byCustomer].map(([customer, days]) => {
      const sorted = [...days].toSorted(([a], [b]) => (a < b ? -1 : 1));
      const [first, opened] = sorted[0] ?? ["", 0];
      const total = sorted.reduce((sum, [, cents]) => sum + cents, 0);
      const last = sorted.at(-1)?.[0] ?? first;
      return [
        customer,
        {
          x: sorted.length - 1,
          tx: daysApart(first, last),
          first,
          repeat: (total - opened) / 100,
          total: total / 100,
        },
      ];
    }),
  );
}
