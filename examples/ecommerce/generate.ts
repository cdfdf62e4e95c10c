/** Writes the invented data of this example. `node examples/ecommerce/generate.ts [folder] [--shuffled]` */
import { seeded } from "../seeded/random.ts";
import { generateAsProgram, writeTables, type Generate } from "../seeded/tables.ts";
import { campaignTable, drawShoppers, shopperTable } from "./generator/shoppers.ts";
import { drawVisits, orderTable, viewTable } from "./generator/visits.ts";

const seed = 20261031;

/** What is written. */
export const files = ["customers.csv", "transactions.csv", "views.csv", "campaign.csv"];

/** Writes 1,600 customers of a web shop, what they looked at and bought in two years, and who got a campaign. */
export const generate: Generate = (folder, options) => {
  const random = seeded(seed);
  const shoppers = drawShoppers(random);
  const visits = shoppers.flatMap((shopper) => drawVisits(random, shopper));
  const tables = [
    shopperTable(shoppers),
    orderTable(random, visits),
    viewTable(random, visits),
    campaignTable(shoppers),
  ];
  return writeTables(folder, tables, seed, options);
};

await generateAsProgram(import.meta.url, generate);
