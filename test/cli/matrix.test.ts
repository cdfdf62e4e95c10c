import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { connectHost } from "../../packages/core/src/host/client.ts";
import { clientele, problemsOf } from "./clientele.ts";
import { temporaryProject, value } from "./temporary-project.ts";
import { codesWith } from "./unsaved-texts.ts";

const golden = readFileSync(
  new URL("../golden/config/segments-matrix.yaml", import.meta.url),
  "utf8",
);
const customers = `id,name,owner,phone,class,region
a1,A One,,,personal,east
a2,A Two,,,personal,east
a3,A Three,,,personal,east
f1,Firm,,,firm,east
`;
const transactions = `customer,order_no,paid_at,quantity,price,channel,type,original
a1,1,2026-07-31,1,600,app,sale,
a1,2,2026-08-10,1,10,app,sale,
a2,3,2026-08-20,1,300,app,sale,
f1,4,2026-11-18,1,10,app,sale,
`;
const path = "segmentations/growth.yaml";
const files = {
  [path]: golden,
  "segmentations/value.yaml": value,
  "data/customers.csv": customers,
  "data/transactions.csv": transactions,
};
const codes = codesWith(files);

it("is run and explained from the file with every key", async () => {
  const folder = temporaryProject(files);
  const ran = await clientele(["run", folder, "--json"]);
  expect(problemsOf(ran)).toEqual([]);
  expect(ran.json["segmentations"]).toMatchObject({
    growth: {
      outside: 1,
      segments: { stars: { customers: 1 }, to_grow: { customers: 1 }, others: { customers: 1 } },
    },
  });
  const own = await clientele(["show", "a1", "--project", folder]);
  expect(own.out).toMatch(/Met +Value · ¥610 \(cut: ¥500 or higher, High\)/);
  expect(own.out).toMatch(/Met +Orders · 2 \(High: part 2 of 2\)/);
  const chinese = await clientele(["show", "a2", "--project", folder, "--locale", "zh-CN"]);
  expect(chinese.out).toMatch(/价值 · .*300.*前 50% 客户/);
});

it.each([
  ["rows: [high, mid], columns: low", "rows: high, columns: low", "map-hole"],
  ["rows: [high, mid], columns: low", "columns: low", "map-overlap"],
  ["rows: [high, mid], columns: low", "rows: [hihg, mid], columns: low", "unknown-band"],
  ["quantiles: 2", "quantiles: 2\n  cuts: [3]", "bad-value"],
  ["quantiles: 2", "cuts: [5, 2]", "tier-order"],
  ["{ id: mid, top: 50% of customers }", "{ id: mid, in: [a] }", "wrong-type"],
  ["{ id: mid, top: 50% of customers }", "{ id: mid, at_least: 600 }", "tier-order"],
  ["{ id: mid, top: 50% of customers }", "{ id: high, top: 50% of customers }", "duplicate-name"],
  ["by: frequency", "by: growth", "cycle"],
  ["by: frequency", "by: last_order", "wrong-type"],
  [
    "by: frequency\n  quantiles: 2 #",
    "by: value\n  bands: [{ id: high, in: [high, hgih] }, { id: low, in: rest }] #",
    "unknown-segment",
  ],
  [
    "by: frequency\n  quantiles: 2 #",
    "by: value\n  bands: [{ id: high, in: high }, { id: low, in: high }] #",
    "map-overlap",
  ],
  ["by: frequency\n  quantiles: 2 #", "by: region #", "missing-key"],
] as const)("refuses %s as %s: %s", async (from, to, code) => {
  expect(golden).toContain(from);
  expect(await codes({ [path]: golden.replace(from, to) })).toContain(code);
});

const cells = `segmentation: growth
kind: matrix
rows: { by: value }
columns: { by: recency, cuts: [30, 90] }
`;

it("previews what a run gives, and its cells can be named in rules", async () => {
  const rules = `segmentation: named
kind: rules
segments: [{ id: lost, when: growth = 'high_high' }, { id: rest, else: true }]
`;
  const after = { ...files, [path]: cells, "segmentations/named.yaml": rules };
  const host = connectHost();
  const fresh = connectHost();
  try {
    await host.call("open", { project: temporaryProject(files), allowRead: [] });
    await host.call("run", {});
    await fresh.call("open", { project: temporaryProject(after), allowRead: [] });
    const run = await fresh.call("run", {});
    const preview = await host.call("preview", {
      panel: "p",
      overlay: { [path]: cells, "segmentations/named.yaml": rules },
    });
    if (!preview.ok || !run.ok) throw new Error(JSON.stringify([preview, run]));
    for (const { id, segments } of preview.value.segmentations)
      expect(
        Object.fromEntries(
          segments.map(({ id: segment, customers: n, share, revenue }) => [
            segment,
            { customers: n, share, revenue },
          ]),
        ),
      ).toEqual(run.value.segmentations[id]?.segments);
    expect(run.value.segmentations["growth"]?.segments).toMatchObject({
      high_high: { customers: 1 },
      high_mid: { customers: 0 },
    });
    expect(run.value.segmentations["named"]?.segments["lost"]?.customers).toBe(1);
  } finally {
    await host.close();
    await fresh.close();
  }
});
