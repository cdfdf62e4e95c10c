/** Writes the invented data of this example. `node examples/b2b/generate.ts [folder] [--shuffled]` */
import { seeded } from "../seeded/random.ts";
import { generateAsProgram, writeTables, type Generate } from "../seeded/tables.ts";
import { accountTable, drawAccounts } from "./generator/accounts.ts";
import { drawMarket, marketTable } from "./generator/market.ts";
import { offers, orders } from "./generator/sales.ts";

const seed = 20261031;

/** What is written. */
export const files = ["customers.csv", "transactions.csv", "offers.csv", "market.csv"];

/** Writes 1,000 accounts of a supplier to firms and authorities, their orders, offers, and the markets they are in. */
export const generate: Generate = (folder, options) => {
  const random = seeded(seed);
  const market = drawMarket(random);
  const accounts = drawAccounts(random);
  const tables = [
    accountTable(accounts),
    orders(random, accounts),
    offers(random, accounts, market),
    marketTable(market),
  ];
  return writeTables(folder, tables, seed, options);
};

await generateAsProgram(import.meta.url, generate);
