import { expect, it } from "vitest";
import { clientele } from "./clientele.ts";
import { temporaryProject } from "./temporary-project.ts";

it("says how many customers are in how many households, and counts customers", async () => {
  // 40 households of two who spend much, 30 of one who spend little
  const people = Array.from({ length: 110 }, (_, i) => ({
    id: `c${i}`,
    household: i < 80 ? `h${Math.floor(i / 2)}` : `h${i}`,
    amount: i < 80 ? 100 + i : 1 + i / 100,
  }));
  const folder = temporaryProject({
    "clientele.yaml": `clientele: 1
name: Households
sources:
  customers: { from: c.csv, key: id, groups: { household: hh } }
  transactions: { from: t.csv, customer: id, time: day, amount: amount }
`,
    "segmentations/value.yaml": null,
    "segmentations/care.yaml": null,
    "data/customers.csv": null,
    "data/transactions.csv": null,
    "segmentations/wealth.yaml": `segmentation: wealth
kind: rules
unit: household
segments:
  - { id: large, when: monetary > 50 }
  - { id: small, else: true }
`,
    "c.csv": ["id,hh", ...people.map((p) => `${p.id},${p.household}`)].join("\n"),
    "t.csv": ["id,day,amount", ...people.map((p) => `${p.id},2026-10-01,${p.amount}`)].join("\n"),
  });
  await clientele(["run", folder, "--publish"]);
  const about = ["segment", "wealth.large", "--project", folder];
  const json = await clientele([...about, "--json"]);
  expect(json.json["persona"]).toMatchObject({
    customers: 80,
    others: 30,
    units: { unit: "household", segment: 40, others: 30 },
  });
  const shown = await clientele(about);
  expect(shown.out).toContain("80 customers in 40 units (Household)");
  const chinese = await clientele([...about, "--locale", "zh-CN"]);
  expect(chinese.out).toMatch(/40 个单位（household）中的 80 位客户/);
});
