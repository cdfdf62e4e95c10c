import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { prepare } from "../../../packages/core/src/compute/run/prepare.ts";
import { openFiles, told, type Opened } from "../tables/run-project.ts";

const cities = ["Suzhou", "Wuxi", "Hangzhou"];
const customers = (n: number) =>
  `id,city,email,points\n${Array.from({ length: n }, (_, i) => `${i},${cities[i % 3]},c${i}@example.com,${i * 10}`).join("\n")}\n`;
const files = (when: string, n = 30) => ({
  "clientele.yaml": `clientele: 1
name: Shop
sources:
  customers: { from: c.csv, key: id }
  transactions: { from: t.csv, customer: customer, time: day, amount: amount }
`,
  "segmentations/s.yaml": `segmentation: s
kind: rules
segments:
  - id: some
    when: ${when}
`,
  "c.csv": customers(n),
  "t.csv": "customer,day,amount\n1,2026-11-01,10\n2,2026-11-02,20\n",
});

/** The findings of a look at all values, and the columns that were looked at for it. */
async function looked({ engine, project }: Opened) {
  const columns: string[] = [];
  const onColumn = (source: string, column: string) => columns.push(`${source}.${column}`);
  const { problems } = await prepare(engine, project, { profile: { onColumn } });
  return { columns, problems: told(problems) };
}

describe("what the data say to a rule", () => {
  it("names the value that does not occur with the nearest one, and the threshold that nobody reaches", async () => {
    const opened = await openFiles(files("city = 'Suzho' or points > 500"));
    expect((await looked(opened)).problems).toMatchObject([
      { code: "value-absent", values: { name: "city", value: "Suzho", nearest: "Suzhou" } },
      { code: "out-of-range", values: { name: "points", value: "500", low: "0", high: "290" } },
    ]);
  });

  it("says nothing before all values have been looked at", async () => {
    const { engine, project } = await openFiles(files("city = 'Suzho' or points > 500"));
    expect((await prepare(engine, project)).problems).toEqual([]);
  });

  it("says nothing of a column with more values than are kept", async () => {
    const opened = await openFiles(files("email = 'nobody@example.com'"));
    expect((await looked(opened)).problems).toEqual([]);
  });

  it("looks once at each content of a file, whatever its name in time", async () => {
    const opened = await openFiles(files("city = 'Suzhou'"));
    expect((await looked(opened)).columns).toHaveLength(7);
    expect((await looked(opened)).columns).toEqual([]);
    opened.write({ "c.csv": customers(31) });
    expect((await looked(opened)).columns).toEqual(
      ["id", "city", "email", "points"].map((name) => `customers.${name}`),
    );
    opened.write({ "c.csv": customers(30) });
    expect((await looked(opened)).columns).toEqual([]);
    expect(existsSync(join(opened.project.folder, ".clientele/cache/profiles"))).toBe(true);
  });

  it("knows the values of a file of its own time, not of the one before", async () => {
    const opened = await openFiles(files("points > 295"));
    expect((await looked(opened)).problems).toHaveLength(1);
    opened.write({ "c.csv": customers(40) });
    expect((await looked(opened)).problems).toEqual([]);
  });
});
