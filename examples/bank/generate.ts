/** Writes the invented data of this example. `node examples/bank/generate.ts [folder] [--shuffled]` */
import { generateAsProgram, writeTables, type Generate } from "../seeded/tables.ts";
import { seeded } from "../seeded/random.ts";
import { drawClients } from "./generator/clients.ts";
import { balances, clientTable, holdings, repayments, uses } from "./generator/records.ts";

const seed = 20260930;

/** What is written. */
export const files = [
  "customers.csv",
  "transactions.csv",
  "balances.csv",
  "holdings.csv",
  "repayments.csv",
];

/** Writes 2,000 clients of a bank: what they are, hold, owe, and how they are served. */
export const generate: Generate = (folder, options) => {
  const random = seeded(seed);
  const clients = drawClients(random);
  const tables = [
    clientTable(clients),
    uses(random, clients),
    balances(random, clients),
    holdings(random, clients),
    repayments(random, clients),
  ];
  return writeTables(folder, tables, seed, options);
};

await generateAsProgram(import.meta.url, generate);
