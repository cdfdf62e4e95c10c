/** A programme read day by day, as its words say, in whole numbers: cents of money, points. */

export type Row = {
  /** Days since the first one. */
  readonly day: number;
  readonly order: string | null;
  readonly cents: number;
  readonly refund: boolean;
  readonly fresh: boolean;
  readonly used: number;
};

export type Rules = {
  readonly per: number;
  /** Times three where it is fresh. */
  readonly fresh: boolean;
  /** Times one and a half on the level gold. */
  readonly gold: boolean;
  readonly goldFrom: number;
  readonly expire: number | null;
  readonly within: number;
};

type Order = { readonly day: number; readonly base: number };

/** Orders with what they earn before levels; a refund of an order is taken off it, another one stands alone. */
function ordersOf(rows: readonly Row[], { per, fresh }: Rules): readonly Order[] {
  const groups = Map.groupBy(rows, (row) => row.order ?? Symbol());
  return [...groups.values()].map((group) => {
    const sales = group.filter((row) => !row.refund);
    const days = (sales.length > 0 ? sales : group).map((row) => row.day);
    const cents = group.reduce((sum, row) => sum + row.cents * (fresh && row.fresh ? 3 : 1), 0);
    return { day: Math.min(...days), base: Math.trunc(cents / (per * 100)) };
  });
}

/** @param until D, in days since the first one */
export function naivePoints(rows: readonly Row[], rules: Rules, until: number) {
  const known = rows.filter((row) => row.day <= until);
  const orders = ordersOf(known, rules);
  const inWindow = (of: readonly Order[], day: number): number =>
    of.filter((o) => o.day > day - rules.within && o.day <= day).reduce((s, o) => s + o.base, 0);
  const pointsOf = ({ day, base }: Order): number => {
    const isGold = inWindow(orders, day - 1) >= rules.goldFrom;
    return rules.gold && isGold ? Math.trunc((base * 3) / 2) : base;
  };
  const pointed = orders.map((order) => ({ ...order, points: pointsOf(order) }));
  /** What is left of each day's points, the oldest first; what is used beyond all is owed. */
  const balanceAt = (end: number): number => {
    const lots: { readonly day: number; left: number }[] = [];
    let owed = 0;
    for (let day = 0; day <= end; day += 1) {
      if (rules.expire !== null)
        for (const lot of lots) if (lot.day <= day - rules.expire) lot.left = 0;
      const today = pointed.filter((o) => o.day === day);
      let earned = today.reduce((s, o) => s + Math.max(0, o.points), 0);
      const settled = Math.min(owed, earned);
      owed -= settled;
      earned -= settled;
      lots.push({ day, left: earned });
      let taken =
        today.reduce((s, o) => s + Math.max(0, -o.points), 0) +
        known.filter((row) => row.day === day).reduce((s, row) => s + row.used, 0);
      for (const lot of lots) {
        const from = Math.min(lot.left, taken);
        lot.left -= from;
        taken -= from;
      }
      owed += taken;
    }
    return lots.reduce((s, lot) => s + lot.left, 0) - owed;
  };
  const points = balanceAt(until);
  return {
    points,
    expiring: rules.expire === null ? 0 : points - balanceAt(until + 30),
    level: inWindow(orders, until),
    earned: pointed
      .filter((o) => o.day > until - rules.within && o.day <= until)
      .reduce((s, o) => s + o.points, 0),
  };
}
