import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { clientele, problemsOf, type Ended } from "./clientele.ts";
import { temporaryProject } from "./temporary-project.ts";

const golden = (name: string): string =>
  readFileSync(new URL(`../golden/config/${name}.yaml`, import.meta.url), "utf8");

/** a1 and a2 are ranked in the east, b1 alone, n1 has no region; f1 is a firm that outspends them all. */
const customers = `id,name,owner,phone,class,region
a1,A One,,,personal,east
a2,A Two,,,personal,east
b1,B One,,,personal,west
n1,N One,,,personal,
f1,Firm,,,firm,east
e1,No orders,,,personal,west
`;
const transactions = `customer,order_no,paid_at,quantity,price,channel,type,original
a1,1,2026-11-01,1,900,app,sale,
a2,2,2026-11-02,1,100,app,sale,
b1,3,2026-11-03,1,10,app,sale,
n1,4,2026-11-04,1,5,app,sale,
f1,5,2026-11-18,1,99000,app,sale,
`;

const files = {
  "segmentations/value.yaml": golden("segments-tiers"),
  "segmentations/rfm.yaml": golden("segments-rfm"),
  "segmentations/care.yaml": golden("segments-rules"),
  "data/customers.csv": customers,
  "data/transactions.csv": transactions,
};

describe("who takes part", () => {
  let ran: Ended;
  let folder: string;
  const project = (): string => temporaryProject(files);
  const show = async (customer: string): Promise<unknown> => {
    const ended = await clientele(["show", customer, "--project", folder, "--json"]);
    return (ended.json["customer"] as { segments: unknown }).segments; // the shape is what is tested
  };

  it("is said by golden files without a problem, counted in the summary, shown and explained", async () => {
    folder = project();
    ran = await clientele(["run", folder, "--json"]);
    expect(problemsOf(ran).filter((p) => p.severity === "error")).toEqual([]);
    expect(ran.json["segmentations"]).toMatchObject({
      value: {
        outside: 1,
        segments: { high: { customers: 3 }, low: { customers: 1, share: 1 / 6 } },
      },
      rfm_personal: { outside: 1, segments: { none: { customers: 1 } } },
      care: { outside: 2, segments: { others: { customers: 4 } } },
    });
    expect(await show("f1")).toMatchObject({ value: null, rfm_personal: null, care: null });
    expect(await show("b1")).toMatchObject({ value: "high" });

    const outside = await clientele(["show", "f1", "--project", folder]);
    expect(outside.out).toContain("not among class = 'personal'");
    const own = await clientele(["show", "b1", "--project", folder]);
    expect(own.out).toMatch(/Ranked within.*west/i);
    // The lowest of the high tier in the west, not the 900 of the east and not the 5 of those without a region.
    expect(own.out).toMatch(/Monetary.*10\D.*cut.*10\b/);
  });

  it("is everybody in a snapshot from before this could be said", async () => {
    const old = temporaryProject();
    await clientele(["run", old]);
    const [path = ""] = globSync(join(old, ".clientele/runs/*/model.json"));
    const text = readFileSync(path, "utf8");
    const before = text.replaceAll(/"(?:among|withinEach|hold)":null,?/g, "");
    expect(before).not.toBe(text);
    writeFileSync(path, before);
    const told = await clientele(["show", "00002", "--project", old]);
    expect(told.out).toContain("Rest, because");
  });

  it("is what coverage is measured among", async () => {
    const covered = temporaryProject({
      ...files,
      "checks/own.yaml": `check: own
tests:
  - { test: all, segmentation: value, coverage: { at_least: 100% } }
`,
    });
    const ended = await clientele(["check", covered, "--json"]);
    expect(ended.json["checks"]).toMatchObject({ passed: 1, failed: 0 });
  });

  it.each([
    ["segmentations/care.yaml", "among: class", "within_each: region\namong: class", "unknown-key"],
    ["segmentations/value.yaml", "within_each: region", "within_each: recency", "bad-value"],
    ["segmentations/value.yaml", "among: class = 'personal'", "among: recency", "not-boolean"],
    ["segmentations/value.yaml", "among: class = ", "among: care = ", "cycle"],
    ["segmentations/value.yaml", "class = 'personal'", "recency > 5 and recency < 3", "never-true"],
  ] as const)("refuses in %s %s as %s: %s", async (path, from, to, code) => {
    const wrong = temporaryProject({ ...files, [path]: files[path].replace(from, to) });
    const ended = await clientele(["check", wrong, "--json"]);
    expect(problemsOf(ended).map((p) => p.code)).toContain(code);
  });
});
