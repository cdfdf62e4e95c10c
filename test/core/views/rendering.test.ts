import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  customerCard,
  mask,
  toSvg,
  toText,
  type Block,
  type Chart,
  type View,
} from "../../../packages/core/src/views/index.ts";
import { displayWidth } from "../../../packages/core/src/views/display-width.ts";
import { customer, explained } from "../../golden/examples/explained.ts";
import { projectInfo } from "../../golden/examples/project-info.ts";

const viewOf = (...blocks: readonly Block[]): View => ({
  id: "x",
  title: "Title",
  run: null,
  blocks,
  actions: [],
});

const tableOf = (rows: readonly (readonly [string, number])[]): Block => ({
  kind: "table",
  columns: [
    { id: "name", label: "Name", type: "text" },
    { id: "n", label: "客户数", type: "number" },
  ],
  rows: rows.map(([name, n]) => [
    { value: name, type: "text" },
    { value: n, type: "number" },
  ]),
});

describe("text", () => {
  it("aligns wide characters and puts numbers right", () => {
    const text = toText(
      viewOf(
        tableOf([
          ["高价值", 1240],
          ["Low", 7],
        ]),
      ),
      { locale: "en" },
    );
    expect(text.split("\n").slice(2)).toEqual([
      "Name    客户数",
      "高价值   1,240",
      "Low          7",
    ]);
  });

  it("is never wider than the terminal, whatever the words", () => {
    const words = fc.string({ unit: "grapheme", maxLength: 60 });
    fc.assert(
      fc.property(
        words,
        words,
        words,
        fc.double({ noNaN: true }),
        fc.integer({ min: 20, max: 100 }),
        (a, b, c, n, width) => {
          const view = viewOf(
            tableOf([[a, n]]),
            { kind: "facts", facts: [{ label: b, cells: [{ value: c, type: "text" }], note: a }] },
            { kind: "note", tone: "plain", text: c },
            { kind: "diff", title: a, lines: [{ sign: "+", text: b }] },
          );
          const lines = toText(view, { locale: "en", width }).split("\n");
          expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(width);
        },
      ),
    );
  });

  it("draws shares as bars", () => {
    const text = toText(
      viewOf({
        kind: "table",
        columns: [{ id: "share", label: "Share", type: "share" }],
        rows: [0, 0.0001, 0.5, 1].map((value) => [{ value, type: "share" }]),
      }),
      { locale: "en" },
    );
    expect(text.split("\n").slice(3)).toEqual([
      "    0 %",
      " <0.1 %  ▏",
      " 50.0 %  █████",
      "100.0 %  ██████████",
    ]);
  });

  it("lets no escape sequence of the data through", () => {
    const view = viewOf(tableOf([["\u001B[31mred\u0007", 1]]));
    expect(toText(view, { locale: "en" })).not.toMatch(/[^\P{Cc}\n]/u);
  });

  it("is coloured only on request", () => {
    const view = viewOf({ kind: "note", tone: "warning", text: "Late" });
    expect(toText(view, { locale: "en" })).toBe("Title\n\nLate");
    expect(toText(view, { locale: "en", colour: true })).toContain("\u001B[33mLate\u001B[39m");
  });
});

describe("masking", () => {
  const named = {
    ...projectInfo,
    metrics: projectInfo.metrics.map((m) =>
      m.id === "city" ? { ...m, id: "name", pii: "name" as const } : m,
    ),
  };
  const withName = {
    ...explained,
    customer: { ...customer, values: { ...customer.values, name: customer.label } },
  };
  const phone: Block = {
    kind: "facts",
    facts: [
      {
        label: "Phone",
        cells: [
          { value: "0512-6650 1388", type: "text", pii: "phone" },
          { value: null, type: "text", pii: "email" },
        ],
      },
    ],
  };

  it("keeps the end of phone numbers and what is not known", () => {
    const [masked] = mask(viewOf(phone), { pii: [] }).blocks;
    expect(masked?.kind === "facts" ? masked.facts[0]?.cells.map((c) => c.value) : []).toEqual([
      "•••88",
      null,
    ]);
  });

  it("takes the name out of the title too", () => {
    const view = mask(customerCard(withName, named, { locale: "en" }), { pii: ["phone"] });
    expect(view.title).toBe("••• · 00428");
    expect(JSON.stringify(view)).not.toContain(customer.label);
  });

  it("shows to each what they may see", () => {
    const view = viewOf(phone);
    expect(mask(view, { pii: ["phone"] })).toEqual(view);
    expect(mask(view, { pii: "all" })).toBe(view);
  });

  it("leaves names alone that are not declared personal data", () => {
    const view = customerCard(explained, projectInfo, { locale: "en" });
    expect(mask(view, { pii: [] }).title).toBe("苏州丽华纺织 · 00428");
  });
});

describe("pictures", () => {
  const chart = (kind: Chart["chart"]): Chart => ({
    kind: "chart",
    chart: kind,
    title: "NPS <latest>",
    sentence: "Most answered 9 & 10.",
    type: "number",
    series: [
      { name: "Customers", points: [0, 3, 9].map((value) => ({ label: `"${value}"`, value })) },
    ],
  });

  it.each(["bar", "histogram", "line"] as const)("%s tells its title and its sentence", (kind) => {
    const svg = toSvg(chart(kind), { locale: "en" });
    expect(svg).toMatch(/^<svg [^>]*role="img"/);
    expect(svg).toContain(
      "<title>NPS &lt;latest&gt;</title><desc>Most answered 9 &amp; 10.</desc>",
    );
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  });

  it("is whole where there are no points, or only zeros", () => {
    for (const kind of ["bar", "histogram", "line"] as const)
      for (const points of [[], [{ label: "a", value: 0 }]]) {
        const svg = toSvg(
          { ...chart(kind), series: [{ name: "s", points }] },
          { locale: "en", theme: "dark" },
        );
        expect(svg).not.toMatch(/NaN|Infinity|undefined/);
      }
  });
});
