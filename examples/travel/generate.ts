/** Writes the invented data of this example. `node examples/travel/generate.ts [folder] [--shuffled]` */
import { seeded } from "../seeded/random.ts";
import { generateAsProgram, writeTables, type Generate } from "../seeded/tables.ts";
import {
  bookings,
  closedDays,
  drawTravellers,
  interviews,
  travellerTable,
} from "./generator/travellers.ts";

const seed = 20261031;

/** What is written. */
export const files = ["customers.csv", "transactions.csv", "interviews.csv", "closed.csv"];

/** Writes 1,000 travellers of an agency, their bookings of two years, and what some of them said in interviews. */
export const generate: Generate = (folder, options) => {
  const random = seeded(seed);
  const travellers = drawTravellers(random);
  const tables = [
    travellerTable(travellers),
    bookings(random, travellers),
    interviews(random, travellers),
    closedDays(),
  ];
  return writeTables(folder, tables, seed, options);
};

await generateAsProgram(import.meta.url, generate);
