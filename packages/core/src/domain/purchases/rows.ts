/** The rows that models of purchases learn from. */
import type { Numbers } from "../fit.ts";

const daysOfWeek = 7;

/** A customer as the models see one: weeks, and money in the project's currency. */
export type Buyer = {
  readonly x: number;
  readonly tx: number;
  readonly T: number;
  /** What the repeat purchases brought. */
  readonly repeatMoney: number;
};

/** A customer of the first part of the time, and what came after it. */
export type HeldOutBuyer = Buyer & {
  readonly bought: number;
  /** What purchases brought in the first part, and after it. */
  readonly before: number;
  readonly after: number;
};

const at = (column: Float64Array | undefined, i: number): number => column?.[i] ?? Number.NaN;

/** Everybody, as of D. */
export function buyersOf(rows: Numbers): readonly Buyer[] {
  const { x = new Float64Array(), tx, t, repeat } = rows;
  return Array.from(x, (repeats, i) => ({
    x: repeats,
    tx: at(tx, i) / daysOfWeek,
    T: at(t, i) / daysOfWeek,
    repeatMoney: at(repeat, i),
  }));
}

/** Who had bought by the middle of the data, as of then. */
export function heldOutOf(rows: Numbers): readonly HeldOutBuyer[] {
  const { x = new Float64Array(), x_c, tx_c, t_c, repeat_c, before, after } = rows;
  return Array.from(x, (repeats, i) => ({
    x: at(x_c, i),
    tx: at(tx_c, i) / daysOfWeek,
    T: at(t_c, i) / daysOfWeek,
    repeatMoney: at(repeat_c, i),
    bought: Math.max(0, repeats - at(x_c, i)),
    before: at(before, i),
    after: at(after, i),
  })).filter((buyer) => !Number.isNaN(buyer.x));
}

/** Days from the middle of the data to D; 0 where nobody had bought by then. */
export function heldOutDays({ t = new Float64Array(), t_c }: Numbers): number {
  const first = t.findIndex((_, i) => !Number.isNaN(at(t_c, i)));
  return first === -1 ? 0 : at(t, first) - at(t_c, first);
}

/** Days from the first purchase of all to D. */
export const observedDays = ({ t = new Float64Array() }: Numbers): number =>
  t.reduce((most, days) => Math.max(most, days), 0);

/** Repeat buyers whose purchases brought something, for the model of spend. */
export const spendsOf = (
  buyers: readonly Buyer[],
): readonly { readonly x: number; readonly m: number }[] =>
  buyers.flatMap(({ x, repeatMoney }) =>
    x > 0 && repeatMoney > 0 ? { x, m: repeatMoney / x } : [],
  );
