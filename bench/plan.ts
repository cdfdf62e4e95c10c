/**
 * A plan for a million customers and twenty actions under money, hours of two departments, contacts and a floor, beside one
 * plain pass that looks at every action of every customer once and takes the best (the floor).
 *
 *     npm run pnpm -- exec node --conditions=source bench/plan.ts [customers] [actions]
 */
import {
  optionsOf,
  type PlanAction,
  type Population,
} from "../packages/core/src/domain/planning/option.ts";
import { nothing } from "../packages/core/src/domain/planning/respond.ts";
import { solvePlan } from "../packages/core/src/domain/planning/solve-plan.ts";
import { random } from "../packages/core/src/stats/random.ts";

const customers = Number(process.argv[2] ?? 1e6);
const count = Number(process.argv[3] ?? 20);
const kindCount = 200;
const dueShare = 0.8;

const next = random(3);
const actions = Array.from({ length: count }, (): PlanAction => {
  const money = Math.round(40 * next());
  const hours = (): number => (next() < 0.5 ? next() : 0);
  return {
    metric: 0,
    uplift: 0.01 + 0.1 * next(),
    sd: 0,
    money,
    use: [money, hours(), hours(), 1],
  };
});
const population: Population = {
  kinds: Array.from({ length: kindCount }, (_, k) => ({
    options: optionsOf(
      actions,
      [...actions.keys()].filter(() => k === 0 || next() < dueShare),
      1,
    ),
    floors: k % 3 === 0 ? [0] : [],
  })),
  kind: Int32Array.from({ length: customers }, () => Math.floor(next() * kindCount)),
  worth: [Float64Array.from({ length: customers }, () => Math.exp(4 + 2 * next()))],
  room: [Float64Array.from({ length: customers }, () => next())],
  starts: Int32Array.from({ length: customers + 1 }, (_, i) => i),
  left: new Int32Array(customers).fill(1),
};
const limits = {
  budgets: [customers, customers / 50, customers / 40, customers / 5],
  floors: [customers / 10],
};

/** Every action of every customer once. */
function onePass(): number {
  const uplifts = population.kinds.map((k) =>
    Float64Array.from(k.options, (o) => o.terms[0]?.uplift ?? 0),
  );
  const costs = population.kinds.map((k) => Float64Array.from(k.options, (o) => o.money));
  const [worth = new Float64Array(0)] = population.worth;
  const [room = new Float64Array(0)] = population.room;
  let gain = 0;
  for (let i = 0; i < customers; i += 1) {
    const k = population.kind[i] ?? 0;
    const uplift = uplifts[k] ?? worth;
    const cost = costs[k] ?? worth;
    let best = 0;
    for (let o = 0; o < uplift.length; o += 1) {
      const net = Math.min(uplift[o] ?? 0, room[i] ?? 0) * (worth[i] ?? 0) - (cost[o] ?? 0);
      if (net > best) best = net;
    }
    gain += best;
  }
  return gain;
}

const seconds = <T>(work: () => T): { readonly took: number; readonly value: T } => {
  const started = performance.now();
  const value = work();
  return { took: (performance.now() - started) / 1000, value };
};

onePass(); // compiled
const floor = seconds(onePass);
const plan = seconds(() => solvePlan(population, limits));
const { choice, dual, gap } = plan.value;
const served = choice.reduce((n, o) => n + (o === nothing ? 0 : 1), 0);
process.stdout.write(
  `${customers} customers, ${count} actions: ${plan.took.toFixed(2)} s, ${(plan.took / floor.took).toFixed(1)} × one pass (${floor.took.toFixed(2)} s)\n` +
    `${served} served, gain within ${((100 * gap) / Math.abs(dual.bound)).toFixed(5)} % of the best, ${dual.rounds} rounds\n`,
);
