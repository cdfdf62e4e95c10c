import fc from "fast-check";
import { expect, it } from "vitest";
import {
  causes,
  migrationOf,
  type Way,
} from "../../../packages/core/src/domain/migration/migration.ts";

const segment = fc.constantFrom("a", "b", "c", null);
const cents = fc.integer({ min: -100_000, max: 1_000_000 }).map((n) => n / 100);
const way: fc.Arbitrary<Way> = fc
  .record({
    there: fc.constantFrom([true, true], [true, false], [false, true]),
    states: fc.tuple(segment, segment, segment, segment, segment),
    customers: fc.integer({ min: 1, max: 500 }),
    revenue: cents,
    grown: cents,
  })
  .map(({ there: [before = true, after = true], grown, ...rest }) => ({
    ...rest,
    before,
    after,
    grown: before && after ? grown : 0,
  }));

it("opening + joined ± moved − left = closing, of customers and of money, whatever the ways", () => {
  fc.assert(
    fc.property(fc.array(way, { maxLength: 40 }), (ways) => {
      const { segments, flows, moved } = migrationOf(ways, ["a", "b", "c"]);
      for (const s of segments) {
        const net = (of: "customers" | "revenue"): number =>
          causes.reduce((sum, c) => sum + s.moved[c].in[of] - s.moved[c].out[of], 0);
        expect(s.opening.customers + s.joined.customers + net("customers") - s.left.customers).toBe(
          s.closing.customers,
        );
        expect(
          s.opening.revenue + s.joined.revenue + net("revenue") - s.left.revenue + s.grown,
        ).toBeCloseTo(s.closing.revenue, 3);
      }
      for (const cause of causes) {
        const out = segments.reduce((sum, s) => sum + s.moved[cause].out.customers, 0);
        const told = flows
          .filter((f) => f.cause === cause)
          .reduce((sum, f) => sum + f.customers, 0);
        expect([out, told]).toEqual([moved[cause].customers, moved[cause].customers]);
      }
      const all = (of: (w: Way) => boolean): number =>
        ways.filter(of).reduce((sum, w) => sum + w.customers, 0);
      const total = (of: "opening" | "closing"): number =>
        segments.reduce((sum, s) => sum + s[of].customers, 0);
      expect([total("opening"), total("closing")]).toEqual([
        all((w) => w.before),
        all((w) => w.after),
      ]);
    }),
  );
});

it("counts a customer in each of two moves, and those who are new where their data put them", () => {
  const both: Way = {
    before: true,
    after: true,
    states: ["a", "a", "b", "b", "c"],
    customers: 2,
    revenue: 10,
    grown: 5,
  };
  const fresh: Way = { ...both, before: false, states: [null, null, "b", "b", "c"], grown: 0 };
  const { segments, flows } = migrationOf([both, fresh], ["a", "b", "c"]);
  expect(flows.map(({ from, to, cause, customers }) => [from, to, cause, customers])).toEqual([
    ["b", "c", "rules", 4],
    ["a", "b", "customers", 2],
  ]);
  expect(segments.find((s) => s.segment === "b")).toMatchObject({
    opening: { customers: 0 },
    joined: { customers: 2, revenue: 10 },
    closing: { customers: 0 },
  });
  expect(segments.find((s) => s.segment === "c")).toMatchObject({
    grown: 5,
    closing: { customers: 4, revenue: 25 },
  });
});
