/** Writes the invented data of this example. `node examples/retail/generate.ts [folder] [--shuffled]` */
import { seeded } from "../seeded/random.ts";
import { generateAsProgram, writeTables, type Generate, type Table } from "../seeded/tables.ts";
import { customerHeader, customerLine, drawCustomers } from "./generator/customers.ts";
import { drawOrders, totalOf, transactionHeader, transactionLines } from "./generator/orders.ts";

const seed = 20261118;

/** What is written. */
export const files = ["customers.csv", "transactions.csv"];

/** Writes 3,000 customers of a chain of shops and two years of their orders. */
export const generate: Generate = (folder, options) => {
  const random = seeded(seed);
  const customers = drawCustomers(random);
  const orders = customers.map((customer) => drawOrders(random, customer));
  const customerLines = customers.map((customer, index) =>
    customerLine(customer, totalOf(orders[index] ?? [])),
  );
  const tables = [
    table("customers.csv", customerHeader, customerLines, [["class"], ["city"], ["age"]]),
    table("transactions.csv", transactionHeader, transactionLines(orders.flat()), [
      ["channel"],
      ["promotion"],
      ["quantity", "unit_price"],
    ]),
  ];
  return writeTables(folder, tables, seed, options);
};

/** No cell of these files holds a comma. */
function table(
  file: string,
  header: string,
  lines: readonly string[],
  shuffle: Table["shuffle"],
): Table {
  return { file, columns: header.split(","), rows: lines.map((line) => line.split(",")), shuffle };
}

await generateAsProgram(import.meta.url, generate);
