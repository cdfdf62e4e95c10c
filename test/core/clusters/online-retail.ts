import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";

const file = `${
  process.env["CLIENTELE_DATA"] ??
  fileURLToPath(new URL("../../../../shared/data", import.meta.url))
}/online-retail/online_retail.csv.gz`;

export const onlineRetailThere = existsSync(file);
if (!onlineRetailThere)
  console.warn(`SKIPPED: the tests on Online Retail need ${file} (or CLIENTELE_DATA)`);

/** Recency, frequency and monetary value of the 4,338 customers of the usual clean, in the order of their ids. */
export function onlineRetailRfm(): readonly (readonly [number, number, number])[] {
  const end = Date.parse("2011-12-09") / 86_400_000;
  const customers = new Map<string, { last: number; orders: Set<string>; spent: number }>();
  for (const line of gunzipSync(readFileSync(file)).toString("utf8").split("\n").slice(1)) {
    const cells = line.trim().split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/);
    const [invoice = "", , , quantity, time = "", price, customer = ""] = cells;
    const amount = Number(quantity) * Number(price);
    if (
      customer === "" ||
      invoice.startsWith("C") ||
      !(Number(quantity) > 0) ||
      !(Number(price) > 0)
    )
      continue;
    const day = Date.parse(time.slice(0, 10)) / 86_400_000;
    const known = customers.get(customer) ?? { last: 0, orders: new Set<string>(), spent: 0 };
    known.last = Math.max(known.last, day);
    known.orders.add(invoice);
    known.spent += amount;
    customers.set(customer, known);
  }
  return [...customers]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, c]) => [end - c.last, c.orders.size, c.spent]);
}
