import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { clientele, problemsOf } from "./clientele.ts";
import { temporaryProject } from "./temporary-project.ts";

const golden = (name: string): string =>
  readFileSync(new URL(`../golden/config/${name}.yaml`, import.meta.url), "utf8");

const check = `check: units
tests:
  - test: a household is worth what its members buy
    given:
      customers:
        - { id: p, household_id: H, city: X }
        - { id: q, household_id: H, city: X }
        - { id: r, city: X }
      transactions:
        - { customer: p, invoice: 1, paid_at: 2026-11-01, amount: 60 }
        - { customer: q, invoice: 2, paid_at: 2026-11-01, amount: 60 }
        - { customer: r, invoice: 3, paid_at: 2026-11-01, amount: 20 }
    expect:
      p: { household_value: high, own: quiet }
      r: { household_value: low }
  - test: accounts that are above each other
    given:
      customers: [{ id: p, parent_id: q }, { id: q, parent_id: p }]
      transactions: [{ customer: p, invoice: 1, paid_at: 2026-11-01, amount: 60 }]
    expect:
      p: { household_value: high }
`;
const own = `segmentation: own
kind: rules
segments:
  - { id: quiet, when: household_value = 'high' and monetary < 100 }
`;
const customers = `id,parent_id,household_id,branch,city
00001,,007,b,X
00002,00001,007,b,X
00003,00002,H2,B,X
00004,,,c,Y
`;
const transactions = `customer,invoice,paid_at,amount
00001,A,2026-11-01,60
00002,A,2026-11-01,150
00003,C,2026-10-01,20
00004,D,2026-11-02,40
`;

describe("households in the terminal", () => {
  const project = (): string =>
    temporaryProject({
      "segmentations/care.yaml": null,
      "clientele.yaml": golden("units"),
      "segmentations/value.yaml": golden("segments-units"),
      "segmentations/own.yaml": own,
      "checks/units.yaml": check,
      "data/customers.csv": customers,
      "data/transactions.csv": transactions,
    });

  it("are counted, shown, explained, exported, found and checked", async () => {
    const folder = project();
    const ran = await clientele(["run", folder, "--json", "--publish"]);
    expect(problemsOf(ran)).toEqual([]);
    expect(ran.json).toMatchObject({
      customers: 4,
      units: { parent: 3, root: 2, household: 3, branch: 2 },
      segmentations: {
        household_value: {
          unit: "household",
          segments: {
            high: { customers: 3, units: 2, share: 0.75, revenue: 250 },
            low: { customers: 1, units: 1 },
          },
        },
        own: { segments: { quiet: { customers: 2 } } },
      },
    });

    const shown = await clientele(["show", "00001", "--project", folder]);
    expect(shown.out).toMatch(/Household +007 \(2 customers\)/);
    expect(shown.out).toContain("Household 007 of 2 customers");
    expect(shown.out).toMatch(/Monetary value, 365 days · ¥210/);
    const chinese = await clientele(["show", "00003", "--project", folder, "--locale", "zh-CN"]);
    expect(chinese.out).toMatch(/最上级账户 +00001/);

    const json = await clientele(["show", "00004", "--project", folder, "--json"]);
    expect(json.json["customer"]).toMatchObject({
      units: { household: { id: null, customers: 1 }, root: { id: "00004", customers: 1 } },
    });

    const file = join(folder, "out.csv");
    await clientele(["export", "--to", file, "--project", folder]);
    const rows = readFileSync(file, "utf8").split("\n");
    const [head = "", first = "", , , fourth = ""] = rows;
    const columns = head.split(",");
    const cell = (row: string, name: string) => row.split(",")[columns.indexOf(name)];
    expect([cell(first, "unit_household"), cell(first, "unit_root")]).toEqual(["007", "00001"]);
    expect([cell(fourth, "unit_household"), cell(fourth, "unit_root")]).toEqual(["", "00004"]);

    const found = await clientele([
      "find",
      "household_value = 'high'",
      "--project",
      folder,
      "--json",
    ]);
    expect(found.json["total"]).toBe(3);

    const checked = await clientele(["check", folder, "--json"]);
    expect(checked.code).toBe(1);
    expect(checked.out).toContain("q → p → q");
    expect(checked.json["checks"]).toMatchObject({
      tests: [{ status: "passed" }, { status: "failed" }],
    });
  }, 60_000);
});
