/** Writes the invented data of this example. `node examples/insurance/generate.ts [folder] [--shuffled]` */
import { seeded } from "../seeded/random.ts";
import { generateAsProgram, writeTables, type Generate } from "../seeded/tables.ts";
import {
  claims,
  drawHolders,
  holderTable,
  policies,
  premiums,
  surveys,
} from "./generator/holders.ts";

const seed = 20260930;

/** What is written. */
export const files = [
  "customers.csv",
  "transactions.csv",
  "policies.csv",
  "claims.csv",
  "surveys.csv",
];

/** Writes 2,200 policyholders of an insurer, their policies from year to year, claims and what they say of us. */
export const generate: Generate = (folder, options) => {
  const random = seeded(seed);
  const holders = drawHolders(random);
  const tables = [
    holderTable(holders),
    premiums(holders),
    policies(holders),
    claims(holders),
    surveys(holders),
  ];
  return writeTables(folder, tables, seed, options);
};

await generateAsProgram(import.meta.url, generate);
