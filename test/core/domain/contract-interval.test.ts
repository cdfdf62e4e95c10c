import { describe, expect, it } from "vitest";
import { applyContracts } from "../../../packages/core/src/domain/contracts/apply-contracts.ts";
import { contractGroup } from "../../../packages/core/src/language/model/contract-metric.ts";
import { companionNames } from "../../../packages/core/src/language/model/model-metrics.ts";
import { random } from "../../../packages/core/src/stats/random.ts";
import {
  parameterDraws,
  renewalQuantiles,
} from "../../../packages/core/src/stats/renewals-ahead.ts";
import { fitSbg, type ContractHistory } from "../../../packages/core/src/stats/sbg.ts";
import { drawGamma } from "../../../packages/core/src/stats/variates.ts";

describe("how often a contract will be renewed", () => {
  it("has the quantiles of the published survivors", () => {
    // Fader & Hardie 2007, "Regular": of 1000, 631 468 382 326 289 262 241 outlast 1 … 7 renewals. P(J ≤ j) = 1 − S(j + 1):
    // .37 .53 .62 .67 .71 .74 .76, and 1 for the seventh.
    const of = (...ps: readonly number[]) => renewalQuantiles([[0.704, 1.182]], 0, 7, ps);
    expect(of(0.1, 0.5, 0.7, 0.75, 0.9)).toEqual([0, 1, 4, 6, 7]);
    expect(renewalQuantiles([[0.704, 1.182]], 3, 0, [0.1, 0.9])).toEqual([0, 0]);
  });

  it("ends within the 80 % interval at least so often, and outside on each side at most a tenth, whatever was fitted", () => {
    const next = random(20);
    const [alpha, beta] = [0.9, 2.1];
    const due = 6;
    let [running, below, above] = [0, 0, 0];
    for (let round = 0; round < 60; round += 1) {
      const alive: { readonly renewed: number; readonly leaves: number }[] = [];
      const histories = Array.from({ length: 150 }, (): ContractHistory => {
        const a = drawGamma(next, alpha, 1);
        const leaves = a / (a + drawGamma(next, beta, 1));
        const periods = 1 + Math.floor(next() * 6);
        for (let k = 1; k <= periods; k += 1)
          if (next() < leaves) return { periods: k, ended: true, n: 1 };
        alive.push({ renewed: periods, leaves });
        return { periods, ended: false, n: 1 };
      });
      const fit = fitSbg(histories);
      if (fit.covariance === null) continue;
      const by = parameterDraws(fit.parameters, fit.covariance, 1);
      for (const { renewed, leaves } of alive) {
        const [low = 0, high = 0] = renewalQuantiles(by, renewed, due, [0.1, 0.9]);
        let times = 0;
        while (times < due && next() >= leaves) times += 1;
        running += 1;
        if (times < low) below += 1;
        if (times > high) above += 1;
      }
    }
    expect(running).toBeGreaterThan(3000);
    expect(1 - (below + above) / running).toBeGreaterThanOrEqual(0.8);
    // Within three standard errors of what is stated.
    const most = 0.1 + 3 * Math.sqrt(0.09 / running);
    expect(below / running).toBeLessThan(most);
    expect(above / running).toBeLessThan(most);
  });

  it("becomes the CLV's low and high, discounted as the estimate is", () => {
    const parameters = [0.704, 1.182] as const;
    const covariance = [
      [1e-12, 0],
      [0, 1e-12],
    ];
    const asked = { kind: "clv", horizon: 365, discount: 0, fallback: "none" } as const;
    const outputs = (["likely_low", "mean", "likely_high"] as const).map((bound) => ({
      ...asked,
      bound,
    }));
    const options = {
      source: "s",
      period: { count: 1, unit: "months" },
      outputs,
      asOf: "2026-01-15",
    } as const;
    const since = Date.parse("2025-10-01") / 86_400_000;
    const said = applyContracts(
      { sbg: { parameters, covariance }, naive: null },
      { k_since: Float64Array.of(since) },
      options,
    );
    const [low, mean, high] = Object.values(said).map((column) => column[0]);
    // Three renewals are behind it and twelve ahead: P(J ≤ 0) = .14, and S(15) / S(3) = .36 go all the way.
    expect([low, high]).toEqual([0, 12]);
    expect(mean).toBeGreaterThan(5);
    expect(contractGroup(options)).toBe("sbg.s.1months");
    expect(companionNames("worth", { model: "shifted_beta_geometric", value: "clv" })).toContain(
      "worth_low",
    );
  });
});
