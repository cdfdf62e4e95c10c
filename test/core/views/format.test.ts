import { describe, expect, it } from "vitest";
import {
  formatCell,
  formatChance,
  formatChange,
  formatDate,
  formatMoney,
  formatShare,
  formatTime,
} from "../../../packages/core/src/views/index.ts";

const en = { locale: "en" } as const;
const zh = { locale: "zh-CN" } as const;

describe("money", () => {
  it.each([
    [3_100_000, "¥3.1M", "310 万元"],
    [96_000, "¥96,000", "9.6 万元"],
    [5_200, "¥5,200", "5,200 元"],
    [970_000, "¥970,000", "97 万元"],
    [1_240_000_000, "¥1.2B", "12 亿元"],
    [0, "¥0", "0 元"],
    [12.5, "¥12.50", "12.50 元"],
    [-3_100_000, "−¥3.1M", "−310 万元"],
  ])("%d is short on cards", (amount, english, chinese) => {
    expect(formatMoney(amount, "CNY", { ...en, style: "short" })).toBe(english);
    expect(formatMoney(amount, "CNY", { ...zh, style: "short" })).toBe(chinese);
  });

  it("is told in full in tables", () => {
    expect(formatMoney(8_911_407.904, "GBP", en)).toBe("£8,911,408");
    expect(formatMoney(8_911_407.904, "GBP", zh)).toBe("8,911,408 英镑");
  });

  it("names its currency where there are several", () => {
    const several = { style: "short", currencies: "several" } as const;
    expect(formatMoney(3_100_000, "CNY", { ...en, ...several })).toBe("CNY 3.1M");
    expect(formatMoney(3_100_000, "CNY", { ...zh, ...several })).toBe("CNY 310 万");
  });

  it("survives a currency without a sign of its own, and one that is none", () => {
    expect(formatMoney(5, "CHF", en)).toBe("CHF 5");
    expect(formatMoney(5, "points", en)).toBe("points 5");
  });
});

describe("shares", () => {
  it.each([
    [0.0257, "2.6 %", "2.6%"],
    [0.69, "69.0 %", "69.0%"],
    [0, "0 %", "0%"],
    [0.0001, "<0.1 %", "<0.1%"],
    [1, "100.0 %", "100.0%"],
  ])("%d reads as per cent", (share, english, chinese) => {
    expect(formatShare(share, "en")).toBe(english);
    expect(formatShare(share, "zh-CN")).toBe(chinese);
  });

  it("drop the zero behind the point in sentences", () => {
    expect(formatShare(0.35, "en", "short")).toBe("35 %");
  });
});

describe("dates", () => {
  it("tell the year only where it is not the reader's", () => {
    expect(formatDate("2026-11-18", { ...en, today: "2026-11-20" })).toBe("18 Nov");
    expect(formatDate("2025-11-18", { ...en, today: "2026-11-20" })).toBe("18 Nov 2025");
    expect(formatDate("2025-11-18", { ...zh, today: "2026-11-20" })).toBe("2025年11月18日");
    expect(formatDate("2026-11-18", en)).toBe("18 Nov 2026");
  });

  it("tell the day of the week on request", () => {
    const options = { today: "2026-11-18", weekday: true };
    expect(formatDate("2026-11-20", { ...en, ...options })).toBe("Fri 20 Nov");
    expect(formatDate("2026-11-20", { ...zh, ...options })).toBe("11月20日 周五");
  });

  it("leave alone what is no date", () => {
    expect(formatDate("soon", en)).toBe("soon");
  });

  it("move instants to the time zone, but not local times", () => {
    const today = { ...en, today: "2026-11-20" };
    expect(formatTime("2026-11-19T17:05:00Z", today, "Asia/Shanghai")).toBe("20 Nov 01:05");
    expect(formatTime("2026-11-19 17:05:00", today, "Asia/Shanghai")).toBe("19 Nov 17:05");
  });
});

describe("chances", () => {
  it.each([
    [0.35, "about 1 in 3", "约三分之一"],
    [0.5, "about 1 in 2", "约二分之一"],
    [0.72, "about 3 in 4", "约四分之三"],
    [0.01, "less than 1 in 20", "不到二十分之一"],
    [0.99, "more than 19 in 20", "超过二十分之十九"],
  ])("%d reads in words", (chance, english, chinese) => {
    expect(formatChance(chance, "en")).toBe(english);
    expect(formatChance(chance, "zh-CN")).toBe(chinese);
  });
});

describe("cells", () => {
  it("tell an estimate with two significant figures and what is likely", () => {
    const cell = { value: 17_243, type: "money", unit: "CNY", interval: [9_120, 27_480] } as const;
    expect(formatCell(cell, en)).toBe("about ¥17,000 (likely ¥9,100–27,000)");
    expect(formatCell(cell, zh)).toBe("约 1.7 万元（约八成把握：9,100 元至 2.7 万元）");
  });

  it("show a dash for what is not known", () => {
    expect(formatCell({ value: null, type: "money", unit: "CNY" }, en)).toBe("–");
  });

  it("count one day", () => {
    expect(formatCell({ value: 1, type: "days" }, en)).toBe("1 day");
    expect(formatCell({ value: 21.4, type: "days" }, en)).toBe("21 days");
    expect(formatCell({ value: 21.4, type: "days" }, { ...zh, style: "full" })).toBe("21.4 天");
  });

  it("keep ids as they are", () => {
    expect(formatCell({ value: "00428", type: "text" }, en)).toBe("00428");
  });

  it("give changes their sign", () => {
    expect([398, -371, 0].map(formatChange)).toEqual(["+398", "−371", "0"]);
  });
});
