import { isoOf, toDay, type Day } from "../../seeded/days.ts";
import { cities, memberName } from "../../seeded/names.ts";
import {
  chance,
  integer,
  normal,
  pick,
  pickWeighted,
  within,
  type Random,
} from "../../seeded/random.ts";
import type { Table } from "../../seeded/tables.ts";

const lastDay: Day = toDay("2026-09-30");

type Product = "motor" | "home" | "life";

/** A year of insurance, and what happened in it. */
type PolicyYear = {
  readonly start: Day;
  readonly end: Day;
  readonly claim: {
    readonly day: Day;
    readonly daysToSettle: number;
    readonly paid: number;
  } | null;
  /** Out of ten; unknown where nobody answered. */
  readonly nps: number | null;
};

/** A policyholder as the generator knows them. */
type Holder = {
  readonly id: string;
  readonly name: string;
  readonly age: number;
  readonly city: string;
  readonly channel: string;
  readonly products: readonly Product[];
  /** A year's premium of each product, in yuan. */
  readonly premium: number;
  readonly years: readonly PolicyYear[];
};

export const drawHolders = (random: Random): readonly Holder[] =>
  Array.from({ length: 2200 }, (_, index) => {
    const first = pickWeighted<Product>(random, [
      ["motor", 50],
      ["home", 25],
      ["life", 25],
    ]);
    const second = pick(
      random,
      (["motor", "home", "life"] as const).filter((p) => p !== first),
    );
    const bundle = chance(random, 0.3);
    return {
      id: `P${String(index + 1).padStart(5, "0")}`,
      name: memberName(random).name,
      age: integer(random, 22, 74),
      city: pickWeighted(random, cities)[1],
      channel: pick(random, ["agent", "agent", "online", "branch"]),
      products: bundle ? [first, second] : [first],
      premium: Math.round(1500 * Math.exp(normal(random, first === "life" ? 1.2 : 0.4, 0.5))),
      years: drawYears(random, bundle),
    };
  });

/**
 * Who leaves differs from holder to holder: a chance from Beta(1, 4). Holders of two products leave half as often, and
 * whoever waited more than a month for a claim leaves far more often.
 */
function drawYears(random: Random, bundle: boolean): readonly PolicyYear[] {
  const leaving = (1 - (1 - random()) ** (1 / 4)) * (bundle ? 0.5 : 1);
  const years: PolicyYear[] = [];
  let start = lastDay - integer(random, 20, 8 * 365);
  for (;;) {
    const end = start + 365;
    const hadClaim = chance(random, 0.25);
    const slow = hadClaim && chance(random, 0.35);
    const day = start + integer(random, 10, 330);
    const answer = Math.round(within(normal(random, slow ? 3.5 : 8.4, 1.3), 0, 10));
    years.push({
      start,
      end,
      claim: hadClaim
        ? {
            day,
            daysToSettle: slow ? integer(random, 31, 95) : integer(random, 2, 28),
            paid: integer(random, 400, 9000),
          }
        : null,
      nps: chance(random, 0.6) ? answer : null,
    });
    if (end > lastDay || chance(random, slow ? within(leaving + 0.45, 0, 0.95) : leaving)) break;
    start = end;
  }
  return years;
}

export const holderTable = (holders: readonly Holder[]): Table => ({
  file: "customers.csv",
  columns: "customer_id,name,age,city,sales_channel,phone,email,sms_ok,call_ok,profiling_ok".split(
    ",",
  ),
  rows: holders.map((holder, index) => [
    holder.id,
    holder.name,
    holder.age,
    holder.city,
    holder.channel,
    `137${String((index * 15_485) % 100_000_000).padStart(8, "0")}`,
    `holder${index + 1}@example.com`,
    index % 4 !== 0,
    index % 8 !== 0,
    index % 5 !== 0,
  ]),
  shuffle: [["age"], ["city"], ["sales_channel"]],
});

const eachYear = <T>(
  holders: readonly Holder[],
  rowsOf: (holder: Holder, year: PolicyYear) => readonly T[],
): readonly T[] =>
  holders.flatMap((holder) => holder.years.flatMap((year) => rowsOf(holder, year)));

/** Premiums, paid when a year begins. */
export const premiums = (holders: readonly Holder[]): Table => ({
  file: "transactions.csv",
  columns: ["paid_on", "customer_id", "product", "premium"],
  rows: eachYear(holders, (holder, year) =>
    holder.products.map((product) => [isoOf(year.start), holder.id, product, holder.premium]),
  ).toSorted(([a], [b]) => ((a ?? "") < (b ?? "") ? -1 : 1)),
  shuffle: [["premium"]],
});

/** A row for each year of each product. */
export const policies = (holders: readonly Holder[]): Table => ({
  file: "policies.csv",
  columns: ["customer_id", "product", "starts", "ends", "premium"],
  rows: eachYear(holders, (holder, year) =>
    holder.products.map((product) => [
      holder.id,
      product,
      isoOf(year.start),
      isoOf(year.end),
      holder.premium,
    ]),
  ),
  shuffle: [["starts", "ends"], ["product"]],
});

export const claims = (holders: readonly Holder[]): Table => ({
  file: "claims.csv",
  columns: ["customer_id", "claimed_on", "days_to_settle", "paid"],
  rows: eachYear(holders, (holder, { claim }) =>
    claim === null || claim.day > lastDay
      ? []
      : [[holder.id, isoOf(claim.day), claim.daysToSettle, claim.paid]],
  ),
  shuffle: [["days_to_settle"], ["paid"]],
});

/** Asked in the last weeks of each year. */
export const surveys = (holders: readonly Holder[]): Table => ({
  file: "surveys.csv",
  columns: ["customer_id", "answered_on", "nps"],
  rows: eachYear(holders, (holder, { end, nps }) =>
    nps === null || end - 25 > lastDay ? [] : [[holder.id, isoOf(end - 25), nps]],
  ),
  shuffle: [["nps"]],
});
