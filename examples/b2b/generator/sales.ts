import { isoOf, toDay, type Day } from "../../seeded/days.ts";
import { chance, integer, pickWeighted, type Random } from "../../seeded/random.ts";
import type { Table } from "../../seeded/tables.ts";
import type { Account } from "./accounts.ts";
import type { Market } from "./market.ts";

const lastDay: Day = toDay("2026-10-31");
/** Authorities spend what is left of their year. */
const yearEnds: readonly Day[] = [toDay("2024-11-01"), toDay("2025-11-01")];

/** Two years of orders. */
export function orders(random: Random, accounts: readonly Account[]): Table {
  const drawn = accounts.flatMap((account) => {
    const count = integer(random, 6, 14);
    return Array.from({ length: count }, () => ({
      day: drawDay(random, account),
      row: [
        account.id,
        drawLine(random, account),
        Math.round(((2 * account.volume) / count) * (0.6 + 0.8 * random())),
      ] as const,
    }));
  });
  const sorted = drawn.toSorted((a, b) => a.day - b.day);
  return {
    file: "transactions.csv",
    columns: ["ordered_on", "order_no", "account_id", "line", "amount"],
    rows: sorted.map(({ day, row }, index) => [
      isoOf(index === sorted.length - 1 ? lastDay : day),
      `PO${String(index + 1).padStart(6, "0")}`,
      ...row,
    ]),
    shuffle: [["ordered_on"], ["line"]],
  };
}

function drawDay(random: Random, account: Account): Day {
  const yearEnd = yearEnds[integer(random, 0, 1)] ?? lastDay;
  if (account.class === "government" && chance(random, 0.8))
    return yearEnd + integer(random, 0, 60);
  return lastDay - integer(random, 0, 729);
}

function drawLine(random: Random, account: Account): string {
  const maker = account.industry === "manufacturing";
  return pickWeighted(random, [
    ["cloud", 30],
    ["network", 30],
    ["devices", account.class === "small_business" ? 60 : 25],
    ["services", maker ? 60 : 12],
  ]);
}

/** A year of offers: won where rivals are few and our own engineers near. */
export function offers(
  random: Random,
  accounts: readonly Account[],
  market: readonly Market[],
): Table {
  const marketOf = (account: Account) =>
    market.find((m) => m.industry === account.industry && m.region === account.region);
  return {
    file: "offers.csv",
    columns: ["offered_on", "account_id", "outcome", "value"],
    rows: accounts.flatMap((account) => {
      if (chance(random, 0.3)) return [];
      const { rivals = 5, engineers = 4 } = marketOf(account) ?? {};
      const odds = 0.3 * (5 - rivals) + 0.3 * (engineers - 4);
      return Array.from({ length: integer(random, 2, 5) }, () => [
        isoOf(lastDay - integer(random, 0, 364)),
        account.id,
        chance(random, 1 / (1 + Math.exp(-odds))) ? "won" : "lost",
        Math.round(account.volume * (0.2 + 0.4 * random())),
      ]);
    }),
    shuffle: [["outcome"]],
  };
}
