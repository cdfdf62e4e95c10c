/** What the bank has on record of its clients. */
import { isoOf } from "../../seeded/days.ts";
import { chance, integer, pick, pickWeighted, type Random } from "../../seeded/random.ts";
import type { Table } from "../../seeded/tables.ts";
import { lastDay, type Client } from "./clients.ts";

export const clientTable = (clients: readonly Client[]): Table => ({
  file: "customers.csv",
  columns:
    "customer_id,name,class,city,age,income,risk_preference,pays_wages_here,phone,relationship_manager,sms_ok,phone_ok,profiling_ok".split(
      ",",
    ),
  rows: clients.map((client, index) => [
    client.id,
    client.name,
    client.class,
    client.city,
    client.age,
    client.income,
    client.risk,
    client.payroll,
    `139${String((index * 7919) % 100_000_000).padStart(8, "0")}`,
    client.manager,
    index % 4 !== 0,
    index % 7 !== 0,
    index % 5 !== 0,
  ]),
  shuffle: [["age"], ["income"], ["risk_preference"], ["pays_wages_here"]],
});

/** What is done at the bank, where, and what the bank earned with it. */
export function uses(random: Random, clients: readonly Client[]): Table {
  const rows = clients.flatMap((client) => {
    const count = integer(random, 4, client.class === "corporate" ? 30 : 16);
    const interest =
      (client.deposits * 0.006 + client.investments * 0.007 + client.loans * 0.015) / count;
    return Array.from({ length: count }, () => {
      const [channel, service] = drawUse(random, client);
      const income = interest + 1 + 6 * random();
      return {
        day: lastDay - integer(random, 0, 364),
        row: [client.id, channel, service, income.toFixed(2)] as const,
      };
    });
  });
  const sorted = rows.toSorted((a, b) => a.day - b.day);
  // The story ends on its last day, whatever was drawn.
  const last = sorted.length - 1;
  return {
    file: "transactions.csv",
    columns: ["used_on", "customer_id", "channel", "service", "income"],
    rows: sorted.map(({ day, row }, index) => [isoOf(index === last ? lastDay : day), ...row]),
    shuffle: [["channel", "service"], ["income"]],
  };
}

function drawUse(random: Random, client: Client): readonly [channel: string, service: string] {
  if (client.class === "corporate")
    return [
      pickWeighted(random, [
        ["host", 60],
        ["counter", 25],
        ["adviser", 15],
      ]),
      client.payroll && chance(random, 0.5) ? "payroll" : pick(random, ["cash", "trade", "credit"]),
    ];
  if (chance(random, client.digital)) return ["app", pick(random, ["transfer", "payment", "fund"])];
  if (client.manager !== "" && chance(random, 0.6)) return ["adviser", "advice"];
  return [
    pickWeighted(random, [
      ["counter", 80],
      ["phone", 20],
    ]),
    pick(random, ["deposit", "transfer", "pension"]),
  ];
}

const quarterEnds = ["2025-09-30", "2025-12-31", "2026-03-31", "2026-06-30", "2026-09-30"];

/** What stood on the accounts at the end of each quarter, in yuan. */
export const balances = (random: Random, clients: readonly Client[]): Table => ({
  file: "balances.csv",
  columns: ["customer_id", "quarter_end", "deposits", "bonds", "equity", "loans", "limit_used"],
  rows: clients.flatMap((client) =>
    quarterEnds.map((day, index) => {
      const wobble = 0.95 + 0.1 * random();
      const put = (amount: number) => Math.round(amount * wobble);
      // Whose instalments are late has been living on what was put by.
      const eaten = client.late > 0.1 ? 1.8 - 0.2 * index : 1;
      return [
        client.id,
        day,
        put(client.deposits * eaten),
        put(client.investments * (1 - client.equity)),
        put(client.investments * client.equity),
        client.loans,
        client.limitUsed.toFixed(2),
      ];
    }),
  ),
  shuffle: [["deposits"], ["bonds", "equity"], ["loans", "limit_used"]],
});

/** Products held, from when to when. */
export const holdings = (random: Random, clients: readonly Client[]): Table => ({
  file: "holdings.csv",
  columns: ["customer_id", "product", "opened", "closed"],
  rows: clients.flatMap((client) =>
    productsOf(random, client).map((product) => {
      const opened = lastDay - integer(random, 60, 3000);
      const closed = chance(random, 0.12) ? opened + integer(random, 30, 900) : null;
      return [
        client.id,
        product,
        isoOf(opened),
        closed === null || closed > lastDay ? null : isoOf(closed),
      ];
    }),
  ),
  shuffle: [["product"]],
});

function productsOf(random: Random, client: Client): readonly string[] {
  const firm = client.class === "corporate";
  return [
    firm ? "current_account" : "debit_card",
    ...(client.loans > 0 ? ["loan"] : []),
    ...(client.investments > 0 && chance(random, 0.7) ? ["fund"] : []),
    ...(client.payroll ? ["payroll"] : []),
    ...(client.manager !== "" && !firm ? ["mandate"] : []),
    ...(chance(random, 0.35) ? ["credit_card"] : []),
  ];
}

/** A year of instalments, each with how late it was paid. */
export const repayments = (random: Random, clients: readonly Client[]): Table => ({
  file: "repayments.csv",
  columns: ["customer_id", "due_on", "days_late"],
  rows: clients
    .filter((client) => client.loans > 0)
    .flatMap((client) =>
      Array.from({ length: 12 }, (_, month) => [
        client.id,
        isoOf(lastDay - 15 - 30 * month),
        chance(random, client.late) ? integer(random, 5, 60) : 0,
      ]),
    ),
  shuffle: [["days_late"]],
});
