import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  contractHistory,
  renewalDay,
  renewalsBy,
  wholeMonths,
} from "../../../packages/core/src/stats/contract-history.ts";
import { hyp2f1 } from "../../../packages/core/src/stats/hyp2f1.ts";
import { kaplanMeier } from "../../../packages/core/src/stats/kaplan-meier.ts";
import {
  fitSbg,
  renewalRate,
  residualPeriods,
  sbgLikelihood,
  survival,
  type ContractHistory,
} from "../../../packages/core/src/stats/sbg.ts";
import { publicData, publicDataThere } from "./cdnow.ts";

/** Contracts from the number of survivors after 0, 1, 2 … chances to end. */
const fromSurvivors = (survivors: readonly number[]): readonly ContractHistory[] => {
  const last = survivors.length - 1;
  return [
    ...survivors
      .slice(1)
      .map((left, i) => ({ periods: i + 1, ended: true, n: (survivors[i] ?? 0) - left })),
    { periods: last, ended: false, n: survivors[last] ?? 0 },
  ];
};

describe("shifted-beta-geometric", () => {
  // Fader & Hardie 2007, table 1 and the log-likelihoods of their spreadsheet.
  it.each([
    ["Regular", [1000, 631, 468, 382, 326, 289, 262, 241], 0.704, 1.182, -1680.27],
    ["High End", [1000, 869, 743, 653, 593, 551, 517, 491], 0.668, 3.806, -1611.16],
  ] as const)("meets the published fit of %s", (_, survivors, alpha, beta, value) => {
    const fit = fitSbg(fromSurvivors(survivors));
    expect(fit.parameters.map((parameter) => Number(parameter.toFixed(3)))).toEqual([alpha, beta]);
    expect(fit.logLikelihood).toBeCloseTo(value, 2);
    expect(fit.degenerate).toBeNull();
    expect(sbgLikelihood(fit.parameters, fromSurvivors(survivors))).toBeCloseTo(
      fit.logLikelihood,
      8,
    );
  });

  it("takes who began later for what they show", () => {
    // Half of the cohort was seen for three years only; the two halves together still follow the same curve.
    const half = fromSurvivors([500, 315.5, 234, 191, 163, 144.5, 131, 120.5]);
    const later = fromSurvivors([500, 315.5, 234, 191]);
    const [alpha, beta] = fitSbg([...half, ...later]).parameters;
    expect(Math.abs(alpha / 0.704 - 1)).toBeLessThan(0.05);
    expect(Math.abs(beta / 1.182 - 1)).toBeLessThan(0.05);
  });

  it("renews the more often the longer a contract has run", () => {
    expect(renewalRate([0.704, 1.182], 1)).toBeCloseTo(1.182 / 1.886, 12);
    expect(renewalRate([0.704, 1.182], 5)).toBeGreaterThan(renewalRate([0.704, 1.182], 4));
    expect(survival([0.704, 1.182], 7)).toBeCloseTo(0.239, 3);
    expect(survival([0.704, 1.182], 0)).toBe(1);
  });

  it("sums residual periods to the closed form of Fader & Hardie 2010", () => {
    for (const [alpha, beta, renewed, rate] of [
      [0.668, 3.806, 0, 0.1],
      [0.704, 1.182, 3, 0.15],
    ] as const)
      expect(residualPeriods([alpha, beta], renewed, 1000, rate) * (1 + rate)).toBeCloseTo(
        renewalRate([alpha, beta], renewed + 1) *
          hyp2f1(1, beta + renewed + 1, alpha + beta + renewed + 1, 1 / (1 + rate)),
        8,
      );
    expect(residualPeriods([1, 1], 0, 2, 0)).toBeCloseTo(1 / 2 + 1 / 3, 12);
  });

  it.each([
    ["none_ended", [{ periods: 4, ended: false, n: 300 }]],
    ["all_ended_at_once", [{ periods: 1, ended: true, n: 300 }]],
    // Everybody ends with the same chance, a fifth: α and β have no bounds.
    ["no_peak or uncertain", fromSurvivors([10_000, 8000, 6400, 5120, 4096])],
  ] as const)("says what it cannot know: %s", (why, histories) => {
    expect(why).toContain(fitSbg(histories).degenerate?.why ?? "sound");
  });

  it("refuses what is not a contract's history", () => {
    expect(() => fitSbg([])).toThrow(RangeError);
    expect(() => fitSbg([{ periods: 0, ended: false, n: 1 }])).toThrow(RangeError);
  });
});

describe("contracts as spans", () => {
  it.each([
    ["2026-01-15", "2026-02-14", 0],
    ["2026-01-15", "2026-02-15", 1],
    ["2026-01-31", "2026-02-28", 1],
    ["2024-02-29", "2025-02-28", 12],
    ["2025-11-30", "2026-03-29", 3],
  ])("from %s to %s are %i whole months", (start, day, months) => {
    expect(wholeMonths(start, day)).toBe(months);
  });

  it.each([
    ["runs, renewed twice", "2026-01-15", null, 1, { periods: 2, ended: false }],
    ["ends between renewals", "2026-01-15", "2026-03-01", 1, { periods: 2, ended: true }],
    ["ends on the day of a renewal", "2026-01-15", "2026-03-15", 1, { periods: 2, ended: true }],
    ["ends on its first day", "2026-01-15", "2026-01-15", 1, { periods: 1, ended: true }],
    [
      "will end later, as is not known yet",
      "2026-01-15",
      "2026-12-31",
      1,
      { periods: 2, ended: false },
    ],
    ["runs its first year", "2026-01-15", null, 12, null],
    ["begins tomorrow", "2026-04-02", null, 1, null],
    // Those that will be renewed then are not counted yet either.
    [
      "ended before a renewal that is not due yet",
      "2026-01-15",
      "2026-03-20",
      1,
      { periods: 2, ended: false },
    ],
    ["ended in its first year, which is not over", "2026-01-15", "2026-03-20", 12, null],
  ] as const)("%s", (_, start, end, months, expected) => {
    const history = contractHistory({ start, end }, "2026-04-01", {
      count: months,
      unit: "months",
    });
    expect(history).toEqual(expected === null ? null : { ...expected, n: 1 });
  });

  it("refuses one that ends before it begins", () => {
    expect(() =>
      contractHistory({ start: "2026-02-01", end: "2026-01-01" }, "2026-04-01", {
        count: 1,
        unit: "months",
      }),
    ).toThrow(RangeError);
  });
});

