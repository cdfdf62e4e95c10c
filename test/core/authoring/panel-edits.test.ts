import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chooseK } from "../../../packages/core/src/language/authoring/edits/choose-k.ts";
import {
  rectanglesOf,
  type Cell,
} from "../../../packages/core/src/language/authoring/edits/rectangles.ts";
import {
  paintRfm,
  rfmGridIn,
} from "../../../packages/core/src/language/authoring/edits/rfm-grid.ts";
import {
  readableStep,
  snapTo,
} from "../../../packages/core/src/language/authoring/edits/readable-step.ts";
import {
  thresholdEdit,
  thresholdsIn,
} from "../../../packages/core/src/language/authoring/edits/thresholds.ts";
import { lensPlaces } from "../../../packages/core/src/language/authoring/lens-places.ts";
import { readConfig } from "../../../packages/core/src/language/config/read-config.ts";
import { filesOf } from "../../../packages/core/src/language/files.ts";
import type { Position, TextEdit } from "../../../packages/core/src/problem.ts";

const file = "segmentations/own.yaml";

function applied(text: string, edits: readonly TextEdit[]): string {
  const starts = [0, ...[...text.matchAll(/\n/g)].map((m) => m.index + 1)];
  const at = ({ line, character }: Position): number => (starts[line] ?? 0) + character;
  return edits
    .toSorted((a, b) => at(b.range.start) - at(a.range.start))
    .reduce(
      (t, { range, newText }) => t.slice(0, at(range.start)) + newText + t.slice(at(range.end)),
      text,
    );
}

/** What the file means. */
function meaning(text: string): Record<string, unknown> {
  const { segmentations, problems } = readConfig(filesOf({ [file]: text }));
  const value = segmentations[0]?.value;
  if (value === undefined) throw new Error(`${JSON.stringify(problems)}\n${text}`);
  return { ...value };
}

const rules = `# who is served how
segmentation: own # the name
kind: rules
segments:
  - id: near   # a comment stays
    when: 'recency <= 30 and (name <> ''x'' or frequency between 2 and 7)'
  - { id: far, when: "last_order < as_of - 90 days" }
  - id: rich
    when: >
      monetary >= 5000
      and app_share > 0.5
`;
const tiers = `segmentation: own
kind: tiers
by: monetary
tiers:
  - { id: high, top: 80% of value } # most of it
  - { id: mid, at_least: 120.5 }
  - { id: low, rest: true }
`;

describe("thresholds of a text", () => {
  it("are found in rules and tiers, each with its segment, its metric and its unit", () => {
    const told = (text: string) =>
      thresholdsIn(file, text).map((t) => [t.segment, t.metric, t.unit, t.value]);
    expect(told(rules)).toEqual([
      ["near", "recency", "number", 30],
      ["near", "frequency", "number", 2],
      ["near", "frequency", "number", 7],
      ["far", "last_order", "days", 90],
      ["rich", "monetary", "number", 5000],
      ["rich", "app_share", "number", 0.5],
    ]);
    expect(told(tiers)).toEqual([
      ["high", "monetary", "percent", 80],
      ["mid", "monetary", "number", 120.5],
    ]);
  });

  it("are replaced number by number: every other byte stays, and the text means the same besides", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(rules, tiers),
        fc.boolean(),
        fc.nat(5),
        fc.double({ min: 0, max: 1e6, noNaN: true }),
        (lf, windows, which, value) => {
          const text = windows ? lf.replaceAll("\n", "\r\n") : lf;
          const before = thresholdsIn(file, text);
          const chosen = before[which % before.length];
          if (chosen === undefined) throw new Error("no threshold");
          const edit = thresholdEdit(file, text, chosen.id, value);
          if (edit === undefined) throw new Error("no edit");
          const after = applied(text, [edit]);
          const start = applied(text, [{ ...edit, newText: "\u0000" }]);
          expect(start.replace("\u0000", chosen.written)).toBe(text);
          const now = thresholdsIn(file, after);
          expect(now.map((t) => [t.id, t.id === chosen.id ? null : t.value])).toEqual(
            before.map((t) => [t.id, t.id === chosen.id ? null : t.value]),
          );
          const written = now.find((t) => t.id === chosen.id);
          expect(written?.unit).toBe(chosen.unit);
          const meant =
            chosen.unit === "days"
              ? Math.min(99_999, Math.round(value))
              : chosen.unit === "percent"
                ? Math.min(100, value)
                : value;
          expect(written?.value).toBeCloseTo(meant, 6);
          meaning(after);
        },
      ),
    );
  });

  it("snap to steps that people read", () => {
    expect([readableStep(0, 150), readableStep(0, 96_000), readableStep(0, 1)]).toEqual([
      2, 1000, 0.01,
    ]);
    expect([snapTo(5213, 100), snapTo(0.337, 0.01)]).toEqual([5200, 0.34]);
  });
});

