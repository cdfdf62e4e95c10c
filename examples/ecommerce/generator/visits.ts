import { isoOf, type Day } from "../../seeded/days.ts";
import { chance, integer, pick, waiting, type Random } from "../../seeded/random.ts";
import type { Table } from "../../seeded/tables.ts";
import {
  campaignEnd,
  campaignStart,
  categories,
  lastDay,
  type Category,
  type Shopper,
} from "./shoppers.ts";

/** A visit: what was looked at, and what was bought. */
type Visit = {
  readonly customer: string;
  readonly day: Day;
  readonly category: Category;
  readonly views: number;
  readonly bought: readonly string[];
  /** Multiplies prices. */
  readonly size: number;
};

/** What is sold, with what goes with it. */
const shelves: Readonly<Record<Category, readonly (readonly [string, string])[]>> = {
  outdoor: [
    ["tent", "lantern"],
    ["boots", "socks"],
    ["rucksack", "bottle"],
  ],
  audio: [
    ["headphones", "case"],
    ["speaker", "cable"],
    ["turntable", "record"],
  ],
  kitchen: [
    ["wok", "spatula"],
    ["espresso_machine", "beans"],
    ["knife", "board"],
  ],
  beauty: [
    ["serum", "mask"],
    ["perfume", "sampler"],
    ["brush", "sponge"],
  ],
  books: [
    ["novel", "bookmark"],
    ["atlas", "lens"],
    ["cookbook", "apron"],
  ],
};

/** Visits at a customer's own pace, mostly to what interests them; the campaign brings one in four who got it. */
export function drawVisits(random: Random, shopper: Shopper): readonly Visit[] {
  const visits: Visit[] = [];
  let time = shopper.joined + random() * 20;
  while (time <= shopper.end) {
    visits.push(drawVisit(random, shopper, Math.floor(time)));
    time += Math.max(0.5, waiting(random, shopper.gap));
  }
  if (shopper.arm === "treated" && chance(random, 0.3)) {
    const day = integer(random, campaignStart, campaignEnd);
    visits.push({
      ...drawVisit(random, shopper, day),
      bought: drawBasket(random, shopper.interest),
    });
  }
  return visits;
}

function drawVisit(random: Random, shopper: Shopper, day: Day): Visit {
  const category = chance(random, 0.75) ? shopper.interest : pick(random, categories);
  const buys = chance(random, shopper.buys);
  return {
    customer: shopper.id,
    day,
    category,
    views: integer(random, 1, buys ? 6 : 4),
    bought: buys ? drawBasket(random, category) : [],
    size: shopper.size,
  };
}

/** Two in five take what goes with it, one in ten something else. */
function drawBasket(random: Random, category: Category): readonly string[] {
  const [main, companion] = pick(random, shelves[category]);
  const more = chance(random, 0.4) ? [companion] : [];
  const other = chance(random, 0.1) ? [pick(random, shelves[pick(random, categories)])[0]] : [];
  return [main, ...more, ...other];
}

const categoryOf = new Map(
  categories.flatMap((category) =>
    shelves[category].flat().map((product) => [product, category] as const),
  ),
);

/** Lines of orders, oldest first. */
export function orderTable(random: Random, visits: readonly Visit[]): Table {
  const bought = visits
    .filter((visit) => visit.bought.length > 0)
    .toSorted((a, b) => a.day - b.day);
  return {
    file: "transactions.csv",
    columns: ["ordered_on", "order_no", "customer_id", "category", "product", "amount"],
    rows: bought.flatMap((visit, index) =>
      visit.bought.map((product) => [
        isoOf(index === bought.length - 1 ? lastDay : visit.day),
        `E${String(index + 1).padStart(6, "0")}`,
        visit.customer,
        categoryOf.get(product) ?? visit.category,
        product,
        Math.round(integer(random, 30, 400) * visit.size),
      ]),
    ),
    shuffle: [["category", "product"]],
  };
}

/**
 * What was looked at on a day: a product of the category, most often the one that the same customer buys next from it.
 * Drawn after the orders, so that those stay as they are.
 */
export const viewTable = (random: Random, visits: readonly Visit[]): Table => ({
  file: "views.csv",
  columns: ["viewed_on", "customer_id", "category", "product", "pages"],
  rows: visits.map((visit, index) => [
    isoOf(visit.day),
    visit.customer,
    visit.category,
    (chance(random, 0.7) ? boughtNext(visits, index) : undefined) ??
      pick(random, shelves[visit.category])[0],
    visit.views,
  ]),
  shuffle: [["category", "product"]],
});

/** The first product of the customer's next order whose main thing is of the category looked at; at most ten visits on. */
function boughtNext(visits: readonly Visit[], index: number): string | undefined {
  const { customer, category } = visits[index] ?? {};
  const following = visits.slice(index + 1, index + 11);
  return following.find(
    (later) =>
      later.customer === customer && later.bought.length > 0 && later.category === category,
  )?.bought[0];
}
