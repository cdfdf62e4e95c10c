import { expect, it } from "vitest";
import { findCustomer } from "../../../packages/core/src/compute/snapshot/look-up.ts";
import { openFiles, told } from "./run-project.ts";

const config = `clientele: 1
name: Duplicates
sources:
  customers: { from: data/c.csv, key: id, label: name }
  transactions: { from: data/t.csv, customer: customer, order: order_no, time: day, amount: amount }
  identities: { from: data/merged.csv, alias: old_id, customer: customer_id }
`;
const segments = `segmentation: s
kind: rules
segments:
  - { id: regular, when: frequency >= 3 }
  - { id: others, else: true }
`;
const files = {
  "clientele.yaml": config,
  "segmentations/s.yaml": segments,
  "data/c.csv": "id,name\n001,Ann\n002,Anne\n003,A. N.\n004,Bob\n007,Cy old\n006,Cy older\n",
  "data/t.csv":
    "customer,order_no,day,amount\n001,1,2026-01-01,10\n002,2,2026-02-01,20\n003,3,2026-03-01,30\n004,4,2026-03-01,5\n005,5,2026-03-02,7\n006,6,2026-03-02,1\n",
  // A chain: 003 became 002, which became 001. 005 has no row of its own, 008 none at all.
  "data/merged.csv": "old_id,customer_id\n003,002\n002,001\n005,004\n006,008\n007,008\n001,001\n",
};

it("counts what aliases have for the customer, along chains, and drops their rows", async () => {
  const project = await openFiles(files);
  const { customers } = await project.run();
  const seen = [...customers].map(([id, row]) => [id, row["label"], row["b_monetary"], row["s_s"]]);
  expect(seen).toEqual([
    ["001", "Ann", 60, "regular"],
    ["004", "Bob", 12, "others"],
    ["008", "Cy older", 1, "others"], // of whom only aliases have rows: the first by id
  ]);
  expect(await project.preview()).toEqual({ "s.regular": 1, "s.others": 2 });
});

it("finds a customer by an old id, and says so", async () => {
  const project = await openFiles(files);
  const { base } = await project.run();
  const found = await findCustomer(project.engine, base, "003");
  expect(found).toMatchObject({ ok: true, value: { customer: { id: "001" }, mergedFrom: "003" } });
  const own = await findCustomer(project.engine, base, "001");
  expect(own.ok && "mergedFrom" in own.value).toBe(false);
  expect((await findCustomer(project.engine, base, "999")).ok).toBe(false);
});

it("is undone by taking the row out, and names the table among the sources", async () => {
  const project = await openFiles(files);
  const first = await project.run();
  expect(first.manifest.sources.map((s) => s.name)).toEqual([
    "customers",
    "transactions",
    "identities",
  ]);
  project.write({ "data/merged.csv": "old_id,customer_id\n005,004\n006,008\n007,008\n" });
  expect(await project.preview()).toEqual({ "s.regular": 0, "s.others": 5 });
  const { customers } = await project.run();
  expect([...customers.keys()]).toEqual(["001", "002", "003", "004", "008"]);
  expect(customers.get("002")?.["b_monetary"]).toBe(20);
});

it("merges where there is no table of customers, too", async () => {
  const alone = config.replace(/ {2}customers: .*\n/, "");
  const project = await openFiles({ ...files, "clientele.yaml": alone });
  const { customers } = await project.run();
  expect([...customers].map(([id, row]) => [id, row["b_monetary"]])).toEqual([
    ["001", 60],
    ["004", 12],
    ["008", 1],
  ]);
});

it("resolves chains of any length", async () => {
  const chain = Array.from({ length: 300 }, (_, i) => `x${i},x${i + 1}`).toSorted();
  const t =
    "customer,order_no,day,amount\nx0,1,2026-01-01,10\nx150,2,2026-01-01,5\nx300,3,2026-01-01,1\n";
  const project = await openFiles({
    ...files,
    "clientele.yaml": config.replace(/ {2}customers: .*\n/, ""),
    "data/t.csv": t,
    "data/merged.csv": ["old_id,customer_id", ...chain].join("\n"),
  });
  const { customers } = await project.run();
  expect([...customers].map(([id, row]) => [id, row["b_monetary"]])).toEqual([["x300", 16]]);
});

it.each([
  [
    "a cycle",
    "old_id,customer_id\n9,8\n001,002\n002,003\n003,001\n010,001\n",
    { code: "identity-cycle", line: 5, values: { ids: "003 → 001 → 002 → 003" } },
  ],
  [
    "an alias of two customers",
    "old_id,customer_id\n002,001\n003,001\n002,004\n",
    { code: "identity-conflict", line: 4, values: { alias: "002", customers: "001, 004" } },
  ],
])("refuses %s", async (_, merged, expected) => {
  const project = await openFiles({ ...files, "data/merged.csv": merged });
  expect(told(await project.problems())).toMatchObject([{ file: "data/merged.csv", ...expected }]);
});

it("warns of rows without an id, and takes a pair that stands twice", async () => {
  const merged = "old_id,customer_id\n002,001\n,001\n002,001\n";
  const project = await openFiles({ ...files, "data/merged.csv": merged });
  const values = { column: "old_id, customer_id", path: "data/merged.csv", count: 1, line: 3 };
  expect(told(await project.problems())).toEqual([
    { code: "empty-ids", file: "data/merged.csv", line: 3, values },
  ]);
});
