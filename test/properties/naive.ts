/** The definitions of METHODS, written again as plainly as possible: what the engine is compared with. */

export type Line = {
  readonly customer: string;
  readonly order: string;
  /** ISO day. */
  readonly day: string;
  /** Hundredths. */
  readonly cents: number;
  readonly refund: boolean;
  /** For refunds: the order that is sent back, where it is named. */
  readonly of: string | null;
};

const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000;

export type Metrics = {
  readonly recency: number | null;
  readonly frequency: number;
  readonly monetary: number;
  readonly tenure: number | null;
  readonly interPurchaseTime: number | null;
  readonly firstOrder: string | null;
  readonly lastOrder: string | null;
};

/** The metrics of one customer in (asOf − within, asOf]. */
export function metricsOf(lines: readonly Line[], asOf: string, within: number | null): Metrics {
  const known = lines.filter((line) => line.day <= asOf);
  const inside = (day: string): boolean =>
    within === null || dayNumber(day) > dayNumber(asOf) - within;
  const orders = new Map<string, { sales: string[]; all: string[]; cents: number }>();
  let loose = 0;
  for (const line of known) {
    const order = line.refund ? line.of : line.order;
    if (order === null) {
      if (inside(line.day)) loose -= Math.abs(line.cents);
      continue;
    }
    const found = orders.get(order) ?? { sales: [], all: [], cents: 0 };
    orders.set(order, found);
    found.all.push(line.day);
    if (!line.refund) found.sales.push(line.day);
    found.cents += line.refund ? -Math.abs(line.cents) : line.cents;
  }
  const dated = [...orders.values()].map((order) => ({
    day: (order.sales.length > 0 ? order.sales : order.all).toSorted()[0] ?? "",
    cents: order.cents,
  }));
  const seen = dated.filter((order) => inside(order.day));
  const kept = seen
    .filter((order) => order.cents > 0)
    .map((order) => order.day)
    .toSorted();
  const [first] = kept;
  const last = kept.at(-1);
  const days = new Set(kept).size;
  const ago = (day: string | undefined): number | null =>
    day === undefined ? null : dayNumber(asOf) - dayNumber(day);
  return {
    recency: ago(last),
    frequency: kept.length,
    monetary: (seen.reduce((sum, order) => sum + order.cents, 0) + loose) / 100,
    tenure: ago(first),
    interPurchaseTime:
      days < 2 || first === undefined || last === undefined
        ? null
        : (dayNumber(last) - dayNumber(first)) / (days - 1),
    firstOrder: first ?? null,
    lastOrder: last ?? null,
  };
}

/** 1 + ⌊scale · (strictly worse) / N⌋. */
export function score(
  value: number,
  all: readonly number[],
  worse: (other: number) => boolean,
  scale: number,
): number {
  void value;
  return 1 + Math.floor((scale * all.filter(worse).length) / all.length);
}

/** Whether Σ(strictly greater) / Σ(positive) < share, for a positive value. Cents, so that sums are exact. */
export function isInTop(value: number, all: readonly number[], share: number): boolean {
  const positive = all.filter((v) => v > 0);
  const total = positive.reduce((a, b) => a + b, 0);
  const above = positive.filter((v) => v > value).reduce((a, b) => a + b, 0);
  return value > 0 && above / total < share;
}
