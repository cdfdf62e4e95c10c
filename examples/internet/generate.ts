/** Writes the invented data of this example. `node examples/internet/generate.ts [folder] [--shuffled]` */
import { seeded } from "../seeded/random.ts";
import { generateAsProgram, writeTables, type Generate } from "../seeded/tables.ts";
import { follows, payments, sessions, userTable } from "./generator/tables.ts";
import { drawUsers } from "./generator/users.ts";

const seed = 20260930;

/** What is written. */
export const files = ["customers.csv", "transactions.csv", "sessions.csv", "follows.csv"];

/** Writes 1,200 users of an app with short videos: what they did each day of half a year, whom they follow, what they pay. */
export const generate: Generate = (folder, options) => {
  const random = seeded(seed);
  const users = drawUsers(random);
  const tables = [userTable(users), payments(random, users), sessions(users), follows(users)];
  return writeTables(folder, tables, seed, options);
};

await generateAsProgram(import.meta.url, generate);
