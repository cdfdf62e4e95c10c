import fc from "fast-check";
import { expect, it } from "vitest";
import { compute } from "./engine.ts";

const config = `clientele: 1
name: Generated
currency: CNY
as_of: 2026-11-18
sources:
  transactions:
    from: data/t.csv
    customer: customer
    time: day
    amount: { value: amount, currency: ccy, rates: data/fx.csv }
    refund: { when: kind = 'refund' }
    margin: amount
`;

const start = Date.parse("2026-09-01T00:00:00Z");
const day = fc
  .integer({ min: 0, max: 70 })
  .map((n) => new Date(start + n * 86_400_000).toISOString().slice(0, 10));
const foreign = fc.constantFrom("EUR", "USD");
const rate = fc.record({
  currency: foreign,
  day,
  /** Ten-thousand-millionths. */
  units: fc.bigInt({ min: 1n, max: 20_0000000000n }),
});
const line = fc.record({
  currency: fc.oneof(foreign, fc.constant("CNY")),
  day,
  /** Hundredths. */
  cents: fc.bigInt({ min: -99_999n, max: 9_999_999n }),
  refund: fc.boolean(),
});
type Rate = { readonly currency: string; readonly day: string; readonly units: bigint };

const one = 10_000_000_000n;
/** The quotient of whole numbers, half away from zero. */
const rounded = (value: bigint, by: bigint): bigint =>
  ((value < 0n ? -1n : 1n) * ((value < 0n ? -value : value) * 2n + by)) / (by * 2n);
const written = (value: bigint, digits: number): string => {
  const text = String(value < 0n ? -value : value).padStart(digits + 1, "0");
  return `${value < 0n ? "-" : ""}${text.slice(0, -digits)}.${text.slice(-digits)}`;
};

it("converts every row exactly, at the latest rate not after its day", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(rate, { maxLength: 12, selector: (r) => `${r.currency} ${r.day}` }),
      fc.array(line, { minLength: 1, maxLength: 40 }),
      async (drawn, lines) => {
        const rates: readonly Rate[] = [
          ...drawn.filter((r) => r.day > "2026-09-01"),
          { currency: "EUR", day: "2026-09-01", units: 7_6543219876n },
          { currency: "USD", day: "1999-01-01", units: 7_1n },
        ];
        const fx = rates.map((r) => `${r.currency},${written(r.units, 10)},${r.day}`);
        const rows = lines.map((l) =>
          ["a", l.day, written(l.cents, 2), l.currency, l.refund ? "refund" : "sale"].join(","),
        );
        const { customers } = await compute({
          "clientele.yaml": config,
          "data/t.csv": ["customer,day,amount,ccy,kind", ...rows].join("\n"),
          "data/fx.csv": ["currency,rate,date", ...fx].join("\n"),
        });
        let monetary = 0n;
        for (const { currency, day: on, cents, refund } of lines) {
          const known = rates.filter((r) => r.currency === currency && r.day <= on);
          const latest = known.toSorted((a, b) => (a.day < b.day ? 1 : -1))[0];
          const units = currency === "CNY" ? one : (latest?.units ?? 0n);
          const converted = rounded(cents * 100n * units, one);
          const net = refund && converted > 0n ? -converted : converted;
          monetary += net;
        }
        const row = customers.get("a");
        expect(row).toMatchObject({
          b_monetary: Number(written(monetary, 4)),
          b_margin: Number(written(monetary, 4)),
        });
      },
    ),
    { numRuns: 25 },
  );
});
