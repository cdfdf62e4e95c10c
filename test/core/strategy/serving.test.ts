import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contactFacts, noContacts } from "../../../packages/core/src/domain/strategy/contacts.ts";
import { effectsOf } from "../../../packages/core/src/compute/plan/effects.ts";
import { builtinColumn, metricColumn } from "../../../packages/core/src/domain/columns.ts";
import { termsOf, worthOf } from "../../../packages/core/src/domain/planning/option.ts";
import { worthInterval } from "../../../packages/core/src/domain/planning/uncertainty.ts";
import { unitWorth } from "../../../packages/core/src/domain/strategy/effect-worth.ts";
import type { EffectBasis } from "../../../packages/core/src/language/model/effect-model.ts";
import { gainOf, gainOfMore } from "../../../packages/core/src/domain/strategy/gain.ts";
import { serve, type Served } from "../../../packages/core/src/domain/strategy/serving.ts";
import type { StrategyModel } from "../../../packages/core/src/language/model/strategy-model.ts";
import { build, found, projectText, type Texts } from "../language/project.ts";

const objectives = ["retain", "win_back", "activate", "upgrade", "grow", "acquire"] as const;
const channels = ["sms", "phone", "app"] as const;

type Generated = {
  readonly segment: "a.x" | "a.y" | "b.x" | "b";
  readonly objective: (typeof objectives)[number];
  readonly prefer: readonly (typeof channels)[number][];
  readonly avoid: readonly (typeof channels)[number][];
  /** Due where the last contact is longer ago. */
  readonly after: number;
};

const generated = fc.record({
  strategies: fc.array(
    fc.record({
      segment: fc.constantFrom("a.x", "a.y", "b.x", "b"),
      objective: fc.constantFrom(...objectives),
      prefer: fc.subarray([...channels]),
      avoid: fc.subarray([...channels]),
      after: fc.integer({ min: 0, max: 20 }),
    }),
    { minLength: 1, maxLength: 5 },
  ),
  precedence: fc.constantFrom<readonly string[]>([], ["a"], ["b"], ["b", "a"]),
  atMost: fc.integer({ min: 1, max: 3 }),
  a: fc.subarray(["x", "y"]),
  b: fc.subarray(["x"]),
  consent: fc.dictionary(fc.constantFrom(...channels), fc.boolean()),
  /** Days ago. */
  contacts: fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 5 }),
  refused: fc.boolean(),
});

const list = (items: readonly string[]): string => `[${items.join(", ")}]`;

/** The file of a strategy; what it both prefers and avoids is left out of the latter. */
const written = (s: Generated, i: number): string => `strategy: s${i}
for: ${s.segment}
objective: ${s.objective}
owners: { lead: sales }
channel: {${s.prefer.length > 0 ? ` prefer: ${list(s.prefer)},` : ""} ${avoided(s).length > 0 ? `avoid: ${list(avoided(s))}` : ""} }
actions:
  - { id: act, do: Call, when: days_since_contact > ${s.after} }
`;
const avoided = (s: Generated): readonly string[] => s.avoid.filter((c) => !s.prefer.includes(c));

const segments = (name: string): string =>
  `segmentation: ${name}\nkind: rules\nassign: all\nsegments: [{ id: x, when: recency > 1 }, { id: y, when: recency > 2 }]\n`;

const textsOf = (
  strategies: readonly Generated[],
  precedence: readonly string[],
  n: number,
): Texts => ({
  "clientele.yaml": projectText(
    `${precedence.length === 0 ? "" : `precedence: ${list(precedence)}\n`}contact: { at_most: ${n} per week }\n`,
  ),
  "segmentations/a.yaml": segments("a"),
  "segmentations/b.yaml": segments("b"),
  ...Object.fromEntries(strategies.map((s, i) => [`strategies/s${i}.yaml`, written(s, i)])),
});

function serviceOf(texts: Texts) {
  const { model, problems } = build(texts);
  if (model?.service === undefined) throw new Error(JSON.stringify(problems));
  return model.service;
}

const today = "2026-11-21";
const dayBefore = (days: number): string =>
  new Date(Date.parse(today) - days * 86_400_000).toISOString().slice(0, 10);

