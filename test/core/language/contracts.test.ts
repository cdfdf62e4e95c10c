import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { nodeKeys } from "../../../packages/core/src/language/model/keys.ts";
import { build, found, projectText } from "./project.ts";

const golden = readFileSync(new URL("../../golden/config/contracts.yaml", import.meta.url), "utf8");
const segmentation = (rule: string): string =>
  `segmentation: s\nkind: rules\nsegments:\n  - { id: a, when: ${rule} }\n`;
const files = (metrics: string, rule = "recency > 1") => ({
  "clientele.yaml": projectText(`metrics:\n${metrics}`).replace(
    "sources:",
    "sources:\n  policies: { kind: spans, from: p.csv, customer: c, start: s, end: e }\n  visits: { from: v.csv, customer: c, time: t }",
  ),
  "segmentations/s.yaml": segmentation(rule),
});
const asked = "model: shifted_beta_geometric, source: policies, period: 1 month";

describe("metrics of contracts in the configuration", () => {
  it("the file with every key has no problems, and says what it asks", () => {
    const { model, problems } = build({
      "clientele.yaml": golden,
      "segmentations/s.yaml": segmentation("renewal < 0.5 and still_here_95_low < 0.9"),
    });
    expect(problems).toEqual([]);
    const told = model?.metrics.map((m) => [m.name, m.fit?.output, m.value.unit]);
    const naive = { fallback: "naive_rate", bound: "mean" };
    expect(told).toEqual(
      expect.arrayContaining([
        ["renewal", { kind: "renewal", ...naive }, "share"],
        ["renewal_95_high", { kind: "renewal", ...naive, bound: "high" }, "share"],
        ["still_here", { kind: "survival", horizon: 730, ...naive, fallback: "none" }, "share"],
        ["remaining", { kind: "remaining", horizon: 1826, ...naive }, null],
        ["worth", { kind: "clv", horizon: 1826, discount: 0.05, ...naive }, "money"],
      ]),
    );
    expect(told).toHaveLength(4 * 3 + 2 + 1); // the ends of each 95 % interval, and of the 80 % of the CLV
    const [first] = model?.metrics ?? [];
    expect(first?.fit).toMatchObject({ source: "policies", period: { count: 12, unit: "months" } });
  });

  it.each([
    [`  churn: { ${asked} }`, [["bad-value", "churn"]]],
    [`  m: { ${asked}, value: renewl }`, [["bad-value", "renewl"]]],
    [`  renewal: { ${asked}, horizon: 90 days }`, [["unknown-key", "horizon"]]],
    [`  survival: { ${asked}, amount: recency }`, [["unknown-key", "amount"]]],
    [`  survival: { ${asked}, within: 3 days }`, [["unknown-key", "within"]]],
    [`  clv: { ${asked} }`, [["missing-key", "clv"]]],
    [`  clv: { ${asked}, amount: last_order }`, [["wrong-type", "last_order"]]],
    [`  clv: { ${asked}, amount: recencyy }`, [["unknown-name", "recencyy"]]],
    [`  renewal: { ${asked}, fallback: recency }`, [["bad-value", "recency"]]],
    [
      "  renewal: { model: shifted_beta_geometric, source: policies }",
      [["missing-key", "renewal"]],
    ],
    ["  renewal: { model: shifted_beta_geometric, period: 1 year }", [["missing-key", "renewal"]]],
    [`  renewal: { ${asked.replace("policies", "visits")} }`, [["bad-value", "visits"]]],
    [`  renewal: { ${asked.replace("1 month", "1 moon")} }`, [["bad-value", "1 moon"]]],
    ["  p_alive: { model: bg_nbd, period: 1 month }", [["unknown-key", "period"]]],
    ["  m: { value: recency, source: policies }", [["unknown-key", "source"]]],
    [
      `  renewal: { ${asked} }\n  renewal_95_low: { value: recency }`,
      [["duplicate-name", "renewal_95_low"]],
    ],
    [`  clv: { ${asked}, amount: half }\n  half: { value: clv / 2 }`, [["cycle", "clv"]]],
  ])("%s is refused", (metrics, expected) => {
    expect(found(files(metrics))).toEqual(expected);
  });

  it("may be worth what another metric says", () => {
    expect(
      found(files(`  clv: { ${asked}, amount: half }\n  half: { value: monetary / 2 }`)),
    ).toEqual([]);
  });

  it("what is asked is part of the key, of what rests on it too", () => {
    const keys = (metrics: string) => {
      const { model } = build(files(metrics, "clv > 3"));
      return model === undefined ? [] : [...nodeKeys(model)].filter(([name]) => name === "s");
    };
    const base = keys(`  clv: { ${asked}, amount: monetary }`);
    expect(base).toHaveLength(1);
    expect(keys(`  clv: { ${asked}, amount: monetary, discount: 10%, title: T }`)).toEqual(base);
    for (const other of [
      `  clv: { ${asked.replace("1 month", "30 days")}, amount: monetary }`,
      `  clv: { ${asked}, amount: monetary * 2 }`,
      `  clv: { ${asked}, amount: monetary, horizon: 90 days }`,
      `  clv: { ${asked}, amount: monetary, fallback: none }`,
    ])
      expect(keys(other)).not.toEqual(base);
  });
});
