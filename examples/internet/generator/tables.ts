import { isoOf } from "../../seeded/days.ts";
import { chance, integer, type Random } from "../../seeded/random.ts";
import type { Table } from "../../seeded/tables.ts";
import { lastDay, type User } from "./users.ts";

export const userTable = (users: readonly User[]): Table => ({
  file: "customers.csv",
  columns: "user_id,name,age,city,joined,version,phone,push_ok,profiling_ok".split(","),
  rows: users.map((user, index) => [
    user.id,
    user.name,
    user.age,
    user.city,
    isoOf(user.joined),
    user.version,
    `135${String((index * 31_337) % 100_000_000).padStart(8, "0")}`,
    index % 5 !== 0,
    index % 7 !== 0,
  ]),
  shuffle: [["version"], ["age"], ["city"]],
});

/** Gifts to creators and things bought in the app. */
export function payments(random: Random, users: readonly User[]): Table {
  const rows = users
    .flatMap((user) =>
      user.sessions
        .filter(({ feature }) => feature === "live" || feature === "shop")
        .filter(() => chance(random, 0.12))
        .map(({ day, feature }) => ({ user, day, what: feature === "live" ? "gift" : "goods" })),
    )
    .toSorted((a, b) => a.day - b.day);
  return {
    file: "transactions.csv",
    columns: ["paid_on", "user_id", "what", "amount"],
    rows: rows.map(({ user, day, what }, index) => [
      isoOf(index === rows.length - 1 ? lastDay : day),
      user.id,
      what,
      integer(random, 1, what === "gift" ? 30 : 160),
    ]),
    shuffle: [["what", "amount"]],
  };
}

export const sessions = (users: readonly User[]): Table => ({
  file: "sessions.csv",
  columns: ["user_id", "on_day", "feature", "minutes"],
  rows: users.flatMap((user) =>
    user.sessions.map(({ day, feature, minutes }) => [user.id, isoOf(day), feature, minutes]),
  ),
  shuffle: [["feature"]],
});

/** Creators followed in the first week. */
export const follows = (users: readonly User[]): Table => ({
  file: "follows.csv",
  columns: ["user_id", "joined_on", "creators"],
  rows: users.map((user) => [user.id, isoOf(user.joined), user.follows]),
  shuffle: [["creators"]],
});
