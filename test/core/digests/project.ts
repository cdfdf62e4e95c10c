/** A shop of nine customers and two weeks, small enough to count by hand. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const config = `clientele: 1
name: Shop
locale: en
currency: CNY
timezone: UTC
as_of: latest
sources:
  customers:
    from: data/customers.csv
    key: id
    label: name
    owner: owner
    columns:
      name: { pii: name }
      region: { title: Region }
  transactions:
    from: data/transactions.csv
    customer: customer
    time: day
    amount: amount
`;

const care = `segmentation: care
kind: rules
assign: all
segments:
  - id: save_list
    title: { en: Save list, zh-CN: 挽留名单 }
    when: recency >= 30 and monetary >= 100
`;

const value = `segmentation: value
title: { en: Value, zh-CN: 价值 }
kind: tiers
by: monetary
within: 30 days
tiers:
  - { id: high, title: { en: High value, zh-CN: 高价值 }, at_least: 100 }
  - { id: low, title: { en: Low value, zh-CN: 低价值 }, rest: true }
`;

const keep = `strategy: keep
title: Keep
for: care.save_list
objective: retain
owners: { lead: sales }
actions:
  - id: call
    do: { en: Ask what went wrong, zh-CN: 询问不满原因 }
    cost: { money: 1 }
    due: 48 hours
`;

export const weekly = `digest: weekly
title: { en: Customers this week, zh-CN: 客户周报 }
audience: { channel: "#sales" }
schedule: { cron: 0 9 * * 1, timezone: Asia/Shanghai }
report: [care.save_list, value]
`;

/** By name: owner, region, purchases. */
const people: Readonly<Record<string, readonly [string, string, string]>> = {
  丽华纺织: ["li.na@example.com", "East", "2026-10-12 500"],
  恒达机电: ["li.na@example.com", "East", "2026-10-15 300"],
  Acme: ["wang.lei@example.com", "West", "2026-09-01 900, 2026-11-14 40"],
  Birch: ["wang.lei@example.com", "West", "2026-09-01 200"],
  Cedar: ["", "West", "2026-11-01 150"],
  Dune: ["", "East", "2026-11-02 20, 2026-11-09 5"],
  Elm: ["li.na@example.com", "East", "2026-11-03 120, 2026-11-16 1, 2026-11-23 1"],
};

const customersOf = (names: readonly string[]): string =>
  [
    "id,name,owner,region",
    ...names.map((n, i) => [`c${i + 1}`, n, ...(people[n] ?? []).slice(0, 2)].join(",")),
  ].join("\n");

/** The files as they are on a day: purchases until then. */
export function shopOn(
  day: string,
  rules: { readonly care?: string } = {},
): Readonly<Record<string, string>> {
  const names = Object.keys(people);
  const lines = names.flatMap((name, i) =>
    (people[name]?.[2] ?? "").split(", ").flatMap((line) => {
      const [when = "", amount = ""] = line.split(" ");
      return when <= day ? [`c${i + 1},${when},${amount}`] : [];
    }),
  );
  return {
    "clientele.yaml": config.replace("as_of: latest", `as_of: ${day}`),
    "segmentations/care.yaml": rules.care ?? care,
    "segmentations/value.yaml": value,
    "strategies/keep.yaml": keep,
    "digests/weekly.yaml": weekly,
    "data/customers.csv": `${customersOf(names)}\n`,
    "data/transactions.csv": `customer,day,amount\n${lines.join("\n")}\n`,
  };
}

export function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** @returns the folder, and what removes it */
export function shopFolder(): { readonly folder: string; readonly remove: () => void } {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "clientele-digest-")));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }) };
}
