import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { clientele, problemsOf, type Ended } from "./clientele.ts";
import { temporaryProject } from "./temporary-project.ts";

type TestJson = {
  readonly test: string;
  readonly status: string;
  readonly failures: readonly {
    readonly subject: string;
    readonly expected: string;
    readonly got: string;
  }[];
};
type ChecksJson = {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly tests: readonly TestJson[];
};
const checksOf = (ended: Ended): ChecksJson => ended.json["checks"] as ChecksJson; // the shape is what is tested

const check = (tests: string): string => `check: own\ntests:\n${tests}`;
const run = async (tests: string, published = false): Promise<Ended> => {
  const folder = temporaryProject({ "checks/own.yaml": check(tests) });
  if (published) await clientele(["run", folder, "--publish"]);
  return clientele(["check", folder, "--json"]);
};

describe("clientele check", () => {
  it("computes given customers as it computes real ones", async () => {
    const ended = await run(`
  - test: a lapsed heavy buyer
    given:
      as_of: 2026-11-18
      customers: [{ id: a }, { id: b }]
      transactions:
        - { customer: a, order_no: 1, paid_at: 2026-01-01, quantity: 2, price: 50.05, channel: app }
        - { customer: a, order_no: 2, paid_at: 2026-02-01, quantity: 1, price: 1, channel: phone }
        - { customer: b, order_no: 3, paid_at: 2026-11-18, quantity: 1, price: 1 }
    expect:
      a: { frequency: 2, monetary: 101.1, recency: 290, app_share: 0.5, value: high, care: [save_list, app] }
      b: { tenure: 0, value: rest, care: [] }
`);
    expect(checksOf(ended)).toMatchObject({ passed: 1, failed: 0, skipped: 0 });
    expect(ended.code).toBe(0);
  });

  it("tells expected and got, and ends with 1", async () => {
    const ended = await run(`
  - test: wrong on purpose
    expect:
      "00428": { value: rest, recency: { at_most: 3 }, care: [app] }
      "nobody": { value: high }
`);
    expect(ended.code).toBe(1);
    expect(checksOf(ended).tests[0]?.failures).toMatchObject([
      { subject: "00428 · value", expected: "rest", got: "high" },
      { subject: "00428 · recency", expected: "<= 3", got: "63" },
      { subject: "00428 · care", expected: "app", got: "save_list" },
      { subject: "nobody · value", expected: "high", got: "no such customer" },
    ]);
  });

  it("asserts sizes, coverage and exclusiveness on the project's data", async () => {
    const good = await run(`
  - { test: size, segment: care.save_list, customers: { at_least: 1, at_most: 1 }, share: { at_most: 25% }, revenue: { at_least: 1500 } }
  - { test: coverage, segmentation: value, coverage: { at_least: 100% } }
  - { test: exclusive, exclusive: [care.save_list, care.app] }
`);
    expect(checksOf(good)).toMatchObject({ passed: 3, failed: 0 });
    const bad = await run(`
  - { test: size, segment: save_list, customers: { at_least: 2 } }
  - { test: coverage, segmentation: care, coverage: { at_least: 100% } }
  - { test: exclusive, exclusive: [care.save_list, value.high] }
`);
    expect(checksOf(bad).tests.map((t) => t.failures[0])).toMatchObject([
      { expected: ">= 2", got: "1" },
      { expected: ">= 100%", got: "50%" },
      { got: "1" },
    ]);
  });

  it("measures drift against what is published, and skips it where nothing is", async () => {
    const drift = "\n  - { test: drift, segmentation: value, drift: { psi: { at_most: 0.1 } } }\n";
    expect(checksOf(await run(drift))).toMatchObject({ passed: 0, failed: 0, skipped: 1 });
    expect(checksOf(await run(drift, true))).toMatchObject({ passed: 1, failed: 0, skipped: 0 });
  });

  it("reports names that are not there, with the nearest one, and runs nothing", async () => {
    const ended = await run(`
  - test: typos
    given: { customers: [{ ids: a }], transactions: [{ custmer: a }] }
    expect: { a: { valu: high, value: hihg } }
  - { test: nothing to expect }
  - { test: no segment, customers: { at_least: 1 } }
`);
    expect(
      problemsOf(ended)
        .map((p) => p.code)
        .toSorted(),
    ).toEqual([
      "column-missing",
      "column-missing",
      "missing-key",
      "missing-key",
      "unknown-name",
      "unknown-segment",
    ]);
    expect(checksOf(ended).tests).toEqual([]);
  });

  it("writes JUnit XML", async () => {
    const folder = temporaryProject({
      "checks/own.yaml": check(
        '\n  - { test: "a < b & c", segment: save_list, customers: { at_least: 5 } }\n',
      ),
    });
    const file = join(folder, "junit.xml");
    await clientele(["check", folder, "--junit", file]);
    const xml = readFileSync(file, "utf8");
    expect(xml).toContain('<testsuite name="checks/own.yaml" tests="1" failures="1" skipped="0">');
    expect(xml).toContain('name="a &lt; b &amp; c"');
    expect(xml).toContain("expected &gt;= 5, got 1");
  });
});
