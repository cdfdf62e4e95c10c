import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { connectHost } from "../../packages/core/src/host/client.ts";
import { clientele, problemsOf } from "./clientele.ts";
import { temporaryProject } from "./temporary-project.ts";
import { codesWith } from "./unsaved-texts.ts";

const golden = readFileSync(
  new URL("../golden/config/segments-score.yaml", import.meta.url),
  "utf8",
);
const customers = `id,name,owner,phone,class,region
a1,A One,,,personal,east
a2,A Two,,,personal,east
a3,A Three,,,personal,east
f1,Firm,,,firm,east
`;
const transactions = `customer,order_no,paid_at,quantity,price,channel,type,original
a1,1,2026-11-01,1,600,app,sale,
a1,2,2026-11-10,1,10,app,sale,
a2,3,2026-01-20,1,300,app,sale,
f1,4,2026-11-18,1,10,app,sale,
`;
const path = "segmentations/targets.yaml";
const files = {
  [path]: golden,
  "data/customers.csv": customers,
  "data/transactions.csv": transactions,
};
const codes = codesWith(files);

it("is run, explained and tried with other weights from the file with every key", async () => {
  const folder = temporaryProject(files);
  const ran = await clientele(["run", folder, "--json"]);
  expect(problemsOf(ran)).toEqual([]);
  // a1: (2·61 + 100)/3 = 74 of attractiveness, all of fit. a2: (2·30 + 50)/3 = 36.7, a fifth of fit. a3: never bought.
  expect(ran.json["segmentations"]).toMatchObject({
    targets: {
      outside: 1,
      segments: { core: { customers: 1 }, next: { customers: 1 }, later: { customers: 1 } },
      sensitivity: { draws: 200, spread: 0.25, customers: 3, moves: 0, flips: 0 },
    },
  });
  const own = await clientele(["show", "a1", "--project", folder]);
  expect(own.out).toMatch(/Met +Score · 74 \(cut: 60 or higher\)/);
  expect(own.out).toMatch(/Spend · ¥610 \(61 of 100 points, 67 % of Attractiveness\)/);
  const text = await clientele(["run", folder, "--locale", "zh-CN"]);
  expect(text.out).toMatch(/权重在 ±25% 内变动时/);
});

it("says what each criterion adds where groups are averaged", async () => {
  const averaged = golden.replace("combine: multiply", "combine: average");
  const folder = temporaryProject({ ...files, [path]: averaged });
  await clientele(["run", folder]);
  const own = await clientele(["show", "a2", "--project", folder]);
  expect(own.out).toMatch(/Spend · ¥300 \(30 of 100 points, weight 33 %, adds 10\)/);
});

it.each([
  ["{ at_least: 90, points: 20 }", "{ at_least: 90, rest: true, points: 20 }", "bad-value"],
  ["{ at_least: 90, points: 20 }", "{ in: a, points: 20 }", "wrong-type"],
  ["{ at_least: 90, points: 20 }", "{ at_least: 90, points: 200 }", "bad-value"],
  ["scale: [0, 1000]", "scale: [10, 10]", "bad-value"],
  ["scale: [0, 1000]", "scale: [0, 1000]\n        rank: high", "bad-value"],
  ["rank: high", "weight: 2", "bad-value"],
  ["id: orders", "id: spend", "duplicate-name"],
  ["by: frequency", "by: targets", "cycle"],
  ["by: frequency", "by: region", "wrong-type"],
  ["id: fit", "id: fit\n    weight: 2", "bad-value"],
  ["within_each: region", "per: recency", "bad-value"],
  ["{ id: later, rest: true }", "{ id: later, at_least: 70 }", "tier-order"],
] as const)("refuses %s as %s: %s", async (from, to, code) => {
  expect(golden).toContain(from);
  expect(await codes({ [path]: golden.replace(from, to) })).toContain(code);
});

it("previews what a run gives", async () => {
  const before = golden.replace("weight: 2", "weight: 3").replace("by: recency", "by: tenure");
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
    const preview = await host.call("preview", { panel: "p", overlay: { [path]: golden } });
    if (!preview.ok || !run.ok) throw new Error(JSON.stringify([preview, run]));
    const counted = preview.value.segmentations.find((s) => s.id === "targets")?.segments ?? [];
    expect(
      Object.fromEntries(
        counted.map(({ id, customers: n, share, revenue }) => [
          id,
          { customers: n, share, revenue },
        ]),
      ),
    ).toEqual(run.value.segmentations["targets"]?.segments);
  } finally {
    await host.close();
    await fresh.close();
  }
});
