import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { openFiles, told } from "../tables/run-project.ts";

const golden = readFileSync(new URL("../../golden/config/factors.yaml", import.meta.url), "utf8");

const files = {
  "clientele.yaml": golden,
  "data/customers.csv":
    "id,industry,region,size\nc1,it,north,5\nc2,it,south,7\nc3, retail ,north,9\nc4,,north,2\nc5,mining,north,1\n",
  "data/transactions.csv":
    "customer,paid_at,total\nc1,2026-01-10,50\nc2,2026-01-11,10\nc3,2026-01-12,30\n",
  "data/market.csv":
    "industry,region,potential,rivals\nit,north,1000,3\nit,south,200,\nretail,north,300,1\n,north,7,7\n",
  "data/sectors.csv": "sector,growth,status\nit,0.1,final\nit,0.9,draft\nretail,0.02,final\n",
  "segmentations/s.yaml":
    "segmentation: s\nkind: rules\nsegments:\n  - { id: big, when: market.potential >= 300 and sectors.growth < 0.2 }\n  - { id: others, else: true }\n",
} as const;

it("a row that matches what a customer is gives its columns to the customer", async () => {
  const project = await openFiles(files);
  const { customers, manifest } = await project.run();
  const values = [...customers].map(([id, row]) => [
    id,
    [row["j_market.potential"], row["j_sectors.growth"], row["s_s"]],
  ]);
  expect(Object.fromEntries(values)).toEqual({
    c1: [1000, 0.1, "big"],
    c2: [200, 0.1, "others"],
    c3: [300, 0.02, "big"], // text is trimmed
    c4: [null, null, "others"], // an empty cell matches nothing, not even another empty one
    c5: [null, null, "others"],
  });
  expect(Number(customers.get("c1")?.["m_share_of_market"])).toBe(0.05);
  expect(manifest.sources.map((s) => s.name)).toEqual([
    "customers",
    "transactions",
    "market",
    "sectors",
  ]);
});

it("a preview counts what the run counts", async () => {
  const project = await openFiles(files);
  expect(await project.preview()).toEqual({ "s.big": 2, "s.others": 3 });
});

it("a factor that changed changes the run, though nothing else did", async () => {
  const project = await openFiles(files);
  const before = await project.run();
  project.write({ "data/market.csv": "industry,region,potential\nit,south,900\n" });
  const after = await project.run();
  expect(after.manifest.lines).not.toBe(before.manifest.lines);
  expect(after.customers.get("c2")?.["s_s"]).toBe("big");
  expect(after.customers.get("c1")?.["s_s"]).toBe("others");
});

it("tells how many customers match nothing, and what most of them are", async () => {
  const project = await openFiles({
    ...files,
    "data/customers.csv": `${files["data/customers.csv"]}c6,mining,north,1\n`,
  });
  expect(told(await project.problems()).map(({ code, values }) => ({ code, values }))).toEqual([
    {
      code: "factors-unmatched",
      values: {
        source: "market",
        count: 3,
        total: 6,
        columns: "industry, region",
        value: "mining, north",
      },
    },
    {
      code: "factors-unmatched",
      values: { source: "sectors", count: 3, total: 6, columns: "industry", value: "mining" },
    },
  ]);
});

it("refuses a combination that two rows have, and names both lines", async () => {
  const project = await openFiles({
    ...files,
    "data/market.csv":
      "industry,region,potential,rivals\nit,north,1,1\nretail,north,2,2\nit , north,3,3\n",
  });
  const [first] = told(await project.problems());
  expect(first).toEqual({
    code: "duplicate-factors",
    file: "data/market.csv",
    line: 4,
    values: {
      columns: "industry, region",
      path: "data/market.csv",
      count: 1,
      line: 4,
      earlier: 2,
      value: "it, north",
    },
  });
});

it("refuses columns of different types, and names that are not there", async () => {
  const project = await openFiles({
    ...files,
    "clientele.yaml": golden
      .replace("match: [industry, region]", "match: { size: region }")
      .replace("{ industry: sector }", "{ industry: sectr, regin: sector }"),
  });
  const found = told(await project.problems()).filter(({ code }) => code !== "unknown-name");
  expect(found.map(({ code, values }) => ({ code, values }))).toEqual([
    {
      code: "match-types",
      values: { attribute: "size", column: "region", left: "number", right: "text" },
    },
    {
      code: "column-missing",
      values: { column: "sectr", path: "data/sectors.csv", nearest: "sector" },
    },
    { code: "column-missing", values: { column: "regin", path: "customers", nearest: "region" } },
  ]);
});

it("needs a table of customers", async () => {
  const project = await openFiles({
    ...files,
    "clientele.yaml": golden.replace(/ {2}customers: .*\n/, ""),
    "segmentations/s.yaml": "",
  });
  expect(told(await project.problems()).map(({ code }) => code)).toContain("missing-key");
});

it("keeps leading zeros of columns that are matched", async () => {
  const project = await openFiles({
    ...files,
    "clientele.yaml": golden,
    "data/customers.csv": "id,industry,region,size\nc1,007,north,5\nc2,7,north,5\n",
    "data/market.csv": "industry,region,potential\n007,north,1\n07,north,2\n7,north,3\n",
    "data/sectors.csv": "sector,growth,status\n007,1,final\n7,2,final\n",
  });
  const { customers } = await project.run();
  expect(["c1", "c2"].map((id) => customers.get(id)?.["j_market.potential"])).toEqual([1, 3]);
});
