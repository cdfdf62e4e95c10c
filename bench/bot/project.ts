/** A project of a size, for asking the bot about: customers with names and owners, orders, tiers, a list, a strategy. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { addFiles, asOf, keptDays } from "../whole/data.ts";

const texts: Readonly<Record<string, string>> = {
  "clientele.yaml": `clientele: 1
name: Bench
currency: EUR
as_of: ${asOf}
sources:
  customers:
    from: data/customers.parquet
    key: customer
    label: name
    owner: owner
  transactions: { from: data/transactions/*.parquet, customer: customer, time: day, amount: amount }
`,
  "segmentations/value.yaml": `segmentation: value
kind: tiers
by: monetary
within: 365 days
tiers:
  - { id: high, top: 80% of value }
  - { id: mid, top: 95% of value }
  - { id: low, rest: true }
`,
  "segmentations/care.yaml": `segmentation: care
kind: rules
assign: all
segments:
  - { id: save_list, when: value = 'high' and recency > 90 }
  - { id: regulars, when: frequency >= 6 and recency <= 60 }
`,
  "strategies/save.yaml": `strategy: save
for: care.save_list
objective: retain
owners: { lead: sales }
actions:
  - { id: call, do: Ask what went wrong, when: days_since_contact > 14, cost: { money: 4 }, due: 48 hours }
`,
};

/** @returns the folder, with its data */
export async function writeProject(
  folder: string,
  customers: number,
  transactionCount: number,
): Promise<string> {
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const transactions = join(folder, "data/transactions");
  mkdirSync(transactions, { recursive: true });
  const days = await keptDays({ customers, transactions: transactionCount });
  for (const part of [days.before, days.last]) addFiles(part, transactions);
  const instance = await DuckDBInstance.create(":memory:");
  const db = await instance.connect();
  try {
    await db.run(`copy (
      select lpad(cast(range as varchar), 8, '0') as customer,
        'Customer ' || substr(md5(cast(range as varchar)), 1, 8) as name,
        'rep' || (range % 200) || '@example.com' as owner
      from range(${customers})) to '${join(folder, "data/customers.parquet")}' (format parquet)`);
  } finally {
    db.disconnectSync();
    instance.closeSync();
  }
  return folder;
}
