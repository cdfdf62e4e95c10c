/** Writes the invented data of this example. `node examples/retail/generate.ts [folder]` */
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { customerHeader, customerLine, drawCustomers } from "./generator/customers.ts";
import { drawOrders, totalOf, transactionHeader, transactionLines } from "./generator/orders.ts";
import { seeded } from "../seeded/random.ts";

const seed = 20261118;

/** What is written. */
export const files = ["customers.csv", "transactions.csv"];

/**
 * Writes `customers.csv` and `transactions.csv`; what stood there is replaced. The same bytes every time.
 *
 * @param folder where they go; made when it is missing
 * @returns how many customers and lines were written
 * @example await generate("examples/retail/data") // => { customers: 3000, lines: 59812 }
 */
export async function generate(folder: string): Promise<{ customers: number; lines: number }> {
  const random = seeded(seed);
  const customers = drawCustomers(random);
  const orders = customers.map((customer) => drawOrders(random, customer));
  const lines = transactionLines(orders.flat());
  await mkdir(folder, { recursive: true });
  await write(join(folder, "customers.csv"), [
    customerHeader,
    ...customers.map((customer, index) => customerLine(customer, totalOf(orders[index] ?? []))),
  ]);
  await write(join(folder, "transactions.csv"), [transactionHeader, ...lines]);
  return { customers: customers.length, lines: lines.length };
}

/** Whole or not at all: an interrupted run must not leave half a file that looks like data. */
async function write(file: string, lines: readonly string[]): Promise<void> {
  await writeFile(`${file}.part`, `${lines.join("\n")}\n`);
  await rename(`${file}.part`, file);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = process.argv[2] ?? fileURLToPath(new URL("data", import.meta.url));
  const { customers, lines } = await generate(folder);
  console.log(`${customers} customers, ${lines} lines in ${folder}`);
}