describe("who gets what", () => {
  it("agrees with precedence, caps and consent as plain loops say them", () => {
    fc.assert(
      fc.property(generated, (g) => {
        const service = serviceOf(textsOf(g.strategies, g.precedence, g.atMost));
        const log = g.contacts.map((days) => ({
          customer: "c",
          day: dayBefore(days),
          outcome: g.refused ? ("do_not_contact" as const) : null,
        }));
        const contacts = contactFacts(log, today, 7).get("c") ?? noContacts;
        const customer: Served = {
          segments: { a: g.a, b: g.b },
          consent: g.consent,
          valueOf: () => null,
          column: () => null,
          contacts,
          inWindow: contacts.inWindow,
        };
        const serving = serve(service, customer, today, () => undefined);

        const rank = (s: Generated): number => {
          const at = g.precedence.indexOf(s.segment.charAt(0));
          return at < 0 ? 99 : at;
        };
        const member = (s: Generated): boolean =>
          s.segment === "b"
            ? g.b.length > 0
            : (s.segment.startsWith("a") ? g.a : g.b).includes(s.segment.slice(2));
        const applying = g.strategies
          .map((s, i) => ({ ...s, name: `s${i}` }))
          .filter(member)
          .toSorted(
            (p, q) =>
              rank(p) - rank(q) ||
              objectives.indexOf(p.objective) - objectives.indexOf(q.objective) ||
              p.name.localeCompare(q.name),
          );
        expect(serving.strategies.map((s) => s.strategy)).toEqual(applying.map((s) => s.name));

        const last = g.contacts.length === 0 ? 36_500 : Math.min(...g.contacts);
        const inWeek = g.contacts.filter((days) => days < 7).length;
        const refused = g.refused && g.contacts.length > 0;
        const winner = applying[0];
        const due = applying.flatMap((s) => {
          const usable = s.prefer.filter(
            (c) => g.consent[c] !== false && (winner === undefined || !avoided(winner).includes(c)),
          );
          const reachable = s.prefer.length === 0 || usable.length > 0;
          const now = last > s.after && inWeek < g.atMost && !refused && reachable;
          return now ? [[s.name, usable[0] ?? null]] : [];
        });
        expect(serving.steps.map((s) => [s.strategy, s.channel])).toEqual(due);
        expect(serving.steps.length + serving.withheld.length).toBe(applying.length);
      }),
      { numRuns: 300 },
    );
  });

  it("never proposes a channel that the customer refused, whatever the strategies say", () => {
    fc.assert(
      fc.property(generated, (g) => {
        const service = serviceOf(textsOf(g.strategies, g.precedence, g.atMost));
        const customer: Served = {
          segments: { a: ["x", "y"], b: ["x"] },
          consent: g.consent,
          valueOf: () => null,
          column: () => null,
          contacts: noContacts,
          inWindow: 0,
        };
        for (const step of serve(service, customer, today, () => undefined).steps)
          expect(step.channel === null || g.consent[step.channel] !== false).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it("puts the higher gain first, an unknown one behind it, and a loss last", () => {
    const act = (id: string, uplift: number | null, money: number): string =>
      `  - { id: ${id}, do: ${id}, cost: { money: ${money} }${uplift === null ? "" : `, effect: { metric: p_alive, uplift: ${uplift}, sd: 0.02, source: judgement }`} }\n`;
    const service = serviceOf({
      "clientele.yaml": projectText(
        "metrics:\n  p_alive: { model: pareto_nbd }\n  clv: { model: pareto_nbd, horizon: 365 days, discount: 0% per year }\n",
      ),
      "segmentations/a.yaml": segments("a"),
      "strategies/s.yaml": `strategy: s\nfor: a\nobjective: retain\nowners: { lead: x }\nactions:\n${act("loss", 0.01, 100)}${act("unknown", null, 0)}${act("less", 0.05, 40)}${act("more", 0.1, 40)}`,
    });
    const customer: Served = {
      segments: { a: ["x"] },
      consent: {},
      valueOf: () => null,
      column: (name) => (name === "m_p_alive" ? 0.5 : 1000),
      contacts: noContacts,
      inWindow: 0,
    };
    const { steps } = serve(service, customer, "2026-11-18", () => undefined);
    expect(steps.map((s) => [s.action, s.gain?.gain ?? null])).toEqual([
      ["more", 160],
      ["less", 60],
      ["unknown", null],
      ["loss", -80],
    ]);
  });
});

describe("the gain of an action", () => {
  it("is the raised probability times what the customer is worth if alive, less the cost", () => {
    const gain = gainOf({ uplift: 0.05, sd: 0.02, source: "judgement" }, 40, 0.5, 1000);
    expect(gain).toMatchObject({ worth: 100, gain: 60 });
    // The 0.9-quantile of the normal distribution is 1.28155 (R: qnorm(0.9)).
    expect(gain?.interval[0]).toBeCloseTo(60 - 1.281_551_565_5 * 0.02 * 2000, 8);
  });

  it("raises no probability beyond certainty, and is unknown without one", () => {
    const effect = { uplift: 0.2, sd: 0, source: "judgement" };
    expect(gainOf(effect, 0, 0.9, 900)?.gain).toBeCloseTo(100, 10);
    expect(gainOf(effect, 0, 0, 900)).toBeNull();
    expect(gainOf(effect, 0, 0.9, null)).toBeNull();
  });
});

describe("what an effect raises", () => {
  it("has no end where it is money: ± 1.28155 standard deviations around it", () => {
    const gain = gainOfMore({ uplift: 2, sd: 1, source: "judgement" }, 5, 10);
    expect(gain).toMatchObject({ worth: 20, gain: 15 });
    expect(gain?.interval[0]).toBeCloseTo(15 - 1.281_551_565_5 * 10, 8);
    expect(gainOfMore({ uplift: 2, sd: 1, source: "judgement" }, 5, Number.NaN)).toBeNull();
  });

  it("becomes money by the customer's own mean order, margin, chance of renewal, or as somebody said", () => {
    const columns: Readonly<Record<string, number>> = {
      [builtinColumn("monetary", null)]: 400,
      [builtinColumn("monetary_mean", null)]: 50,
      [builtinColumn("margin", null)]: 100,
      [metricColumn("renewed")]: 0.8,
      [metricColumn("worth")]: 240,
    };
    const of = (metric: string, basis: EffectBasis): number =>
      unitWorth({ metric, basis }, (name) => columns[name] ?? Number.NaN);
    expect(of("frequency", { kind: "orders", margin: false })).toBe(50);
    // A quarter of what they pay is margin.
    expect(of("frequency", { kind: "orders", margin: true })).toBe(12.5);
    expect(of("monetary", { kind: "sales", margin: true })).toBe(0.25);
    expect(of("monetary", { kind: "sales", margin: false })).toBe(1);
    expect(of("renewed", { kind: "chance", clv: "worth" })).toBe(300);
    expect(of("renewed", { kind: "chance", clv: null })).toBeNaN();
    expect(of("bought", { kind: "stated", worth: 30 })).toBe(30);
  });

  it("is the same for a plan, which counts money and orders in steps that reach no end", () => {
    const effect = (metric: string, basis: EffectBasis, uplift: number, sd: number) => ({
      metric,
      basis,
      uplift,
      sd,
      source: "judgement",
    });
    const effects = effectsOf([
      effect("alive", { kind: "chance", clv: "worth" }, 0.3, 0.1),
      effect("monetary", { kind: "sales", margin: false }, 70, 40),
      effect("monetary", { kind: "sales", margin: false }, 30, 0),
      effect("alive", { kind: "chance", clv: "worth" }, 0.2, 0),
      null,
    ]);
    expect(effects.columns).toEqual([metricColumn("alive"), metricColumn("worth")]);
    expect(effects.raised.map((r) => r.metric)).toEqual([0, 1, 2, 0, null]);
    const population = effects.valuesOf([Float64Array.of(0.9), Float64Array.of(180)], 1);
    const actions = effects.raised.map((r) => ({ ...r, money: 0, use: [] }));
    const worth = (...set: readonly number[]): number =>
      worthOf({ terms: termsOf(set.flatMap((a) => actions[a] ?? [])) }, population, 0);
    // 200 if alive, and no more than a tenth is missing to certainty; money adds up.
    expect(worth(0)).toBeCloseTo(20, 9);
    expect(worth(1)).toBeCloseTo(70, 9);
    expect(worth(1, 2)).toBeCloseTo(100, 9);
    expect(worth(0, 1, 3)).toBeCloseTo(90, 9);
    const [low, high] = worthInterval(actions, population, [{ actions: [1], customers: [0] }], 1);
    expect((high - low) / 2).toBeGreaterThan(1.2816 * 40 * 0.92);
    expect((high - low) / 2).toBeLessThan(1.2816 * 40 * 1.08);
  });
});

describe("files of strategies", () => {
  const strategy = (more: string): Texts => ({
    "clientele.yaml": projectText(),
    "segmentations/a.yaml": segments("a"),
    "strategies/s.yaml": `strategy: s\nobjective: retain\nowners: { lead: x }\n${more}`,
  });
  const everybody = "for: a\n";

  it.each([
    ["for: a.z\n", [["unknown-segment", "a.z"]]],
    ["for: c\n", [["unknown-segment", "c"]]],
    [
      `${everybody}actions: [{ id: n, do: N, when: recency + 1 }]\n`,
      [["not-boolean", "recency + 1"]],
    ],
    [
      `${everybody}actions: [{ id: n, do: N, when: count(transactions) > 1 }]\n`,
      [["aggregate-not-allowed", "count"]],
    ],
    [`${everybody}actions: [{ id: n, do: N }, { id: N, do: N }]\n`, [["duplicate-name", "N"]]],
    [`${everybody}channel: { prefer: [sms], avoid: [SMS] }\n`, [["bad-value", "sms"]]],
    [
      `${everybody}actions: [{ id: n, do: N, effect: { metric: recency, uplift: 0.1, sd: 0, source: judgement } }]\n`,
      [["effect-not-money", "recency"]],
    ],
    [
      `${everybody}actions: [{ id: n, do: N, effect: { metric: recensy, uplift: 0.1, sd: 0, source: judgement } }]\n`,
      [["unknown-name", "recensy"]],
    ],
    [
      `${everybody}actions: [{ id: n, do: N, effect: { metric: monetary, uplift: 5, sd: 0, source: judgement, worth: 2 } }]\n`,
      [["bad-value", "worth"]],
    ],
  ])("%j is refused at its place", (more, problems) => {
    expect(found(strategy(more))).toEqual(problems);
  });

  it("know how long ago the last contact was", () => {
    const { model } = build({
      ...strategy(`${everybody}actions: [{ id: n, do: N, when: days_since_contact > 3 }]\n`),
    });
    const [first] = model?.service?.strategies ?? ([] as readonly StrategyModel[]);
    expect(first?.actions[0]?.when?.rule).toMatchObject({
      left: { ref: { kind: "since-contact" } },
    });
  });
});