describe("renewals", () => {
  it.each([
    ["2026-01-31", 1, { count: 1, unit: "months" }, "2026-02-28"],
    ["2024-02-29", 4, { count: 12, unit: "months" }, "2028-02-29"],
    ["2026-01-31", 2, { count: 30, unit: "days" }, "2026-04-01"],
  ] as const)("of %s: number %i of %o is due on %s", (start, k, period, due) => {
    expect(renewalDay(start, k, period)).toBe(due);
    expect(renewalsBy(start, due, period)).toBe(k);
    const before = new Date(Date.parse(due) - 86_400_000).toISOString().slice(0, 10);
    expect(renewalsBy(start, before, period)).toBe(k - 1);
  });
});

describe("Kaplan–Meier", () => {
  // 6-MP group of Freireich et al. 1963: remission in weeks, + still in remission.
  const remission = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"
    .split(" ")
    .map((week) => ({ time: Number.parseInt(week, 10), happened: !week.endsWith("+"), n: 1 }));

  it("meets the published curve of the 6-MP trial and scipy's log-log intervals", () => {
    // Survival and standard error: Kleinbaum & Klein 2012, table 2.2 and R; bounds: scipy.stats.ecdf.
    const published = [
      [6, 21, 0.857, 0.0764, 0.61972, 0.95155],
      [7, 17, 0.807, 0.0869, 0.56315, 0.92281],
      [10, 15, 0.753, 0.0963, 0.5032, 0.88936],
      [13, 12, 0.69, 0.1068, 0.43161, 0.84907],
      [16, 11, 0.627, 0.1141, 0.36751, 0.80491],
      [22, 7, 0.538, 0.1282, 0.26778, 0.74679],
      [23, 6, 0.448, 0.1346, 0.18805, 0.68014],
    ];
    const curve = kaplanMeier(remission.toReversed());
    expect(
      curve.map(({ time, atRisk, survival: share, error, low, high }) => [
        time,
        atRisk,
        Number(share.toFixed(3)),
        Number(error.toFixed(4)),
        Number(low.toFixed(5)),
        Number(high.toFixed(5)),
      ]),
    ).toEqual(published);
  });

  it("ends at zero where the last one is seen to end", () => {
    expect(kaplanMeier([{ time: 2, happened: true, n: 3 }])).toEqual([
      { time: 2, atRisk: 3, happened: 3, survival: 0, error: 0, low: 0, high: 0 },
    ]);
    expect(kaplanMeier([{ time: 2, happened: false, n: 3 }])).toEqual([]);
    expect(() => kaplanMeier([{ time: -1, happened: true, n: 1 }])).toThrow(RangeError);
  });
});

const telecomTenures = () => {
  const [header = "", ...lines] = readFileSync(
    `${publicData}/telco-churn/Telco-Customer-Churn.csv`,
    "utf8",
  )
    .trim()
    .split(/\r?\n/);
  const at = header.split(",").indexOf("tenure");
  const durations = lines.map((line) => {
    const cells = line.split(",");
    return { time: Number(cells[at]), happened: cells.at(-1) === "Yes", n: 1 };
  });
  return durations;
};

it.skipIf(!publicDataThere)("gives the curve of the telecom customers that scipy gives", () => {
  const durations = telecomTenures();
  expect(durations.length).toBe(7043);
  const curve = kaplanMeier(durations);
  const shares = [1, 12, 24, 72].map((month) => curve.findLast(({ time }) => time <= month));
  expect(
    shares.map((point) =>
      [point?.survival, point?.low, point?.high].map((value) => Number(value?.toFixed(6))),
    ),
  ).toEqual([
    [0.945961, 0.940418, 0.951002],
    [0.8432, 0.834169, 0.851783],
    [0.788736, 0.778313, 0.798735],
    [0.59279, 0.573063, 0.611936],
  ]);
});

it.skipIf(!publicDataThere)("fits the telecom customers' contracts as scipy does", () => {
  const durations = telecomTenures().filter(({ time }) => time > 0);
  const fit = fitSbg(
    durations.map(({ time, happened }) => ({ periods: time, ended: happened, n: 1 })),
  );
  expect(fit.degenerate).toBeNull();
  expect(fit.contracts).toBe(7032);
  expect(fit.ended).toBe(1869);
  // By scipy.optimize (Nelder–Mead, xatol 1e-10) of the same likelihood.
  expect(fit.parameters[0]).toBeCloseTo(0.1367331, 5);
  expect(fit.parameters[1]).toBeCloseTo(4.032815, 4);
});
