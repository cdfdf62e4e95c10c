import { inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { toPng } from "../../../packages/core/src/compute/picture/to-png.ts";
import { digestSvg } from "../../../packages/core/src/views/digest-svg.ts";
import type { View } from "../../../packages/core/src/views/index.ts";

type Picture = {
  readonly width: number;
  readonly height: number;
  readonly rows: readonly Uint8Array[];
};

/** Reads a PNG of 8 bits a channel with alpha, by its specification (ISO 15948, filters of section 9). */
function decode(png: Uint8Array): Picture {
  const bytes = Buffer.from(png);
  expect(bytes.subarray(1, 4).toString("latin1")).toBe("PNG");
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  expect([bytes[24], bytes[25], bytes[28]]).toEqual([8, 6, 0]); // RGBA, not interlaced
  const parts: Buffer[] = [];
  for (let at = 8; at < bytes.length;) {
    const length = bytes.readUInt32BE(at);
    if (bytes.subarray(at + 4, at + 8).toString("latin1") === "IDAT")
      parts.push(bytes.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const data = inflateSync(Buffer.concat(parts));
  const stride = width * 4;
  const rows: Uint8Array[] = [];
  for (let y = 0; y < height; y += 1) {
    const filter = data[y * (stride + 1)];
    const line = new Uint8Array(stride);
    const above = rows[y - 1] ?? new Uint8Array(stride);
    for (let x = 0; x < stride; x += 1) {
      const raw = data[y * (stride + 1) + 1 + x] ?? 0;
      const [a, b, c] = [
        x < 4 ? 0 : (line[x - 4] ?? 0),
        above[x] ?? 0,
        x < 4 ? 0 : (above[x - 4] ?? 0),
      ];
      const paeth = [a, b, c].toSorted(
        (m, n) => Math.abs(a + b - c - m) - Math.abs(a + b - c - n),
      )[0];
      const by = [0, a, b, Math.floor((a + b) / 2), paeth][filter ?? 0] ?? 0;
      line[x] = (raw + by) & 255;
    }
    rows.push(line);
  }
  return { width, height, rows };
}

/** How many pixels of a part are darker than a mid grey. */
function ink(
  { rows }: Picture,
  [left, top, right, bottom]: readonly [number, number, number, number],
): number {
  let count = 0;
  for (let y = top; y < bottom; y += 1)
    for (let x = left; x < right; x += 1) if ((rows[y]?.[x * 4] ?? 255) < 128) count += 1;
  return count;
}

const draw = (text: string): Picture =>
  decode(
    toPng(
      `<svg xmlns="http://www.w3.org/2000/svg" width="120" height="40"><text x="4" y="28" font-size="20">${text}</text></svg>`,
    ),
  );

describe("pictures", () => {
  it("have Chinese text in them, each character in its own place", () => {
    const drawn = draw("丽华客户");
    expect([drawn.width, drawn.height]).toEqual([240, 80]);
    // Characters are 20 wide, drawn twice as large from 8 on: ink of each, and none behind the last.
    for (const at of [0, 1, 2, 3])
      expect(ink(drawn, [8 + at * 40, 16, 48 + at * 40, 64])).toBeGreaterThan(120);
    expect(ink(drawn, [176, 0, 240, 80])).toBe(0);
    // Not one box for all that the font lacks: two characters differ.
    expect(ink(draw("一"), [0, 0, 240, 80])).toBeLessThan(ink(draw("囊"), [0, 0, 240, 80]) / 2);
  });

  it("show a digest with its chart, names masked as in its view", () => {
    const main: View = {
      id: "digest",
      title: "客户周报 · 11月10日–16日",
      run: null,
      blocks: [
        {
          kind: "facts",
          facts: [
            { label: "挽留名单", cells: [{ value: 128, type: "number" }], note: "净增 17" },
            { label: "", cells: [{ value: "客户行为：转入 19，转出 2", type: "text" }] },
            { label: "优先跟进", cells: [] },
            { label: "1", cells: [{ value: "A & <B>", type: "customer" }] },
          ],
        },
        { kind: "note", tone: "hint", text: "数据截至 11月16日 24:00" },
      ],
      actions: [],
    };
    const points = [
      { label: "挽留名单", value: 19 },
      { label: "高价值", value: 2 },
    ];
    const chart = {
      kind: "chart",
      chart: "bar",
      title: "转入与转出",
      sentence: "挽留名单：转入 19。",
      type: "number",
      series: [{ name: "转入", points }],
    } as const;
    const detail: View = {
      id: "digest-detail",
      title: "",
      run: null,
      blocks: [chart],
      actions: [],
    };
    const svg = digestSvg(main, detail, { locale: "zh-CN" });
    expect(svg).toContain("A &amp; &lt;B&gt;");
    expect(svg).toContain("<desc>客户周报 · 11月10日–16日. 挽留名单：转入 19。</desc>");
    const bars = [
      ...svg.matchAll(/<rect [^>]*width="([\d.]+)" height="12" rx="2" fill="#0072b2"/g),
    ];
    const [long, short] = bars.map(([, width]) => Number(width));
    expect((long ?? 0) / (short ?? 1)).toBeCloseTo(19 / 2, 1);
    const picture = decode(toPng(svg));
    expect(picture.width).toBe(1280);
    expect(ink(picture, [72, 72, 700, 140])).toBeGreaterThan(1000); // the title
  });
});