const map = `segmentation: own
kind: rfm
within: 365 days # a year
segments:
  - id: best # keep them
    title: { en: Best, zh-CN: 最佳 }
    recency: [4, 5]
    frequency: [3, 5] # often
  - { id: new, recency: [4, 5], frequency: [1, 2] }
  - id: gone
    cells:
      - { recency: [1, 3], frequency: [1, 2] }
      - { recency: [1, 2], frequency: [3, 5] }
  - id: fading
    recency: 3
    frequency: [3, 5]
`;
const flow = map.replace(
  /cells:\n.*\n.*\n/,
  "cells: [{ recency: [1, 3], frequency: [1, 2] }, { recency: [1, 2], frequency: [3, 5] }]\n",
);
const ready = "segmentation: own\nkind: rfm\n# nothing more";
/** With monetary scores; a side that is not written goes from end to end. */
const cube = `segmentation: own
kind: rfm
scale: 3
segments:
  - { id: best, recency: 3, frequency: [2, 3], monetary: [2, 3] } # the top
  - id: rich
    cells:
      - { recency: [1, 2], monetary: 3 }
      - { recency: 3, frequency: 1, monetary: 3 }
  - id: few
    recency: [1, 2]
    monetary: [1, 2] # little
  - { id: rest, cells: [{ recency: 3, frequency: 1, monetary: [1, 2] }, { recency: 3, frequency: [2, 3], monetary: 1 }] }
`;

const cellKey = ({ recency, frequency, monetary }: Cell): string =>
  `${recency}${frequency}${monetary ?? ""}`;

/** Who holds each cell, by the configuration that the engine reads. */
function holders(text: string): Readonly<Record<string, string>> {
  const grid = rfmGridIn(text);
  if (typeof grid === "string") throw new Error(grid);
  const own = Object.fromEntries(
    grid.segments.flatMap((s) => s.cells.map((c) => [cellKey(c), s.id])),
  );
  type Side = number | [number, number] | undefined;
  type Rect = { recency: Side; frequency: Side; monetary?: Side };
  const scores = (side: Side): readonly number[] => {
    const [low, high] = typeof side === "number" ? [side, side] : (side ?? [1, grid.scale]);
    return Array.from({ length: high - low + 1 }, (_, i) => low + i);
  };
  type Item = Rect & { id: string; cells?: Rect[] };
  const segments = meaning(text)["segments"] as Item[] | undefined; // the shape of an rfm file
  const said: Record<string, string> = {};
  for (const item of segments ?? [])
    for (const rect of item.cells ?? [item])
      for (const recency of scores(rect.recency))
        for (const frequency of scores(rect.frequency))
          for (const monetary of grid.monetary ? scores(rect.monetary) : [undefined])
            said[cellKey({ recency, frequency, ...(monetary === undefined ? {} : { monetary }) })] =
              item.id;
  expect(own).toEqual(segments === undefined ? own : said);
  return own;
}

