/** METHODS: of the top s are those with Σ(strictly greater values) / Σ(positive values) < s, and not ≤. */
import { expect, it } from "vitest";
import { compute } from "../../properties/engine.ts";

const tiers = (name: string, top: string): string =>
  `segmentation: ${name}\nkind: tiers\nby: monetary\nwithin: 365 days\ntiers: [{ id: high, top: ${top} }, { id: low, rest: true }]\n`;

it("leaves out who is at the cut itself, whatever halves and hundredths doubles have", async () => {
  // 0.64 / 0.8 is 0.7999999999999999 as doubles, and 1.1 / 100 is 0.011000000000000001.
  const cents = [
    ["a", "0.64"],
    ["b", "0.16"],
  ] as const;
  const file = (rows: readonly (readonly [string, string])[]): string =>
    `c,d,a\n${rows.map(([id, amount]) => `${id},2026-11-01,${amount}`).join("\n")}\n`;
  const project = (rows: readonly (readonly [string, string])[], top: string) => ({
    "clientele.yaml":
      "clientele: 1\nname: Cuts\nsources:\n  transactions: { from: data/t.csv, customer: c, time: d, amount: a }\n",
    "data/t.csv": file(rows),
    "segmentations/value.yaml": tiers("value", top),
  });
  const high = async (rows: readonly (readonly [string, string])[], top: string) => {
    const { customers } = await compute(project(rows, top));
    return [...customers.values()].filter((row) => row["s_value"] === "high").length;
  };
  expect(await high(cents, "80% of value")).toBe(1);
  expect(await high(cents, "80.1% of value")).toBe(2);
  const thousand = Array.from({ length: 1000 }, (_, i) => [`c${i}`, String(i + 1)] as const);
  expect(await high(thousand, "1.1% of customers")).toBe(11);
}, 60_000);
