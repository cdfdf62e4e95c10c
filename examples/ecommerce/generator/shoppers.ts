import { isoOf, toDay, type Day } from "../../seeded/days.ts";
import { cities, memberName } from "../../seeded/names.ts";
import {
  chance,
  integer,
  normal,
  pick,
  pickWeighted,
  waiting,
  type Random,
} from "../../seeded/random.ts";
import type { Table } from "../../seeded/tables.ts";

/** The story's first and last day, and the month of the campaign. */
const firstDay: Day = toDay("2024-11-01");
export const lastDay: Day = toDay("2026-10-31");
export const campaignStart: Day = toDay("2026-09-01");
export const campaignEnd: Day = toDay("2026-09-30");

export const categories = ["outdoor", "audio", "kitchen", "beauty", "books"] as const;
export type Category = (typeof categories)[number];

/** A customer as the generator knows them. */
export type Shopper = {
  readonly id: string;
  readonly name: string;
  readonly age: number;
  readonly city: string;
  /** Joined the programme for students and first jobs. */
  readonly campus: boolean;
  readonly arm: "treated" | "held_out" | null;
  readonly interest: Category;
  /** Mean days between visits. */
  readonly gap: number;
  /** Multiplies prices: who takes the dear one. */
  readonly size: number;
  /** The share of visits that end in an order. */
  readonly buys: number;
  readonly joined: Day;
  readonly end: Day;
};

/** Every second campus member who agreed to messages gets the campaign, drawn by lot. */
export const drawShoppers = (random: Random): readonly Shopper[] =>
  Array.from({ length: 1600 }, (_, index) => {
    const age = chance(random, 0.4) ? integer(random, 18, 27) : integer(random, 28, 70);
    const campus = age <= 27 && chance(random, 0.75);
    const joined = chance(random, 0.5) ? firstDay : integer(random, firstDay, lastDay - 30);
    // Each leaves at their own pace: some within weeks, many never in these years.
    const life = waiting(random, 30 * Math.exp(normal(random, 2.2, 2)));
    return {
      id: `C${String(index + 1).padStart(5, "0")}`,
      name: memberName(random).name,
      age,
      city: pickWeighted(random, cities)[1],
      campus,
      arm: campus && agreesToPush(index) ? (chance(random, 0.5) ? "treated" : "held_out") : null,
      interest: pick(random, categories),
      gap: 12 + 45 * Math.exp(normal(random, 0, 0.8)),
      size: Math.exp(normal(random, 0, 0.55)),
      buys: 0.2 + 0.6 * random(),
      joined,
      end: Math.min(lastDay, joined + Math.floor(life)),
    };
  });

const agreesToPush = (index: number): boolean => index % 9 !== 0;

export const shopperTable = (shoppers: readonly Shopper[]): Table => ({
  file: "customers.csv",
  columns: "customer_id,name,age,city,programme,joined,email,push_ok,email_ok,profiling_ok".split(
    ",",
  ),
  rows: shoppers.map((shopper, index) => [
    shopper.id,
    shopper.name,
    shopper.age,
    shopper.city,
    shopper.campus ? "campus" : "none",
    isoOf(shopper.joined),
    `shopper${index + 1}@example.com`,
    agreesToPush(index),
    index % 4 !== 0,
    index % 6 !== 0,
  ]),
  shuffle: [["age"], ["city"]],
});

/** Who got the campaign, and who was left out so that there is somebody to compare with. */
export const campaignTable = (shoppers: readonly Shopper[]): Table => ({
  file: "campaign.csv",
  columns: ["customer_id", "sent_on", "arm"],
  rows: shoppers.flatMap(({ id, arm }) => (arm === null ? [] : [[id, isoOf(campaignStart), arm]])),
  shuffle: [["arm"]],
});
