import { describe, expect, it } from "vitest";
import {
  correlation,
  expectedSpend,
  fitGammaGamma,
  spendLikelihood,
} from "../../../packages/core/src/stats/gammagamma.ts";
import { random } from "../../../packages/core/src/stats/random.ts";
import { drawGamma } from "../../../packages/core/src/stats/variates.ts";
import { publicDataThere, readCdnow } from "./cdnow.ts";

describe.skipIf(!publicDataThere)("Gamma-Gamma on the 946 repeat buyers of CDNOW", () => {
  const spends = publicDataThere
    ? readCdnow()
        .filter(({ x, spend }) => x > 0 && spend > 0)
        .map(({ x, spend }) => ({ x, m: spend }))
    : [];

  it("meets the published fit (Fader & Hardie 2013)", () => {
    const fit = fitGammaGamma(spends);
    expect(fit.customers).toBe(946);
    expect(Math.abs(fit.logLikelihood + 4055.918)).toBeLessThanOrEqual(1e-3);
    const [p, q, gamma] = fit.parameters;
    expect([p, q, gamma].map((value) => Number(value.toFixed(2)))).toEqual([6.25, 3.74, 15.44]);
    expect(fit.degenerate).toBeNull();
    expect(spendLikelihood(fit.parameters, spends)).toBeCloseTo(fit.logLikelihood, 6);
  });

  it("fits the same in cents, γ a hundredfold", () => {
    const fit = fitGammaGamma(spends);
    const cents = fitGammaGamma(spends.map(({ x, m }) => ({ x, m: m * 100 })));
    expect(cents.parameters[0]).toBeCloseTo(fit.parameters[0], 6);
    expect(cents.parameters[2]).toBeCloseTo(fit.parameters[2] * 100, 3);
    expect(cents.logLikelihood).toBeCloseTo(fit.logLikelihood - 946 * Math.log(100), 5);
  });
});

it("weighs a customer's own mean and that of all by the number of purchases", () => {
  const parameters = [6.25, 3.74, 15.44] as const;
  const all = (6.25 * 15.44) / 2.74;
  expect(expectedSpend(parameters, 0, 0)).toBeCloseTo(all, 12);
  const weight = (6.25 * 3) / (6.25 * 3 + 2.74);
  expect(expectedSpend(parameters, 3, 50)).toBeCloseTo(weight * 50 + (1 - weight) * all, 12);
  expect(() => expectedSpend([1, 0.9, 15], 0, 0)).toThrow(RangeError);
});

it("says that the average is infinite where q is at most 1", () => {
  const next = random(3);
  const spends = Array.from({ length: 2000 }, () => {
    const rate = drawGamma(next, 0.7, 10);
    return { x: 3, m: drawGamma(next, 3 * 4, 3 * rate) };
  });
  expect(fitGammaGamma(spends).degenerate).toMatchObject({ parameter: "q", why: "no_mean" });
});

it("reports how far amounts go with numbers of purchases", () => {
  expect(
    correlation([
      { x: 1, m: 5 },
      { x: 2, m: 3 },
      { x: 3, m: 1 },
    ]),
  ).toBeCloseTo(-1, 12);
  expect(
    correlation([
      { x: 1, m: 5 },
      { x: 1, m: 3 },
    ]),
  ).toBe(0);
});

it("refuses what is not a repeat spend", () => {
  expect(() => fitGammaGamma([{ x: 0, m: 3 }])).toThrow(RangeError);
  expect(() => fitGammaGamma([{ x: 2, m: 0 }])).toThrow(RangeError);
});
