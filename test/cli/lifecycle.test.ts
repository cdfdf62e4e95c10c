import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { connectHost } from "../../packages/core/src/host/client.ts";
import { clientele, problemsOf } from "./clientele.ts";
import { config, temporaryProject } from "./temporary-project.ts";
import { codesWith } from "./unsaved-texts.ts";

const golden = readFileSync(
  new URL("../golden/config/segments-lifecycle.yaml", import.meta.url),
  "utf8",
);
const customers = `id,name,owner,phone,class,region
a1,A One,,,personal,east
a2,A Two,,,personal,east
b1,B One,,,personal,west
p1,Prospect,,,personal,west
f1,Firm,,,firm,east
`;
/** a1 buys every ten days and is late by three of those; a2 came back after two years; b1 bought once. */
const transactions = `customer,order_no,paid_at,quantity,price,channel,type,original
a1,1,2026-07-31,1,10,app,sale,
a1,2,2026-08-10,1,10,app,sale,
a1,3,2026-08-20,1,10,app,sale,
a1,4,2026-08-30,1,10,app,sale,
a2,5,2024-09-01,1,10,app,sale,
a2,6,2026-11-01,1,10,app,sale,
b1,7,2026-11-08,1,10,app,sale,
f1,8,2026-11-18,1,10,app,sale,
`;
const files = {
  "segmentations/stage.yaml": golden,
  "data/customers.csv": customers,
  "data/transactions.csv": transactions,
};
const codes = codesWith(files);

it("is run, explained and back-tested from the file with every key", async () => {
  const folder = temporaryProject(files);
  const ran = await clientele(["run", folder, "--json"]);
  expect(problemsOf(ran)).toEqual([]);
  const { stage } = ran.json["segmentations"] as Record<string, unknown>; // the shape is what is tested
  expect(stage).toMatchObject({
    outside: 1,
    segments: {
      newcomer: { customers: 1 },
      gone: { customers: 0 },
      prospect: { customers: 1 },
      returned: { customers: 1 },
      loyal: { customers: 1 },
    },
    bought_again: {
      days: 90,
      segments: {
        prospect: { customers: 0, bought: 0, not_judged: 2, share: null },
        gone: { customers: 1, bought: 1, share: 1 },
        active: { customers: 1, bought: 1, share: 1 },
        loyal: { customers: 0, bought: 0, share: null },
      },
    },
  });
  const shown = await clientele(["run", folder, "--locale", "zh-CN"]);
  expect(shown.out).toMatch(/其后 90 天实际购买/);
  expect(shown.out.replace(/\s/g, "")).toContain("尚无订单的2位");
  const own = await clientele(["show", "a2", "--project", folder]);
  expect(own.out).toMatch(/Met +Days away before the last order · 791 \(cut: over 365\)/);
  expect(own.out).toMatch(/Met +Recency · 17 days \(cut: up to 90 days\)/);
  const list = await clientele(["segment", "stage.prospect", "--project", folder]);
  expect(list.out).not.toContain("90 days before");
});

it("judges prospects in hindsight who were customers by then", async () => {
  const days: Readonly<Record<string, string>> = {
    p1: "2026-08-20", // the day of the back-test itself
    b1: "2026-08-21", // joined a day later, and bought
    f1: "2020-01-01",
  };
  const [head, ...rows] = customers.trim().split("\n");
  const joined = rows.map((row) => `${row},${days[row.split(",")[0] ?? ""] ?? ""}`);
  const folder = temporaryProject({
    ...files,
    "clientele.yaml": config.replace("    owner: owner\n", "    owner: owner\n    since: joined\n"),
    "data/customers.csv": [`${head},joined`, ...joined].join("\n"),
  });
  const ran = await clientele(["run", folder, "--json"]);
  const { stage } = ran.json["segmentations"] as Record<string, unknown>; // the shape is what is tested
  expect(stage).toMatchObject({
    bought_again: {
      segments: { prospect: { customers: 1, bought: 0, not_judged: 1, share: 0 } },
    },
  });
  const list = await clientele(["segment", "stage.prospect", "--project", folder]);
  expect(list.out).toContain("Of the 1 who were here 90 days before, 0 % have bought since.");
});

it("says that there was nobody to look back at where the data are younger than 90 days", async () => {
  const [head = "", ...rows] = transactions.trim().split("\n");
  const young = [head, ...rows.filter((row) => row.includes("2026-11"))].join("\n");
  const folder = temporaryProject({ ...files, "data/transactions.csv": young });
  const ran = await clientele(["run", folder, "--json"]);
  expect(problemsOf(ran).filter((p) => p.severity === "error")).toEqual([]);
  expect(JSON.stringify(ran.json["segmentations"])).not.toContain("bought_again");
});

it.each([
  ["dormant_after: 4", "dormant_after: 2", "bad-value"],
  ["[lost, dormant]", "[lost, first_time]", "map-overlap"],
  ["stages: first_time", "stages: second_time", "bad-value"],
  ["id: newcomer", "id: loyal", "duplicate-name"],
  ["within_each: region", "hold: 30 days", "unknown-key"],
] as const)("refuses %s as %s: %s", async (from, to, code) => {
  expect(golden).toContain(from);
  expect(await codes({ "segmentations/stage.yaml": golden.replace(from, to) })).toContain(code);
});

it("previews what a run gives", async () => {
  const path = "segmentations/stage.yaml";
  const before = golden.replace("within_each: region", "").replace("at_risk_after: 2", "");
  const host = connectHost();
  const fresh = connectHost();
  try {
    await host.call("open", {
      project: temporaryProject({ ...files, [path]: before }),
      allowRead: [],
    });
    await host.call("run", {});
    await fresh.call("open", { project: temporaryProject(files), allowRead: [] });
    const run = await fresh.call("run", {});
    const countsOf = async (after: string) => {
      const preview = await host.call("preview", { panel: "p", overlay: { [path]: after } });
      if (!preview.ok) throw new Error(JSON.stringify(preview));
      const counted = preview.value.segmentations.find((s) => s.id === "stage")?.segments ?? [];
      return Object.fromEntries(
        counted.map(({ id, customers: n, share, revenue }) => [
          id,
          { customers: n, share, revenue },
        ]),
      );
    };
    if (!run.ok) throw new Error(JSON.stringify(run));
    expect(await countsOf(golden)).toEqual(run.value.segmentations["stage"]?.segments);
    // A window that the base has not computed.
    expect(
      await countsOf(golden.replace("orders: 4, within: 365", "orders: 4, within: 50")),
    ).toMatchObject({ loyal: { customers: 0 }, active: { customers: 1 } });
  } finally {
    await host.close();
    await fresh.close();
  }
});
