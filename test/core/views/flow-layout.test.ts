import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { flowLayout } from "../../../packages/core/src/views/flow-layout.ts";

const size = { width: 400, row: 18, height: 160, bar: 10 };

describe("the layout of a flow diagram", () => {
  it("gives heights in proportion, the larger first, and no bar upon another", () => {
    const { bars, bands } = flowLayout(
      [
        { from: "standard", to: "save", amount: 371 },
        { from: "digital", to: "save", amount: 27 },
        { from: "digital", to: "nobody", amount: 0 },
      ],
      size,
    );
    expect(bars.map((b) => [b.side, b.id, b.amount])).toEqual([
      ["from", "standard", 371],
      ["from", "digital", 27],
      ["to", "save", 398],
    ]);
    expect(bars[2]?.height).toBeCloseTo(160, 9);
    expect(bands).toHaveLength(2);
  });

  it("keeps every amount on both sides, whatever the flows", () => {
    const name = fc.constantFrom("a", "b", "c", "d");
    const flow = fc.record({ from: name, to: name, amount: fc.nat(1000) });
    fc.assert(
      fc.property(fc.uniqueArray(flow, { selector: (f) => f.from + f.to }), (flows) => {
        const { bars } = flowLayout(flows, size);
        const total = flows.reduce((sum, f) => sum + f.amount, 0);
        for (const side of ["from", "to"] as const) {
          const own = bars.filter((b) => b.side === side);
          expect(own.reduce((sum, b) => sum + b.amount, 0)).toBe(total);
          own.slice(1).forEach((bar, i) => {
            const above = own[i];
            expect(bar.y).toBeGreaterThanOrEqual((above?.y ?? 0) + (above?.height ?? 0));
          });
        }
      }),
    );
  });
});
