import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generate } from "../../examples/retail/generate.ts";

type Row = Readonly<Record<string, string>>;

describe("the data of examples/retail", () => {
  let folder = "";
  let customers: readonly Row[] = [];
  let lines: readonly Row[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "clientele-retail-"));
    await generate(join(folder, "one"));
    customers = await read("customers.csv");
    lines = await read("transactions.csv");
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const bytes = (run: string, file: string) => readFile(join(folder, run, file), "utf8");

  async function read(file: string): Promise<readonly Row[]> {
    const [header = "", ...rows] = (await bytes("one", file)).trimEnd().split("\n");
    const columns = header.split(",");
    return rows.map((row) => {
      const values = row.split(",");
      return Object.fromEntries(columns.map((column, index) => [column, values[index] ?? ""]));
    });
  }

  it("is the same bytes every time", async () => {
    await generate(join(folder, "two"));
    for (const file of ["customers.csv", "transactions.csv"])
      expect(await bytes("two", file)).toBe(await bytes("one", file));
  });

  it("has about 3,000 customers and 60,000 lines over two years", () => {
    expect(customers).toHaveLength(3000);
    expect(lines.length).toBeGreaterThan(55_000);
    expect(lines.length).toBeLessThan(65_000);
    const days = lines.map((line) => (line["ordered_at"] ?? "").slice(0, 10));
    expect(days[0]).toBe("2024-11-19");
    expect(days.at(-1)).toBe("2026-11-18");
    expect(days).toEqual(days.toSorted());
  });

  it("has unique ids, and no line of an unknown customer", () => {
    const ids = new Set(customers.map((row) => row["customer_id"]));
    expect(ids.size).toBe(customers.length);
    expect(lines.filter((line) => !ids.has(line["customer_id"]))).toEqual([]);
  });

  it("refunds name an order of the same customer", () => {
    const soldTo = new Map<string, string>();
    const refunds = lines.filter(({ order_no = "", customer_id = "", type }) => {
      if (type === "sale") soldTo.set(order_no, customer_id);
      return type === "refund";
    });
    expect(refunds.length).toBeGreaterThan(500);
    const lost = refunds.filter(
      (row) => soldTo.get(row["original_order"] ?? "") !== row["customer_id"],
    );
    expect(lost).toEqual([]);
  });

  it("knows the customers that the documentation talks about", () => {
    const named = customers.filter((row) => /lihua/i.test(row["english_name"] ?? ""));
    expect(named.map((row) => row["customer_id"])).toEqual(["00428", "00871", "01302"]);
    const last = lines.findLast((line) => line["customer_id"] === "00428");
    expect(last?.["ordered_at"]?.slice(0, 10)).toBe("2026-09-16");
    expect(named[0]?.["account_manager"]).toBe("Li Na");
  });
});
