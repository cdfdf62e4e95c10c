import { describe, expect, it } from "vitest";
import {
  bestUniform,
  differenceOf,
  uniformOf,
} from "../../../packages/core/src/domain/planning/opportunity.ts";
import { optionsOf, type PlanAction } from "../../../packages/core/src/domain/planning/option.ts";
import { openSession } from "../../../packages/core/src/host/session.ts";
import { ownerOf } from "../../../packages/core/src/viewer.ts";
import { opened } from "../sources/computed.ts";
import { standingOf } from "../../../packages/core/src/domain/planning/standing.ts";

/** Worth 100, 200, 50 and 1000 if alive, each half certain to stay; one unit each. */
const population = {
  worth: [Float64Array.of(100, 200, 50, 1000)],
  room: [Float64Array.of(0.5, 0.5, 0.5, 0.5)],
  starts: Int32Array.of(0, 1, 2, 3, 4),
  left: Int32Array.of(1, 1, 1, 1),
};
const actions: readonly PlanAction[] = [
  { metric: 0, uplift: 0.1, sd: 0.05, money: 2, use: [2] },
  { metric: 0, uplift: 0.3, sd: 0, money: 20, use: [20] },
];
const [write, visit] = optionsOf(actions, [0, 1], 1);
if (write === undefined || visit === undefined) throw new Error("two options");
const everybody = (): boolean => true;
const money = { budgets: [22] };

describe("one treatment for everybody", () => {
  const one = uniformOf(0, write, everybody, population, money);
  const other = uniformOf(1, visit, everybody, population, money);

  it("is given to as large a share as there is money for", () => {
    // Four letters cost 8 of 22: 0.1 · 1350 − 8. Four visits would cost 80: 22 / 80 of each, 0.275 · (0.3 · 1350 − 80).
    expect(one).toMatchObject({ reachable: 4, treated: 4 });
    expect(one.value).toBeCloseTo(127, 9);
    expect(other.treated).toBeCloseTo(1.1, 9);
    expect(other.value).toBeCloseTo(89.375, 9);
    expect(bestUniform([other, one])).toBe(one);
    const dear = { ...write, money: 500 };
    expect(bestUniform([uniformOf(0, dear, everybody, population, money)])).toBeUndefined();
  });

  it("shares what contacts a household has left, and leaves out who may not be reached", () => {
    const home = { ...population, starts: Int32Array.of(0, 2, 4), left: Int32Array.of(1, 0) };
    const found = uniformOf(0, write, (i) => i !== 3, home, money);
    expect(found).toMatchObject({ reachable: 3, treated: 1 });
    expect([...found.share]).toEqual([0.5, 0.5, 0, 0]);
    expect(found.value).toBeCloseTo(0.5 * 0.1 * 300 - 2, 9);
  });

  it("is what a plan is held against, with each effect drawn once for both", () => {
    const planned = [
      { option: visit, customers: [3] },
      { option: write, customers: [1] },
    ];
    const all = differenceOf(actions, population, planned, one, everybody, 7);
    // (300 − 20) + (20 − 2) less 127.
    expect(all).toMatchObject({ served: 2 });
    expect(all.planned).toBeCloseTo(298, 9);
    expect(all.uniform).toBeCloseTo(127, 9);
    expect(all.difference.value).toBeCloseTo(171, 9);
    // The letters' effect counts 200 − 1350 times: ± 1.2816 · 0.05 · 1150; drawn apart it would be ± 87.
    const [low, high] = all.difference.interval;
    expect(Math.abs((high - low) / 2 - 73.7)).toBeLessThan(4);
    const parts = [0, 1, 2, 3].map((i) =>
      differenceOf(actions, population, planned, one, (x) => x === i, 7),
    );
    const sum = parts.reduce((n, p) => n + p.difference.value, 0);
    expect(sum).toBeCloseTo(all.difference.value, 9);
    const nothing = differenceOf(actions, population, planned, undefined, everybody, 7);
    expect(nothing.difference.value).toBeCloseTo(298, 9);
  });
});

describe("satisfaction and share of wallet", () => {
  it("count those of whom they are known", () => {
    const answers = [10, 9, 8, 3, Number.NaN];
    expect(standingOf({ kind: "nps", of: "nps" }, answers)).toMatchObject({ value: 25, known: 4 });
    expect(standingOf({ kind: "score", of: "csat" }, answers).value).toBe(7.5);
    expect(standingOf({ kind: "wallet", of: "x" }, []).value).toBeNull();
  });
});

it("nothing is due for who did not agree to be served by what is known of them, as their card says", async () => {
  const { folder } = await opened({
    "clientele.yaml": `clientele: 1
name: Consent
sources:
  customers: { from: c.csv, key: id, consent: { personalised: agreed } }
  transactions: { from: t.csv, customer: id, time: day, amount: amount }
`,
    "segmentations/s.yaml":
      "segmentation: s\nkind: rules\nsegments: [{ id: all, when: frequency > 0 }]\n",
    "strategies/greet.yaml":
      "strategy: greet\nfor: s.all\nobjective: grow\nowners: { lead: sales }\nactions: [{ id: call, do: Call them }]\n",
    "c.csv": "id,agreed\na,true\nb,false\nc,true\n",
    "t.csv": "id,day,amount\na,2026-01-31,10\nb,2026-01-31,10\nc,2026-01-31,10\n",
  });
  const call = { signal: new AbortController().signal, progress: () => {} };
  const viewer = ownerOf("cli:test");
  const session = await openSession({ project: folder, allowRead: [] }, () => new Date());
  const ran = await session.run({}, call);
  const found = await session.strategies({ viewer }, call);
  const card = await session.explain({ viewer, customer: "b" }, call);
  await session.close();
  if (!ran.ok || !found.ok || !card.ok) throw new Error("not computed");
  expect(found.value.strategies?.[0]?.actions[0]).toMatchObject({ eligible: 2, refused: 1 });
  expect(card.value.serving?.steps).toEqual([]);
});