describe("painting the grid of RFM", () => {
  it("gives the cells to the brush, keeps every other cell, every title and every comment", () => {
    const score = fc.integer({ min: 1, max: 5 });
    fc.assert(
      fc.property(
        fc.constantFrom(map, flow, ready, cube),
        fc.boolean(),
        fc.nat(9),
        fc.array(fc.record({ recency: score, frequency: score, monetary: score }), {
          minLength: 1,
          maxLength: 6,
        }),
        (lf, windows, which, drawn) => {
          const text = windows ? lf.replaceAll("\n", "\r\n") : lf;
          const grid = rfmGridIn(text);
          if (typeof grid === "string") throw new Error(grid);
          const cells = drawn.map(({ monetary, ...flat }): Cell => {
            const inside = (n: number): number => ((n - 1) % grid.scale) + 1;
            const own = { recency: inside(flat.recency), frequency: inside(flat.frequency) };
            return grid.monetary ? { ...own, monetary: inside(monetary) } : own;
          });
          const brush = grid.segments[which % grid.segments.length]?.id ?? "";
          const edits = paintRfm(file, text, brush, cells);
          const before = holders(text);
          const wanted = { ...before };
          for (const cell of cells) wanted[cellKey(cell)] = brush;
          if (typeof edits === "string") {
            const left = new Set(Object.values(wanted));
            const lost = grid.segments.some((s) => !left.has(s.id));
            const same = JSON.stringify(wanted) === JSON.stringify(before);
            return lost || same;
          }
          const after = applied(text, edits);
          expect(holders(after)).toEqual(wanted);
          const comments = (t: string) => t.match(/#.*/g);
          expect(comments(after)).toEqual(comments(text));
          expect(/(?<!\r)\n/.test(after)).toBe(!windows && after.includes("\n"));
          const without = ({ segments: _, ...rest }: Record<string, unknown>) => rest;
          expect(without(meaning(after))).toEqual(without(meaning(text)));
          const titles = (t: string) =>
            ((meaning(t)["segments"] as { id: string; title?: unknown }[] | undefined) ?? []).map(
              ({ id, title }) => [id, title],
            );
          expect(titles(lf === ready ? text : after)).toEqual(titles(text));
          return true;
        },
      ),
      { numRuns: 300 },
    );
  });

  it("refuses to take a segment's last cell, to drop a comment, and other kinds", () => {
    expect(
      paintRfm(file, map, "best", [
        { recency: 3, frequency: 3 },
        { recency: 3, frequency: 4 },
        { recency: 3, frequency: 5 },
      ]),
    ).toBe("last-cell");
    const commented = map.replace("cells:\n", "cells: # both\n");
    expect(paintRfm(file, commented, "best", [{ recency: 1, frequency: 1 }])).toBe("comment");
    expect(rfmGridIn(rules)).toBe("not-rfm");
  });

  it("moves the sides that are written where a box stays one", () => {
    const cells = [1, 2, 3].flatMap((frequency) =>
      [1, 2].map((recency) => ({ recency, frequency, monetary: 3 })),
    );
    const edits = paintRfm(file, cube, "few", cells);
    expect(typeof edits === "string" ? edits : applied(cube, edits)).toContain(
      "  - id: few\n    recency: [1, 2]\n    monetary: [1, 3] # little\n",
    );
  });

  it("writes few rectangles, none of them twice", () => {
    const cells = [
      { recency: 5, frequency: 4 },
      { recency: 5, frequency: 5 },
      { recency: 4, frequency: 5 },
    ];
    expect(rectanglesOf(cells)).toEqual([
      { recency: [5, 5], frequency: [4, 5] },
      { recency: [4, 4], frequency: [5, 5] },
    ]);
  });
});

describe("choosing k", () => {
  const clusters = (k: string): string =>
    `segmentation: own\nkind: kmeans # alike\n${k}features: [recency, frequency]\n`;
  it.each([
    ["k: auto # weighs\n", "k: 4 # weighs\n"],
    ["k: { from: 2, to: 6 }\n", "k: 4\n"],
    ["k:\n  from: 2\n  to: 6\n", "k: 4\n"],
  ])("writes the number in place of %j", (from, to) => {
    const text = clusters(from);
    const edit = chooseK(file, text, 4);
    expect(edit && applied(text, [edit])).toBe(clusters(to));
  });

  it("adds the key where there is none, with the file's line ends; and in no other kind", () => {
    const text = clusters("").replaceAll("\n", "\r\n");
    const edit = chooseK(file, text, 4);
    expect(edit && applied(text, [edit])).toBe(
      "segmentation: own\r\nkind: kmeans # alike\r\nk: 4\r\nfeatures: [recency, frequency]\r\n",
    );
    expect(chooseK(file, rules, 4)).toBeUndefined();
  });
});

describe("places of figures in a text", () => {
  it.each([
    [
      "clientele.yaml",
      "metrics:\n  app_share:\n    value: 1\n  'odd name': { value: 2 }\n",
      ["metric app_share", "metric odd name"],
    ],
    ["strategies/s.yaml", "strategy: save # it\nfor: value\n", ["strategy save"]],
    [
      "checks/c.yaml",
      "check: c\ntests:\n  - test: Few are late\n    segment: a.b\n  - { test: }\n",
      ["test Few are late"],
    ],
    ["segmentations/s.yaml", "segmentation: s\n", []],
  ])("of %s", (path, text, expected) => {
    expect(lensPlaces(path, text).map(({ kind, name }) => `${kind} ${name}`)).toEqual(expected);
  });
});

describe("thresholds of a lifecycle", () => {
  const head = "segmentation: own\nkind: lifecycle # stages\n";
  const all = [
    "lost_after",
    "returned.gap",
    "returned.within",
    "dormant_after",
    "at_risk_after",
    "loyal.orders",
    "loyal.within",
  ];
  const valuesOf = (text: string) => thresholdsIn(file, text).map((t) => [t.id, t.value]);

  it("are all there, with the value that holds, written or not", () => {
    const text = `${head}lost_after: 52 weeks\nloyal: { orders: 6 }\nreturned:\n  within: 30 days\n`;
    expect(Object.fromEntries(valuesOf(text))).toEqual({
      lost_after: 52,
      "returned.gap": 365,
      "returned.within": 30,
      dormant_after: 4,
      at_risk_after: 2,
      "loyal.orders": 6,
      "loyal.within": 365,
    });
  });

  it("belong to the segment that their stage is part of", () => {
    const text = `${head}segments:\n  - { id: gone, stages: [lost, dormant] }\n  - id: back\n    stages: returned\n`;
    const segments = Object.fromEntries(thresholdsIn(file, text).map((t) => [t.id, t.segment]));
    expect(segments).toMatchObject({
      lost_after: "gone",
      dormant_after: "gone",
      "returned.gap": "back",
      at_risk_after: "at_risk",
    });
  });

  it("that are written have their number replaced, and nothing else", () => {
    const text = `${head}lost_after: 52 weeks # a year\nloyal: { orders: 6 }\ndormant_after: 4\n`;
    const after = (id: string, value: number) => {
      const edit = thresholdEdit(file, text, id, value);
      return applied(text, edit === undefined ? [] : [edit]);
    };
    expect(after("lost_after", 40.4)).toBe(text.replace("52", "40"));
    expect(after("loyal.orders", 3)).toBe(text.replace("6", "3"));
    expect(after("dormant_after", 4.5)).toBe(text.replace("after: 4", "after: 4.5"));
    expect(after("lost_after", -3)).toBe(text.replace("52", "1"));
  });

  it.each([
    ["in a file without them", head],
    ["beside one of the same key in brackets", `${head}returned: { gap: 200 days }\nloyal: {}\n`],
    [
      "beside one of the same key in lines",
      `${head}returned:\n    within: 60 days # two months\nloyal:\n  orders: 3\n`,
    ],
    ["with Windows line ends", `${head}title: T\n`.replaceAll("\n", "\r\n")],
  ])("that are not written are written %s, and mean what was asked for", (_, text) => {
    for (const id of all) {
      const edit = thresholdEdit(file, text, id, 77);
      const after = applied(text, edit === undefined ? [] : [edit]);
      const found = meaning(after);
      const [key = "", inner] = id.split(".");
      const value =
        inner === undefined ? found[key] : (found[key] as Record<string, unknown>)[inner]; // parsed just now
      expect([id, String(value)]).toEqual([
        id,
        /after|orders/.test(id) && id !== "lost_after" ? "77" : "77 days",
      ]);
      const before = meaning(text);
      for (const other of all.filter((o) => o !== id))
        expect(Object.fromEntries(valuesOf(after))[other]).toBe(
          Object.fromEntries(valuesOf(text))[other],
        );
      expect(found["title"]).toBe(before["title"]);
    }
  });
});
