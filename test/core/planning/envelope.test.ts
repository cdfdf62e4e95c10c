import fc from "fast-check";
import { expect, it } from "vitest";
import { envelopeOf } from "../../../packages/core/src/domain/planning/envelope.ts";

it("is as high everywhere as the highest of the lines and of zero", () => {
  const line = fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: -20, max: 20 }));
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), fc.integer({ min: 0, max: 30 }), (all, x) => {
      const slopes = all.map(([slope]) => slope);
      const costs = all.map(([, cost]) => cost);
      const { breaks, lines } = envelopeOf(slopes, costs);
      const found = lines[breaks.filter((b) => x > b).length] ?? Number.NaN;
      const at = (i: number): number => (i < 0 ? 0 : (slopes[i] ?? 0) * x - (costs[i] ?? 0));
      expect(at(found)).toBe(Math.max(0, ...all.map((_, i) => at(i))));
      expect([...breaks]).toEqual([...breaks].toSorted((a, b) => a - b));
    }),
  );
});
