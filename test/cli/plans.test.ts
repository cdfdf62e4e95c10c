import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { shop } from "../core/planning/shop.ts";
import { clientele } from "./clientele.ts";
import { temporaryFolder } from "./temporary-project.ts";

function project(): string {
  const folder = temporaryFolder();
  for (const [path, text] of Object.entries(shop(200, 5))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

describe("plans on the command line", () => {
  it("say what they gain, take and leave out, in both languages", async () => {
    const folder = project();
    const ran = await clientele(["run", folder, "--json"]);
    expect(ran.json).toMatchObject({
      strategies: [{ strategy: "keep", actions: [{}, {}] }, {}, {}],
    });
    const at = ["--project", folder];
    const made = await clientele(["plan", ...at, "--json"]);
    expect(made.code).toBe(0);
    expect(made.json).toMatchObject({
      plan: "week",
      within_days: 7,
      floors: [{ segmentation: "care", segment: "quiet", wanted: 8 }],
    });
    const english = await clientele(["plan", "week", ...at]);
    expect(english.out).toContain("What is done");
    expect(english.out).toContain("did not agree to any of the channels");
    const chinese = await clientele(["plan", "week", ...at, "--locale", "zh-CN"]);
    expect(chinese.out).toContain("未安排");
    expect(chinese.out).toContain("未同意任何可用渠道");
    const against = await clientele(["plan", ...at, "--opportunity", "--json"]);
    expect(against.json).toMatchObject({ plan: "week", segmentation: "care", uniform: {} });
    const strategies = await clientele(["strategies", ...at]);
    expect(strategies.out).toContain("have something due with the same");
    const segment = await clientele(["segment", "value.high", ...at, "--json"]);
    expect(segment.json).toMatchObject({ strategies: ["keep"], serving: [{ strategy: "keep" }] });
    const unknown = await clientele(["plan", "weak", ...at]);
    expect(unknown.code).toBe(1);
    expect(unknown.error).toContain('did you mean "week"?');
  });

  it("are held to what checks say of actions and customers", async () => {
    const folder = project();
    const check = (text: string): void =>
      writeFileSync(join(folder, "checks/serve.yaml"), `check: serve\ntests:\n${text}`);
    mkdirSync(join(folder, "checks"));
    check(`  - test: calls pay off
    action: keep.call
    customers: { at_least: 1 }
    share: { at_most: 90% }
    cost: { at_most: 800 }
    gain: { at_least: 0 }
  - test: a quiet customer of great value is called
    given:
      as_of: 2026-11-18
      customers: [{ id: a, class: person, sms_ok: "true" }, { id: b, class: firm, sms_ok: "true" }]
      transactions: [{ customer: a, day: 2026-05-01, amount: 900 }, { customer: b, day: 2026-11-10, amount: 1 }]
    expect:
      a: { next_action: keep.call }
      b: { next_action: greet.greet }
`);
    const held = await clientele(["check", folder, "--json"]);
    expect(held.json).toMatchObject({ checks: { passed: 2, failed: 0 } });
    check(`  - { test: too dear, action: keep.call, cost: { at_most: 1 } }
  - { test: loses, action: greet.lunch, gain: { at_least: 0 } }
  - { test: unknown, action: greet.greet, gain: { at_least: 0 } }
  - { test: too many, action: keep.call, share: { at_most: 0% } }
`);
    const broken = await clientele(["check", folder, "--json"]);
    expect(broken.json).toMatchObject({ checks: { passed: 0, failed: 4 } });
    const method = await clientele(["check", folder, "--method", "--json"]);
    const areas = (method.json as { method: { area: string; status: string; todo: string[] }[] })
      .method;
    // Four tests and none of them holds; nobody competes; both actions of `keep` have no date.
    expect(areas.find((a) => a.area === "gap")).toMatchObject({
      status: "partly",
      evidence: [{ count: 4 }, { count: 0, of: 4 }, { count: 0 }],
    });
    expect(areas.find((a) => a.area === "market_insight")?.status).toBe("missing");
    expect(areas.find((a) => a.area === "critical_tasks")?.todo[0]).toContain("keep.call");
    expect(areas.find((a) => a.area === "formal_organisation")?.status).toBe("partly");
    check("  - { test: misspelt, action: keep.cal, cost: { at_most: 1 } }\n");
    expect((await clientele(["check", folder])).error).toContain('did you mean "keep.call"?');
  });
});
