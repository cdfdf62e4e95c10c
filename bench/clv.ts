/**
 * Fits of the purchase models to a million simulated customers at the grain of a day, beside the likelihood alone: the
 * floor is one evaluation on all histories times the evaluations that the fit made of them.
 *
 *     npm run pnpm -- exec node --conditions=source bench/clv.ts [customers]
 */
import { cpus } from "node:os";
import { bgnbd } from "../packages/core/src/stats/bgnbd.ts";
import { fitPurchaseModel } from "../packages/core/src/stats/fit-purchase-model.ts";
import { mbgnbd } from "../packages/core/src/stats/mbgnbd.ts";
import { paretonbd } from "../packages/core/src/stats/paretonbd.ts";
import { groupHistories, historyColumns } from "../packages/core/src/stats/purchase-history.ts";
import type { Four, PurchaseModel } from "../packages/core/src/stats/purchase-model.ts";
import { random } from "../packages/core/src/stats/random.ts";

const truths: readonly (readonly [PurchaseModel, Four])[] = [
  [bgnbd, [0.5, 6, 0.8, 2]],
  [mbgnbd, [0.8, 6, 0.8, 1.6]],
  [paretonbd, [0.8, 8, 0.7, 10]],
];

/** Customers of the last two years, and what they buy in the 26 weeks after; `days`: at the grain of a day. */
function simulated(
  model: PurchaseModel,
  truth: Four,
  customers: number,
  next: () => number,
  days: boolean,
) {
  const grain = (time: number): number => (days ? Math.ceil(time * 7) / 7 : time);
  return Array.from({ length: customers }, () => {
    const T = (180 + Math.floor(550 * next())) / 7;
    const times = [...new Set(model.simulate(truth, T + 26, next).map(grain))];
    const seen = times.filter((time) => time <= T);
    return { x: seen.length, tx: seen.at(-1) ?? 0, T, n: 1, later: times.length - seen.length };
  });
}

const seconds = (since: number): number => (performance.now() - since) / 1000;

function speed(customers: number): void {
  for (const [model, truth] of truths) {
    const made = simulated(model, truth, customers, random(1), true);
    let started = performance.now();
    const histories = groupHistories(made);
    const grouping = seconds(started);
    started = performance.now();
    const fit = fitPurchaseModel(model, histories);
    const fitting = seconds(started);
    const columns = historyColumns(histories);
    started = performance.now();
    for (let i = 0; i < 5; i++) model.evaluate(fit.parameters, columns);
    const floor = (seconds(started) / 5) * fit.evaluations;
    console.log(
      `${model.name}: ${histories.length} histories of ${customers} customers grouped in ${grouping.toFixed(2)} s, ` +
        `fit ${fitting.toFixed(2)} s, floor ${floor.toFixed(2)} s (${fit.evaluations} evaluations), ` +
        `ratio ${(fitting / floor).toFixed(2)}; parameters ${fit.parameters.map((p) => p.toFixed(4)).join(" ")}`,
    );
  }
}

console.log(`${cpus().length} × ${cpus()[0]?.model ?? "?"}`);
speed(Number(process.argv[2] ?? 1_000_000));
