import { busiest, busyness, promotionOf } from "./calendar.ts";
import type { Customer } from "./customers.ts";
import { isoOf, type Day } from "../../seeded/days.ts";
import { firstDay, lastDay } from "./days.ts";
import { integer, pick, pickWeighted, waiting, type Random } from "../../seeded/random.ts";

type Line = {
  readonly category: string;
  readonly product: string;
  readonly quantity: number;
  /** In fen. */
  readonly price: number;
};

export type Order = {
  readonly customer: string;
  readonly day: Day;
  readonly minute: number;
  readonly channel: "store" | "app" | "web";
  readonly promotion: string;
  readonly lines: readonly Line[];
  /** The order that is taken back, where this is a refund. */
  readonly refundOf: Order | null;
};

type Shelf = {
  readonly category: string;
  readonly products: readonly string[];
  /** Prices in yuan. */
  readonly low: number;
  readonly high: number;
};

/** What the shop sells, with how often it is bought. */
const shelves: readonly (readonly [Shelf, number])[] = [
  [shelf("kitchen", ["wok", "knife_set", "rice_cooker", "tea_set"], 40, 480), 28],
  [shelf("bedding", ["quilt", "pillow", "sheet_set"], 60, 620), 22],
  [shelf("lighting", ["desk_lamp", "lantern", "bulb"], 25, 360), 18],
  [shelf("storage", ["box", "shelf", "hanger"], 15, 260), 17],
  [shelf("decor", ["vase", "frame", "candle"], 20, 300), 15],
];

function shelf(category: string, products: readonly string[], low: number, high: number): Shelf {
  return { category, products, low, high };
}

/** Every order and refund of a customer, oldest first. */
export function drawOrders(random: Random, customer: Customer): readonly Order[] {
  const orders: Order[] = [];
  for (const day of orderDays(random, customer)) {
    const order = drawOrder(random, customer, day);
    orders.push(order);
    if (random() < customer.habit.returns) {
      const refund = drawRefund(random, order);
      if (refund.day <= lastDay) orders.push(refund);
    }
  }
  return orders;
}

function* orderDays(random: Random, { class: kind, habit }: Customer): Generator<Day> {
  if (habit.punctual) {
    for (let day = habit.start; day <= habit.end; day += habit.gap) yield day;
    return;
  }
  // Draws candidates at the busiest pace and keeps as many as the day is busy.
  let time = habit.start + random() * 5;
  while (time < habit.end + 1) {
    const day = Math.floor(time);
    if (random() * busiest < busyness(day, kind)) yield day;
    time += Math.max(0.5, waiting(random, habit.gap / busiest));
  }
}

function drawOrder(random: Random, customer: Customer, day: Day): Order {
  const { habit } = customer;
  const grown = (day - firstDay) / (lastDay - firstDay);
  const running = promotionOf(day);
  const taken = running !== null && random() < 0.35 + 0.65 * habit.promotion;
  // Promotion hunters have a voucher on other days too.
  const promotion = taken ? running : random() < 0.55 * habit.promotion ** 2 ? "voucher" : "";
  const usesApp = random() < habit.app * (0.35 + 0.6 * grown);
  return {
    customer: customer.id,
    day,
    minute: integer(random, 8 * 60, 21 * 60 + 59),
    channel: usesApp
      ? "app"
      : random() < (customer.class === "business" ? 0.5 : 0.2)
        ? "web"
        : "store",
    promotion,
    lines: Array.from({ length: lineCount(random) }, () =>
      drawLine(random, habit.size, promotion !== ""),
    ),
    refundOf: null,
  };
}

const lineCount = (random: Random): number =>
  pickWeighted(random, [
    [1, 32],
    [2, 30],
    [3, 20],
    [4, 12],
    [5, 6],
  ]);

function drawLine(random: Random, size: number, reduced: boolean): Line {
  const { category, products, low, high } = pickWeighted(random, shelves);
  const price = Math.round((low + (high - low) * random() ** 2) * (reduced ? 85 : 100));
  return {
    category,
    product: pick(random, products),
    quantity: Math.max(1, Math.round(size * (0.5 + random()))),
    price,
  };
}

function drawRefund(random: Random, order: Order): Order {
  const line = pick(random, order.lines);
  const quantity = -integer(random, 1, line.quantity);
  return {
    ...order,
    day: order.day + integer(random, 2, 20),
    minute: integer(random, 9 * 60, 18 * 60),
    lines: [{ ...line, quantity }],
    refundOf: order,
  };
}

/** What the lines come to, in fen. */
export const totalOf = (orders: readonly Order[]): number =>
  orders.flatMap((order) => order.lines).reduce((sum, line) => sum + line.quantity * line.price, 0);

export const transactionHeader =
  "order_no,customer_id,ordered_at,type,original_order,channel,promotion,category,product,quantity,unit_price";

/** The lines of the transaction file, oldest first; orders are numbered in that order. */
export function transactionLines(orders: readonly Order[]): readonly string[] {
  const sorted = orders.toSorted(
    (a, b) => a.day - b.day || a.minute - b.minute || (a.customer < b.customer ? -1 : 1),
  );
  const numbers = new Map<Order, string>();
  return sorted.flatMap((order, index) => {
    const number = `${order.refundOf === null ? "SO" : "RF"}${String(index + 1).padStart(6, "0")}`;
    numbers.set(order, number);
    const original = order.refundOf === null ? "" : (numbers.get(order.refundOf) ?? "");
    const time = `${isoOf(order.day)} ${clock(order.minute)}:00`;
    const type = order.refundOf === null ? "sale" : "refund";
    const shared = `${number},${order.customer},${time},${type},${original},${order.channel},${order.promotion}`;
    return order.lines.map(
      (line) =>
        `${shared},${line.category},${line.product},${line.quantity},${(line.price / 100).toFixed(2)}`,
    );
  });
}

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
