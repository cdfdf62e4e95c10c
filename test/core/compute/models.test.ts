/** Metrics of models through the whole of a run: previews, threads, refusals, given customers. */
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { connectHost } from "../../../packages/core/src/host/client.ts";
import type { PreviewResult } from "../../../packages/core/src/host/protocol.ts";
import { clientele, problemsOf } from "../../cli/clientele.ts";
import { temporaryProject } from "../../cli/temporary-project.ts";
import { compute } from "../../properties/engine.ts";
import { purchases } from "./purchases.ts";

const config = (metrics: string): string => `clientele: 1
name: Models
sources:
  transactions: { from: data/t.csv, customer: customer, time: paid_at, amount: amount }
metrics:
${metrics}`;
const metrics = `  p_alive: { model: pareto_nbd }
  clv: { model: pareto_nbd, horizon: 90 days }
`;
const care = (when: string): string =>
  `segmentation: care\nkind: rules\nsegments:\n  - { id: save, when: ${when} }\n  - { id: rest, else: true }\n`;
const tiers = `segmentation: worth
kind: tiers
by: clv
tiers: [{ id: high, top: 50% of value }, { id: low, rest: true }]
`;
const files = (own: string, rule = "p_alive < 0.5 and clv_high > 20") => ({
  "clientele.yaml": config(own),
  "segmentations/care.yaml": care(rule),
  "segmentations/worth.yaml": tiers,
});

const nothing = {
  "segmentations/value.yaml": null,
  "data/customers.csv": null,
  "data/transactions.csv": null,
};

describe("metrics of models", () => {
  it("are the same from one thread and from two, bit for bit", async () => {
    const project = { ...files(metrics), "data/t.csv": purchases(700, 1) };
    const [one, two] = [
      await compute(project, { threads: 1 }),
      await compute(project, { threads: 2 }),
    ];
    expect(one.customers.size).toBe(700);
    expect([...two.customers].toSorted(byId)).toEqual([...one.customers].toSorted(byId));
    expect(two.summary.models).toEqual(one.summary.models);
    for (const row of one.customers.values()) {
      expect(Number(row["m_p_alive"])).toBeGreaterThanOrEqual(0);
      expect(Number(row["m_p_alive"])).toBeLessThanOrEqual(1);
      expect(Number(row["m_clv_low"])).toBeLessThanOrEqual(Number(row["m_clv_high"]));
    }
  }, 120_000);

  it("count in a preview as in the run that follows: unchanged, asked anew, of another model", async () => {
    const project = temporaryProject({
      ...nothing,
      ...files(metrics),
      "data/t.csv": purchases(700, 2),
    });
    expect((await clientele(["run", "--project", project, "--publish"])).code).toBe(0);
    const edits = [
      { "segmentations/care.yaml": care("p_alive < 0.7") },
      { "clientele.yaml": config(metrics.replace("90 days", "180 days")) },
      { "clientele.yaml": config(metrics.replaceAll("pareto_nbd", "mbg_nbd")) },
      {
        "clientele.yaml": config(`${metrics}  lines: { value: sum(amount), within: 90 days }\n`),
        "segmentations/care.yaml": care("p_alive < 0.7 and lines > 10"),
      },
    ];
    const host = connectHost();
    const previews: PreviewResult[] = [];
    try {
      await host.call("open", { project, allowRead: [] });
      for (const overlay of edits) {
        const answer = await host.call("preview", { panel: "p", overlay });
        if (!answer.ok) throw new Error(JSON.stringify(answer.error));
        previews.push(answer.value);
      }
    } finally {
      await host.close();
    }
    for (const [i, edit] of edits.entries()) {
      for (const [path, text] of Object.entries({ ...files(metrics), ...edit }))
        writeFileSync(join(project, path), text);
      const { json } = await clientele(["run", "--project", project, "--json"]);
      const counts = (previews[i]?.segmentations ?? []).map((s) => [
        s.id,
        s.segments.map((x) => [x.id, x.customers]),
      ]);
      // What `run --json` promises.
      const ran = Object.entries(
        json["segmentations"] as Record<
          string,
          { segments: Record<string, { customers: number }> }
        >,
      );
      expect(counts).toEqual(
        ran.map(([id, { segments }]) => [
          id,
          Object.entries(segments).map(([x, s]) => [x, s.customers]),
        ]),
      );
    }
  }, 240_000);

  it("are refused by name and number where there is too little, with what stands in", async () => {
    const project = temporaryProject({
      ...nothing,
      ...files(
        "  p_alive: { model: bg_nbd }\n  clv: { model: bg_nbd, fallback: none }\n",
        "p_alive < 0.5",
      ),
      "data/t.csv": purchases(60, 3),
    });
    const ran = await clientele(["run", "--project", project, "--json"]);
    expect(ran.code).toBe(0);
    const [problem] = problemsOf(ran).filter((p) => p.code === "too-few-buyers");
    expect(problem).toMatchObject({ severity: "warning", file: "clientele.yaml" });
    expect(problem?.range.start.line).toBe(5);
    expect(problem?.message).toMatch(/bg_nbd needs 100 buyers, 30 of them .* there are 60 and/);
    expect(ran.json["models"]).toMatchObject({
      p_alive: { verdict: "refused", refused: "too_few" },
    });
    const shown = await clientele(["show", "c1", "--project", project, "--json"]);
    expect(shown.json).toMatchObject({ customer: { metrics: { clv: null } } });
    const { customer } = shown.json as { customer: { metrics: { p_alive: number } } }; // asserted above
    expect(customer.metrics.p_alive).toBeGreaterThanOrEqual(0);
    const card = await clientele(["model", "p_alive", "--project", project]);
    expect(card.out).toMatch(/Refused: what stands in is used/);
    expect((await clientele(["model", "p_aliv", "--project", project])).error).toMatch(
      /did you mean "p_alive"/,
    );
  }, 60_000);

  it("tell given customers of a check by what the project's data teach", async () => {
    const check = `check: models
tests:
  - test: who bought yesterday is here, who has not for a year is gone
    given:
      as_of: 2026-06-20
      transactions:
        - { customer: a, paid_at: 2026-05-01, amount: 10 }
        - { customer: a, paid_at: 2026-06-19, amount: 10 }
        - { customer: b, paid_at: 2025-05-01, amount: 10 }
        - { customer: b, paid_at: 2025-05-09, amount: 10 }
        - { customer: b, paid_at: 2025-05-19, amount: 10 }
    expect:
      a: { care: rest }
      b: { care: save }
`;
    const project = temporaryProject({
      ...nothing,
      ...files(metrics, "p_alive < 0.5"),
      "checks/models.yaml": check,
      "data/t.csv": purchases(700, 4),
    });
    const checked = await clientele(["check", project, "--json"]);
    expect(checked.json["checks"]).toMatchObject({ passed: 1, failed: 0 });
    rmSync(project, { recursive: true, force: true });
  }, 60_000);
});

const byId = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : 1;
