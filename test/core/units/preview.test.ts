import { describe, expect, it } from "vitest";
import { connectHost } from "../../../packages/core/src/host/client.ts";
import { temporaryProject } from "../../cli/temporary-project.ts";
import { config, files, rules } from "./data.ts";

const customers = ["a,,H,X", "b,a,H,X", "c,b,,Y", "d,,G,Y", "e,,,X"];
const lines = ["a,1,2026-11-01,60", "b,1,2026-11-01,60", "c,2,2026-11-10,40", "d,3,2026-11-18,130"];
const nothing = Object.fromEntries(
  [
    "segmentations/value.yaml",
    "segmentations/care.yaml",
    "data/customers.csv",
    "data/transactions.csv",
  ].map((path) => [path, null]),
);
const project = (s: Readonly<Record<string, string>>, own = config): string =>
  temporaryProject({ ...nothing, ...files(customers, lines, s, own) });

/** What a preview of `after` says, over a run of `before`; and what a run of `after` says. */
async function previewAndRun(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
  own = config,
) {
  const host = connectHost();
  const fresh = connectHost();
  try {
    await host.call("open", { project: project(before), allowRead: [] });
    await host.call("run", { publish: { by: "me", why: "test" } });
    const texts = Object.entries(after).map(([name, text]) => [`segmentations/${name}.yaml`, text]);
    const overlay = { ...Object.fromEntries(texts), "clientele.yaml": own };
    const preview = await host.call("preview", { panel: "p", overlay });
    await fresh.call("open", { project: project(after, own), allowRead: [] });
    const run = await fresh.call("run", {});
    if (!preview.ok || !run.ok) throw new Error(JSON.stringify([preview, run]));
    const counted = preview.value.segmentations.map((s) => [
      s.id,
      s.unit,
      s.outside,
      s.segments.map(({ id, customers: n, units, share, revenue }) => [
        id,
        n,
        units,
        share,
        revenue,
      ]),
    ]);
    const summary = Object.entries(run.value.segmentations).map(([id, s]) => [
      id,
      s.unit,
      s.outside,
      Object.entries(s.segments).map(([of, x]) => [of, x.customers, x.units, x.share, x.revenue]),
    ]);
    return { counted, summary };
  } finally {
    await host.close();
    await fresh.close();
  }
}

const byName = (a: readonly unknown[], b: readonly unknown[]): number =>
  String(a[0]).localeCompare(String(b[0]));

const tiers = (unit: string, more = ""): string =>
  `segmentation: value\nkind: tiers\nunit: ${unit}\nby: monetary\nwithin: 365 days\n${more}tiers: [{ id: high, top: 50% of value }, { id: low, rest: true }]\n`;
const lists = (unit: string, when: string): string =>
  rules("lists", unit, when, "frequency = 0").replace("kind: rules", "kind: rules\nassign: all");
const both = { value: tiers("household"), lists: lists("household", "value = 'high'") };

describe("a preview says what a run would", () => {
  it.each([
    ["nothing is changed", both, both],
    ["households are ranked and not customers", { value: tiers("customer") }, both],
    ["customers are ranked and not households", both, { value: tiers("customer") }],
    [
      "roots and not households",
      both,
      { value: tiers("root"), lists: lists("root", "value = 'high'") },
    ],
    [
      "a rule of households changes",
      both,
      { ...both, lists: lists("household", "spend_per_order > 50") },
    ],
    ["a cut changes", both, { ...both, value: both.value.replace("50%", "90%") }],
    ["fewer take part", both, { ...both, value: tiers("household", "among: city = 'Y'\n") }],
    [
      "households are compared in their city",
      both,
      { ...both, value: tiers("household", "within_each: city\n") },
    ],
    [
      "a customer's rule names the household's",
      both,
      { ...both, own: rules("own", "customer", "value = 'high' and monetary < 100") },
    ],
  ])("where %s", async (_, before, after) => {
    const { counted, summary } = await previewAndRun(before, after);
    expect(counted.toSorted(byName)).toEqual(summary.toSorted(byName));
    expect(JSON.stringify(summary)).toMatch(/\["(high|s1)",[1-9]/);
  });

  it("where a household becomes another thing", async () => {
    const own = config.replace("household: hh", "household: city");
    const { counted, summary } = await previewAndRun(both, both, own);
    expect(counted.toSorted(byName)).toEqual(summary.toSorted(byName));
    expect(summary).not.toEqual((await previewAndRun(both, both)).summary);
  });
});
