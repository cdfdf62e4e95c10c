import { describe, expect, it } from "vitest";
import { hoursDemand, sourceDemand } from "../../../packages/core/src/compute/plan/hours-demand.ts";
import {
  croston,
  forecast,
  seasonalNaive,
  smoothedLevel,
} from "../../../packages/core/src/stats/forecast.ts";

describe("a forecast", () => {
  it("smooths as the book's table of Saudi oil production does", () => {
    // Hyndman & Athanasopoulos, Forecasting: Principles and Practice, 2nd edition, table 7.1: alpha 0.83, level 446.59 in 1995.
    const oil = [445.36, 453.2, 454.41, 422.38, 456.04, 440.39, 425.19, 486.21, 500.43, 521.28];
    const all = [...oil, 508.95, 488.89, 509.87, 456.72, 473.82, 525.95, 549.83, 542.34];
    expect(smoothedLevel(oil.slice(0, 1), 0.8339, 446.5868)).toBeCloseTo(445.57, 1);
    expect(smoothedLevel(oil.slice(0, 2), 0.8339, 446.5868)).toBeCloseTo(451.93, 1);
    expect(smoothedLevel(all, 0.8339, 446.5868)).toBeCloseTo(542.68, 1);
  });

  it("of demand now and then is sizes over intervals", () => {
    // By hand: sizes 4, then 0.1 · 6 + 0.9 · 4 = 4.2; intervals 2, then 0.1 · 3 + 0.9 · 2 = 2.1.
    expect(croston([0, 4, 0, 0, 6], 0.1)).toBeCloseTo(4.2 / 2.1, 12);
    expect(croston([0, 0], 0.1)).toBe(0);
  });

  it("repeats the season where there is one, and the mean where there is none", () => {
    const season = [1, 5, 9, 3];
    const seasonal = Array.from({ length: 24 }, (_, i) => season[i % 4] ?? 0);
    expect(forecast(seasonal, 4, 4)).toMatchObject({
      method: "seasonal_naive",
      values: seasonalNaive(seasonal, 4, 4),
      mae: 0,
    });
    const level = [...Array.from({ length: 12 }, () => 2), ...Array.from({ length: 12 }, () => 8)];
    expect(forecast(level, 52, 2)).toMatchObject({
      method: "exponential_smoothing",
      values: [8, 8],
    });
    expect(forecast([1, 2, 3], 4, 1)).toBeUndefined();
  });

  it("counts hours of logged actions by whole weeks, and the part of the last one", () => {
    const action = { id: "call", cost: { money: 0, hours: { service: 0.5 } } };
    const service = { strategies: [{ name: "save", actions: [action] }] };
    const log = Array.from({ length: 10 }, (_, week) => ({
      customer: `c${week}`,
      day: new Date(Date.parse("2026-11-21") - (week * 7 + 6) * 86_400_000)
        .toISOString()
        .slice(0, 10),
      outcome: null,
      strategy: "save",
      action: "call",
    }));
    // The cast: demand reads names, ids and costs only.
    const found = hoursDemand(service as never, log, "2026-11-21", 10);
    expect(found).toMatchObject([{ department: "service", from: "contacts", weeks: 10, mae: 0 }]);
    expect(found[0]?.hours).toBeCloseTo(0.5 * (10 / 7), 12);
  });

  it("counts rows of a source by weeks before the day of the data, each with its hours", () => {
    // Three complaints a week, the last of them on the day of the data; what is later is not known.
    const days = Array.from({ length: 9 }, (_, week) => ({
      day: new Date(Date.parse("2026-11-18") - week * 7 * 86_400_000).toISOString().slice(0, 10),
      rows: 3,
    }));
    const later = { day: "2026-11-19", rows: 100 };
    const hours = { service: 0.5, sales: 0.1 };
    const found = sourceDemand("complaints", hours, [...days, later], "2026-11-18", 14);
    expect(found).toMatchObject([
      { department: "service", from: "complaints", weeks: 9, mae: 0 },
      { department: "sales", from: "complaints" },
    ]);
    expect(found[0]?.hours).toBeCloseTo(2 * 3 * 0.5, 12);
    expect(sourceDemand("complaints", hours, days.slice(0, 5), "2026-11-18", 14)).toEqual([]);
  });
});
