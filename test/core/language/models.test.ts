import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { nodeKeys } from "../../../packages/core/src/language/model/keys.ts";
import { build, found, projectText } from "./project.ts";

const golden = readFileSync(new URL("../../golden/config/models.yaml", import.meta.url), "utf8");
const files = (metrics: string, rule = "recency > 1") => ({
  "clientele.yaml": projectText(`metrics:\n${metrics}`),
  "segmentations/s.yaml": `segmentation: s\nkind: rules\nsegments:\n  - { id: a, when: ${rule} }\n`,
});

describe("metrics of models in the configuration", () => {
  it("the file with every key has no problems, and says what it asks", () => {
    const { model, problems } = build({
      "clientele.yaml": golden,
      "segmentations/s.yaml": files("")["segmentations/s.yaml"],
    });
    expect(problems).toEqual([]);
    const asked = model?.metrics.map((m) => [m.name, m.fit?.model, m.fit?.output, m.value.unit]);
    const clv = {
      kind: "clv",
      horizon: 364,
      discount: 0.1,
      spend: "gamma_gamma",
      fallback: "naive_rate",
    };
    const told = asked?.filter(([name]) => !(typeof name === "string" && name.includes("_95_")));
    // Each brings the ends of the 95 % confidence interval of its estimate.
    expect(asked).toHaveLength((told?.length ?? 0) + 5 * 2);
    expect(asked).toContainEqual([
      "p_alive_95_low",
      "pareto_nbd",
      { kind: "p_alive", fallback: "recency", bound: "low95" },
      "share",
    ]);
    expect(told).toEqual([
      ["p_alive", "pareto_nbd", { kind: "p_alive", fallback: "recency" }, "share"],
      ["alive_or_unknown", "mbg_nbd", { kind: "p_alive", fallback: "none" }, "share"],
      [
        "expected_purchases",
        "bg_nbd",
        { kind: "expected_transactions", horizon: 90, fallback: "naive_rate" },
        "orders",
      ],
      ["clv", "pareto_nbd", { ...clv, bound: "mean" }, "money"],
      ["clv_low", "pareto_nbd", { ...clv, bound: "low" }, "money"],
      ["clv_high", "pareto_nbd", { ...clv, bound: "high" }, "money"],
      [
        "best",
        "auto",
        { kind: "expected_transactions", horizon: 365, fallback: "naive_rate" },
        "orders",
      ],
      ["clv_per_order", undefined, undefined, null],
    ]);
  });

  it.each([
    ["  churn: { model: bg_nbd }", [["bad-value", "churn"]]],
    ["  m: { model: bg_nbd, value: p_aliv }", [["bad-value", "p_aliv"]]],
    ["  p_alive: { model: bg_nbd, horizon: 3 days }", [["unknown-key", "horizon"]]],
    ["  p_alive: { model: bg_nbd, within: 3 days }", [["unknown-key", "within"]]],
    ["  p_alive: { model: bg_nbd, fallback: naive_rate }", [["bad-value", "naive_rate"]]],
    ["  clv: { model: bg_nbd, fallback: recency }", [["bad-value", "recency"]]],
    ["  clv: { model: bg_nbd, discount: ten }", [["bad-value", "ten"]]],
    ["  clv: { model: bgnbd }", [["bad-value", "bgnbd"]]],
    ["  m: { value: recency, horizon: 3 days }", [["unknown-key", "horizon"]]],
    ["  m: { title: M }", [["missing-key", "m"]]],
    ["  clv: { model: bg_nbd }\n  clv_low: { value: recency }", [["duplicate-name", "clv_low"]]],
  ])("%s is refused", (metrics, expected) => {
    expect(found(files(metrics))).toEqual(expected);
  });

  it("warns of a threshold on a metric whose model the data choose, not of one that is named", () => {
    expect(found(files("  p_alive: { model: auto }", "p_alive < 0.4"))).toEqual([
      ["auto-threshold", "p_alive"],
    ]);
    expect(found(files("  p_alive: { model: auto }", "0.2 < p_alive and recency > 3"))).toEqual([
      ["auto-threshold", "p_alive"],
    ]);
    expect(found(files("  p_alive: { model: bg_nbd }", "p_alive < 0.4"))).toEqual([]);
    expect(found(files("  p_alive: { model: auto }", "p_alive is null"))).toEqual([]);
  });

  it("are of each customer: a household has none", () => {
    const texts = {
      "clientele.yaml": projectText(`metrics:
  clv: { model: bg_nbd }
  worth: { value: clv * 2 }
`).replace("sources:", "sources:\n  customers: { from: c.csv, key: id, groups: { household: h } }"),
      "segmentations/s.yaml":
        "segmentation: s\nkind: rules\nunit: household\nsegments:\n  - { id: a, when: worth > 3 }\n",
    };
    expect(found(texts)).toEqual([["unit-mismatch", "worth"]]);
  });

  it("what is asked is part of the key, of what rests on it too", () => {
    const keys = (metrics: string) => {
      const { model } = build(files(metrics, "clv > 3"));
      return model === undefined ? [] : [...nodeKeys(model)].filter(([name]) => name === "s");
    };
    const base = keys("  clv: { model: bg_nbd }");
    expect(base).toHaveLength(1);
    expect(keys("  clv: { model: bg_nbd, title: Worth, horizon: 365 days }")).toEqual(base);
    for (const other of [
      "  clv: { model: mbg_nbd }",
      "  clv: { model: bg_nbd, horizon: 90 days }",
      "  clv: { model: bg_nbd, discount: 5% per year }",
      "  clv: { model: bg_nbd, fallback: none }",
      "  clv: { model: bg_nbd, spend: own_mean }",
    ])
      expect(keys(other)).not.toEqual(base);
  });
});
