import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deadlineOf } from "../../../packages/core/src/domain/release/deadline.ts";
import { hunksOf, lineDiff } from "../../../packages/core/src/domain/release/line-diff.ts";
import { movesDiffer } from "../../../packages/core/src/domain/release/moves-differ.ts";

describe("the change of a text", () => {
  it("is told by the lines that went and came, in their places", () => {
    const told = lineDiff("a\nwhen: nps <= 4\nb\n", "a\nwhen: nps <= 6\nb\n");
    expect(told.map(({ sign, text }) => `${sign}${text}`)).toEqual([
      " a",
      "-when: nps <= 4",
      "+when: nps <= 6",
      " b",
    ]);
  });

  it("leads from the one text to the other, by the fewest lines", () => {
    const text = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 12 });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = lineDiff(before.join("\n"), after.join("\n"));
        const of = (...signs: string[]) =>
          lines.filter(({ sign }) => signs.includes(sign)).map((line) => line.text);
        expect(of(" ", "-")).toEqual(before);
        expect(of(" ", "+")).toEqual(after);
        expect(of(" ").length).toBe(commonLines(before, after));
      }),
    );
  });

  it("shows the lines around, and not those far away", () => {
    const before = ["1", "2", "3", "4", "5", "6"];
    const after = ["1", "2", "3", "x", "5", "6"];
    const shown = hunksOf(lineDiff(before.join("\n"), after.join("\n")), 1);
    expect(shown.map(({ sign, text }) => sign + text)).toEqual([" 3", "-4", "+x", " 5"]);
  });
});

/** How many lines two lists have in common, in order: by trying all. */
function commonLines(a: readonly string[], b: readonly string[]): number {
  const [first, ...rest] = a;
  if (first === undefined || b.length === 0) return 0;
  const at = b.indexOf(first);
  const without = commonLines(rest, b);
  return at === -1 ? without : Math.max(without, 1 + commonLines(rest, b.slice(at + 1)));
}

describe("moves that were approved", () => {
  const moves = (
    ...flows: readonly (readonly [from: string, to: string, customers: number])[]
  ) => ({
    segmentations: [
      {
        segmentation: "care",
        flows: flows.map(([from, to, customers]) => ({ from, to, customers })),
      },
    ],
    added: [],
  });

  it.each([
    ["the same", moves(["a", "b", 100]), moves(["a", "b", 100]), false],
    ["a tenth more", moves(["a", "b", 100]), moves(["a", "b", 110]), false],
    ["over a tenth more", moves(["a", "b", 100]), moves(["a", "b", 111]), true],
    ["over a tenth fewer", moves(["a", "b", 100]), moves(["a", "b", 89]), true],
    ["as many elsewhere", moves(["a", "b", 100]), moves(["a", "c", 100]), true],
    ["one where nobody moved", moves(), moves(["a", "b", 1]), true],
    ["none at all", moves(), moves(), false],
  ])("and %s: %#", (_, approved, now, differ) => {
    expect(movesDiffer(approved, now)).toBe(differ);
  });
});

describe("a deadline", () => {
  // Monday, 9 o'clock in Shanghai.
  const now = new Date("2026-11-23T01:00:00Z");
  it.each([
    [undefined, "2026-11-26T10:00:00.000Z"],
    ["2 days", "2026-11-25T01:00:00.000Z"],
    ["4 hours", "2026-11-23T05:00:00.000Z"],
    ["5 working days", "2026-11-30T10:00:00.000Z"],
    ["Fri 18:00", "2026-11-27T10:00:00.000Z"],
    ["周五 12:30", "2026-11-27T04:30:00.000Z"],
    ["mon 8:00", "2026-11-30T00:00:00.000Z"],
    ["08:30", "2026-11-24T00:30:00.000Z"],
    ["2026-11-27", "2026-11-27T10:00:00.000Z"],
    ["2026-11-27 09:15", "2026-11-27T01:15:00.000Z"],
  ])("of %s is %s", (text, expected) => {
    expect(deadlineOf(text, now, "Asia/Shanghai")?.toISOString()).toBe(expected);
  });

  it.each([
    [undefined, "2026-11-30T10:00:00.000Z"],
    ["2 working days", "2026-11-27T10:00:00.000Z"],
    ["2 days", "2026-11-25T01:00:00.000Z"],
  ])("of %s is %s where the firm is closed on Tuesday and Wednesday", (text, expected) => {
    const closed = ["2026-11-24", "2026-11-25"];
    expect(deadlineOf(text, now, "Asia/Shanghai", closed)?.toISOString()).toBe(expected);
  });

  it.each(["", "soon", "2026-11-20", "25:00", "0 hours", "2026-13-01"])("is none of %j", (text) => {
    expect(deadlineOf(text, now, "Asia/Shanghai")).toBeUndefined();
  });

  it("is told by the clock of the day, when the clocks have changed", () => {
    const before = new Date("2026-10-23T12:00:00Z"); // summer time ends on the 25th
    expect(deadlineOf("mon 09:00", before, "Europe/Berlin")?.toISOString()).toBe(
      "2026-10-26T08:00:00.000Z",
    );
  });
});
