/**
 * How often the intervals of models hold the truth, over simulated customers of whom it is known. What was simulated is kept in
 * a file of JSON lines and never simulated again, so that a run of bounded time goes on where the last one stopped, and several may
 * run beside each other; the table is of all that the file holds.
 *
 *     npm run pnpm -- exec node --conditions=source bench/coverage.ts [seconds] [file] [first seed]
 */
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bgnbd } from "../packages/core/src/stats/bgnbd.ts";
import { mbgnbd } from "../packages/core/src/stats/mbgnbd.ts";
import { paretonbd } from "../packages/core/src/stats/paretonbd.ts";
import type { Four, PurchaseModel } from "../packages/core/src/stats/purchase-model.ts";
import {
  contractCoverage,
  purchaseCoverage,
  spendCoverage,
  valueCoverage,
  type Coverage,
  type Simulations,
} from "../test/core/stats/coverage.ts";

/** So many repetitions are a line of the file. */
const repetitions = 25;

type Found = Readonly<Record<string, Coverage>>;
type Scenario = { readonly name: string; readonly simulate: (by: Simulations) => Found };

/** The parameters of the CDNOW sample, and others. */
const purchases: readonly (readonly [PurchaseModel, Four, string])[] = [
  [bgnbd, [0.2426, 4.4136, 0.7929, 2.4259], "CDNOW"],
  [bgnbd, [0.5, 6, 0.8, 2], "weekly"],
  [mbgnbd, [0.525, 6.183, 0.891, 1.614], "CDNOW"],
  [mbgnbd, [0.8, 6, 0.8, 1.6], "weekly"],
  [paretonbd, [0.5533, 10.578, 0.6062, 11.669], "CDNOW"],
  [paretonbd, [0.8, 8, 0.7, 10], "weekly"],
];

const scenarios: readonly Scenario[] = [
  ...purchases.flatMap(([model, truth, as]): readonly Scenario[] => [
    {
      name: `${model.name} ${as}`,
      simulate: (by) => purchaseCoverage(model, truth, { ...by, customers: 2357 }),
    },
    {
      name: `${model.name} ${as}, value`,
      simulate: (by) =>
        valueCoverage(model, truth, [6.25, 3.74, 15.44], { ...by, customers: 2357 }),
    },
  ]),
  {
    name: "gamma_gamma CDNOW",
    simulate: (by) => spendCoverage([6.25, 3.74, 15.44], { ...by, customers: 946 }),
  },
  {
    name: "gamma_gamma other",
    simulate: (by) => spendCoverage([4, 3.5, 20], { ...by, customers: 1000 }),
  },
  {
    name: "sbg Regular",
    simulate: (by) => contractCoverage([0.704, 1.182], { ...by, customers: 1000 }),
  },
  {
    name: "sbg High End",
    simulate: (by) => contractCoverage([0.668, 3.806], { ...by, customers: 1000 }),
  },
];

type Line = { readonly scenario: string; readonly seed: number; readonly found: Found };

const seconds = Number(process.argv[2] ?? 120);
const file = process.argv[3] ?? join(tmpdir(), "clientele-coverage.jsonl");
const firstSeed = Number(process.argv[4] ?? 1);

const linesOf = (): readonly Line[] =>
  existsSync(file)
    ? readFileSync(file, "utf8")
        .trim()
        .split("\n")
        .map((line): Line => JSON.parse(line))
    : [];

const done = new Set(linesOf().map(({ scenario, seed }) => `${scenario} ${seed}`));
const started = performance.now();
const over = (): boolean => performance.now() - started >= seconds * 1000;
for (let seed = firstSeed; !over(); seed += 1)
  for (const { name, simulate } of scenarios) {
    if (over()) break;
    if (done.has(`${name} ${seed}`)) continue;
    const found = simulate({ customers: 0, repetitions, seed });
    appendFileSync(file, `${JSON.stringify({ scenario: name, seed, found } satisfies Line)}\n`);
  }

console.log(
  "| simulation | repetitions | share of intervals that hold the truth (± standard error) |",
);
console.log("| --- | --- | --- |");
const lines = linesOf();
for (const { name } of scenarios) {
  const own = lines.filter(({ scenario }) => scenario === name).map(({ found }) => found);
  const told = [...new Set(own.flatMap((found) => Object.keys(found)))].map((figure) => {
    const shares = own.flatMap((found) => found[figure]?.share ?? []);
    const mean = shares.reduce((sum, x) => sum + x, 0) / shares.length;
    const spread = shares.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (shares.length - 1);
    return `${figure} ${mean.toFixed(3)} ± ${Math.sqrt(spread / shares.length).toFixed(3)}`;
  });
  console.log(`| ${name} | ${own.length * repetitions} | ${told.join(", ")} |`);
}
