import { toDay, type Day } from "../../seeded/days.ts";
import { businessName, cities, memberName } from "../../seeded/names.ts";
import {
  chance,
  integer,
  normal,
  pick,
  pickWeighted,
  within,
  type Random,
} from "../../seeded/random.ts";

/** The day of the story: the year before it is told. */
export const lastDay: Day = toDay("2026-09-30");

export type RiskPreference = "conservative" | "balanced" | "growth";

/** A client as the generator knows them; the files show only what follows from it. */
export type Client = {
  readonly id: string;
  readonly name: string;
  readonly class: "personal" | "corporate";
  readonly city: string;
  readonly age: number | null;
  /** A year's income, in yuan; of a firm its turnover. */
  readonly income: number;
  readonly risk: RiskPreference | null;
  readonly payroll: boolean;
  readonly manager: string;
  /** How gladly the app is used, in [0, 1]. */
  readonly digital: number;
  readonly deposits: number;
  readonly investments: number;
  /** The share of investments in funds and shares. */
  readonly equity: number;
  readonly loans: number;
  /** The share of the credit line in use. */
  readonly limitUsed: number;
  /** Chance that an instalment is late. */
  readonly late: number;
};

const managers = ["Chen Yu", "Sun Hao", "Xu Lan"];

export const drawClients = (random: Random): readonly Client[] =>
  Array.from({ length: 2000 }, (_, index) => {
    const id = `K${String(index + 1).padStart(5, "0")}`;
    return index % 10 === 9 ? drawFirm(random, id) : drawPerson(random, id);
  });

function drawPerson(random: Random, id: string): Client {
  const age = pickWeighted(random, [
    [integer(random, 18, 35), 40],
    [integer(random, 36, 59), 35],
    [integer(random, 60, 82), 25],
  ]);
  // The young do it in the app, the old at the counter; one in nine is the other way round.
  const usual = age <= 35 ? 0.92 : age < 60 ? 0.55 : 0.1;
  const digital = within(
    (chance(random, 0.11) ? 1 - usual : usual) + normal(random, 0, 0.08),
    0,
    1,
  );
  const income = Math.round(1000 * within(normal(random, age < 60 ? 140 : 80, 45), 30, 400));
  const wealthy = age > 35 && chance(random, 0.05);
  const wealth = wealthy
    ? 1_200_000 + 9_000_000 * random() ** 2
    : income * (age <= 35 ? 0.3 : 1.6) * Math.exp(normal(random, 0, 0.6));
  const risk = pickWeighted<RiskPreference>(random, [
    ["conservative", age >= 60 ? 60 : age > 35 ? 40 : 25],
    ["balanced", 35],
    ["growth", age >= 60 ? 8 : age > 35 ? 22 : 35],
  ]);
  const invested = wealthy ? 0.75 : 0.35;
  return {
    id,
    name: memberName(random).name,
    class: "personal",
    city: pickWeighted(random, cities)[1],
    age,
    income,
    risk,
    payroll: false,
    manager: wealthy ? pick(random, managers) : "",
    digital: wealthy ? digital * 0.5 : digital,
    deposits: Math.round(wealth * (1 - invested)),
    investments: Math.round(wealth * invested),
    equity: drawEquity(random, risk),
    ...drawDebt(random, income, wealth, age >= 65 ? 0.05 : 0.5),
  };
}

/** As bold as they say they are, but for one conservative client in twenty-five. */
function drawEquity(random: Random, risk: RiskPreference): number {
  if (risk === "conservative") return chance(random, 0.04) ? 0.4 + 0.4 * random() : 0.15 * random();
  return risk === "balanced" ? 0.2 + 0.25 * random() : 0.42 + 0.5 * random();
}

/** Whoever owes much beside their income, uses up the credit line and has little put by pays late. */
function drawDebt(
  random: Random,
  income: number,
  wealth: number,
  share: number,
): Pick<Client, "loans" | "limitUsed" | "late"> {
  if (!chance(random, share)) return { loans: 0, limitUsed: 0.2 * random(), late: 0 };
  const multiple = 0.3 + 7 * random() ** 2;
  const limitUsed = within(0.1 * multiple + normal(random, 0.15, 0.15), 0, 1);
  const buffer = wealth / (income * multiple);
  const strain = 1.1 * multiple + 2 * limitUsed - 1.5 * within(buffer, 0, 2);
  return {
    loans: Math.round(income * multiple),
    limitUsed,
    late: 0.01 + 0.3 / (1 + Math.exp(0.8 * (5.5 - strain))),
  };
}

function drawFirm(random: Random, id: string): Client {
  const income = Math.round(1_000_000 * Math.exp(normal(random, 2.3, 0.9)));
  // Firms that pay their wages through the bank keep their money there.
  const payroll = chance(random, 0.35);
  const deposits = Math.round(income * (payroll ? 0.14 : 0.03) * Math.exp(normal(random, 0, 0.3)));
  return {
    id,
    name: businessName(random, pickWeighted(random, cities)).name,
    class: "corporate",
    city: pickWeighted(random, cities)[1],
    age: null,
    income,
    risk: null,
    payroll,
    manager: pick(random, managers),
    digital: 0.5,
    deposits,
    investments: 0,
    equity: 0,
    loans: chance(random, 0.5) ? Math.round(income * 0.2 * random()) : 0,
    limitUsed: random() * 0.6,
    late: 0.01,
  };
}
