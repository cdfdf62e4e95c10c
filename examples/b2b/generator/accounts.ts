import { businessName, cities } from "../../seeded/names.ts";
import { integer, normal, pick, pickWeighted, type Random } from "../../seeded/random.ts";
import type { Table } from "../../seeded/tables.ts";
import { industries, regions, type Industry, type Region } from "./market.ts";

/** An account as the generator knows it. */
export type Account = {
  readonly id: string;
  readonly name: string;
  readonly parent: string | null;
  readonly class: "enterprise" | "government" | "small_business";
  readonly industry: Industry;
  readonly region: Region;
  readonly employees: number;
  /** What it spends in a year on what we and others sell, in yuan. */
  readonly budget: number;
  /** What it orders from us in a year, in yuan. */
  readonly volume: number;
  readonly manager: string;
};

/** The first two are in the local workspace of the bot, too. */
const managers = ["Li Na", "Wang Lei", "Lin Min", "Guo Wei"];

/** 90 groups with five accounts below each, and 460 accounts that stand alone. */
export function drawAccounts(random: Random): readonly Account[] {
  const accounts: Account[] = [];
  const add = (account: Omit<Account, "id">): string => {
    const id = `A${String(accounts.length + 1).padStart(5, "0")}`;
    accounts.push({ ...account, id });
    return id;
  };
  for (let group = 0; group < 90; group += 1) {
    // In one group of three everybody buys, nobody much: only together are they large.
    const buying = group % 3 === 0;
    const industry = pick(random, industries.slice(0, 3));
    const name = nameOf(random);
    const draw = (parent: string | null): Omit<Account, "id"> => {
      const volume = buying ? integer(random, 80_000, 140_000) : integer(random, 3_000, 25_000);
      return {
        name: parent === null ? `${name}集团` : `${name}${pickWeighted(random, cities)[0]}公司`,
        parent,
        class: "enterprise",
        industry,
        region: pick(random, regions),
        employees: integer(random, 80, 900),
        budget: Math.round(volume * (1.5 + 4 * random())),
        volume,
        manager: buying ? pick(random, managers) : "",
      };
    };
    const head = add(draw(null));
    for (let below = 0; below < 5; below += 1) add(draw(head));
  }
  for (let alone = 0; alone < 460; alone += 1) add(drawAlone(random));
  return accounts;
}

function drawAlone(random: Random): Omit<Account, "id"> {
  const kind = pickWeighted<Account["class"]>(random, [
    ["enterprise", 45],
    ["government", 25],
    ["small_business", 30],
  ]);
  const industry =
    kind === "government"
      ? pick(random, ["public_sector", "education", "healthcare"] as const)
      : pick(random, industries);
  const employees =
    kind === "small_business"
      ? integer(random, 5, 90)
      : Math.round(Math.exp(normal(random, 6.2, 1)));
  const large = industry === "manufacturing" && employees >= 600;
  const volume = large
    ? integer(random, 500_000, 1_500_000)
    : Math.round(Math.exp(normal(random, kind === "small_business" ? 9 : 10.6, 0.6)));
  return {
    name: nameOf(random),
    parent: null,
    class: kind,
    industry,
    region: pick(random, regions),
    employees,
    budget: Math.round(volume * (1.2 + 6 * random() ** 2)),
    volume,
    manager: volume > 100_000 ? pick(random, managers) : "",
  };
}

const nameOf = (random: Random): string => businessName(random, pickWeighted(random, cities)).name;

export const accountTable = (accounts: readonly Account[]): Table => ({
  file: "customers.csv",
  columns:
    "account_id,name,parent_id,class,industry,region,employees,it_budget,account_manager,contact_phone,email_ok,phone_ok".split(
      ",",
    ),
  rows: accounts.map((a, index) => [
    a.id,
    a.name,
    a.parent,
    a.class,
    a.industry,
    a.region,
    a.employees,
    a.budget,
    a.manager,
    `138${String((index * 104_729) % 100_000_000).padStart(8, "0")}`,
    index % 7 !== 3,
    index % 11 !== 5,
  ]),
  shuffle: [["parent_id"], ["class"], ["industry"], ["region"], ["employees"]],
});
