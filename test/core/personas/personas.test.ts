import { expect, it } from "vitest";
import { personaOf } from "../../../packages/core/src/compute/personas/persona.ts";
import { run } from "../../../packages/core/src/compute/run/run.ts";
import { openBase } from "../../../packages/core/src/compute/snapshot/open-base.ts";
import type { Persona } from "../../../packages/core/src/domain/personas/persona.ts";
import { personaBlocks, toText } from "../../../packages/core/src/views/index.ts";
import { openSession } from "../../../packages/core/src/host/session.ts";
import { opened } from "../sources/computed.ts";
import { ownerOf } from "../../../packages/core/src/viewer.ts";

const now = new Date("2026-11-21T12:00:00Z");

/** Park, Miller 1988: a plain generator, so that a sample is the same everywhere. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

const lots = 200;
const customersOf = 240;
const random = generator(7);
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T; // in range

/** Customers with skewed spending, and two hundred columns that were filled by lot. */
const people = Array.from({ length: customersOf }, (_, i) => ({
  id: `c${String(i).padStart(4, "0")}`,
  city: pick(["Suzhou", "Suzhou", "Wuxi", "Ningbo", "上海"]),
  wants: pick(["advice", "price", "speed"]),
  age: 18 + Math.floor(random() * 60),
  income: Math.round(Math.exp(2 * (random() + random() + random()))),
  draws: Array.from({ length: lots }, (_drawn, lot) => random() < 0.08 + 0.4 * (lot / lots)),
}));
const lines = people.flatMap(({ id }, i) =>
  Array.from({ length: i % 7 === 0 ? 0 : 1 + Math.floor(random() ** 3 * 20) }, () => {
    const day = new Date(Date.parse("2026-11-18") - Math.floor(random() * 500) * 86_400_000);
    const amount = Math.round(100 * Math.exp(3 * (random() + random()))) / 100;
    return `${id},${day.toISOString().slice(0, 10)},${amount}`;
  }),
);

const config = `clientele: 1
name: Lots
as_of: 2026-11-18
sources:
  customers:
    from: c.csv
    key: id
    columns:
      city: { dimension: geographic }
      wants: { dimension: needs }
      age: { dimension: demographic, sensitive: true }
${Array.from({ length: lots }, (_, i) => `      lot_${i}: { pii: other }`).join("\n")}
  transactions: { from: t.csv, customer: id, time: day, amount: amount }
metrics:
  young: { value: case when age < 30 then 1 else 0 end }
  spent_twice: { value: monetary * 2 }
`;
const files = {
  "clientele.yaml": config,
  "c.csv": [
    `id,city,wants,age,income,${people[0]?.draws.map((_lot, lot) => `lot_${lot}`).join(",")}`,
    ...people.map((p) => [p.id, p.city, p.wants, p.age, p.income, ...p.draws].join(",")),
  ].join("\n"),
  "t.csv": ["id,day,amount", ...lines].join("\n"),
  "segmentations/lots.yaml": `segmentation: lots
kind: rules
assign: all
segments:
${Array.from({ length: lots }, (_, i) => `  - { id: lot_${i}, when: lot_${i} }`).join("\n")}
`,
  "segmentations/known.yaml": `segmentation: known
kind: rules
assign: all
segments:
  - { id: southern, when: "city in ('Wuxi', 'Ningbo')" }
  - { id: rich, when: income > 60 }
  - { id: aged, when: age >= 50 }
  - { id: few, when: age = 20 }
`,
};

async function personas(
  wanted: readonly (readonly [segmentation: string, segment: string])[],
  sensitive = false,
): Promise<readonly Persona[]> {
  const { engine, project } = await opened(files);
  const ran = await run(engine, project, { now });
  if (!ran.ok) throw new Error(JSON.stringify(ran.errors));
  const base = await openBase(engine, project, ran.value.summary.run, false);
  if (!base.ok) throw new Error(JSON.stringify(base.errors));
  const found: Persona[] = [];
  for (const [name, segment] of wanted) {
    const segmentation = base.value.model.segmentations.find((s) => s.name === name);
    if (segmentation === undefined) throw new Error(name);
    found.push(await personaOf(engine, base.value, { segmentation, segment, sensitive }));
  }
  return found;
}

it(
  "says nothing of segments by lot, but for one in twenty at most",
  { timeout: 60_000 },
  async () => {
    const found = await personas(
      Array.from({ length: lots }, (_, i) => ["lots", `lot_${i}`] as const),
    );
    const spoken = found.filter((p) => !p.tooFew);
    expect(spoken.length).toBeGreaterThan(180);
    const telling = spoken.filter((p) => p.findings.length > 0);
    expect(telling.length / spoken.length).toBeLessThanOrEqual(0.05);
    expect(Math.min(...spoken.map((p) => p.tests))).toBeGreaterThan(15);
  },
);

it("tells what a segment was made by, and counts it right", async () => {
  const [southern, rich] = await personas([
    ["known", "southern"],
    ["known", "rich"],
  ]);
  const inSouth = people.filter((p) => ["Wuxi", "Ningbo"].includes(p.city));
  expect(southern?.customers).toBe(inSouth.length);
  const wuxi = inSouth.filter((p) => p.city === "Wuxi").length / inSouth.length;
  expect(southern?.findings).toContainEqual(
    expect.objectContaining({
      kind: "share",
      section: "traits",
      value: "city",
      category: "Wuxi",
      share: wuxi,
      others: 0,
      lift: null,
    }),
  );
  const mean = (list: readonly number[]): number => list.reduce((s, x) => s + x, 0) / list.length;
  const [own, others] = [true, false].map((is) =>
    people.filter((p) => p.income > 60 === is).map((p) => p.income),
  );
  const variance = (list: readonly number[] = []): number =>
    list.reduce((s, x) => s + (x - mean(list)) ** 2, 0) / (list.length - 1);
  const income = rich?.findings.find((f) => f.kind === "mean" && f.value === "income");
  expect(income).toMatchObject({
    section: "traits",
    mean: expect.closeTo(mean(own ?? []), 6),
    others: expect.closeTo(mean(others ?? []), 6),
    smd: expect.closeTo(
      (mean(own ?? []) - mean(others ?? [])) / Math.sqrt((variance(own) + variance(others)) / 2),
      6,
    ),
  });
});

it("keeps silent of fewer than twenty, and says so", async () => {
  const [few] = await personas([["known", "few"]]);
  expect(few?.customers).toBeLessThan(20);
  expect(few).toMatchObject({ tooFew: true, findings: [], needs: [], topTenth: null });
});

it("never tells personal data, and sensitive ones and what rests on them only where asked", async () => {
  const values = (persona: Persona | undefined): readonly (string | null)[] =>
    (persona?.findings ?? []).map((f) => f.value);
  const [closed] = await personas([["known", "aged"]]);
  expect(values(closed).filter((v) => v === "age" || v === "young")).toEqual([]);
  const [open] = await personas([["known", "aged"]], true);
  expect(values(open)).toEqual(expect.arrayContaining(["age", "young"]));
  expect(values(open).filter((v) => v?.startsWith("lot_"))).toEqual([]);
});

it("says how needs are spread, and tells everything in both languages", async () => {
  const { folder } = await opened(files);
  const session = await openSession({ project: folder, allowRead: [] }, () => now);
  const call = { signal: new AbortController().signal, progress: () => {} };
  const ran = await session.run({}, call);
  expect(ran.ok).toBe(true);
  const info = await session.info();
  const asked = await session.persona(
    { viewer: ownerOf("cli:test"), segmentation: "known", segment: "southern" },
    call,
  );
  if (!asked.ok) throw new Error(JSON.stringify(asked.errors));
  const { needs } = asked.value;
  const inSouth = people.filter((p) => ["Wuxi", "Ningbo"].includes(p.city));
  const shares = ["advice", "price", "speed"].map(
    (need) => inSouth.filter((p) => p.wants === need).length / inSouth.length,
  );
  expect(needs).toHaveLength(1);
  expect(needs[0]?.kinds).toBeCloseTo(1 / shares.reduce((s, x) => s + x * x, 0), 9);
  const text = (locale: string): string =>
    toText(
      {
        id: "",
        title: "",
        run: null,
        actions: [],
        blocks: personaBlocks(asked.value, info, { locale }),
      },
      { locale, width: 200 },
    );
  expect(text("en")).toContain("city is Wuxi more often (");
  expect(text("en")).toContain("wants: as if spread evenly over ");
  expect(text("zh-CN")).toContain("city为“Wuxi”的更多（占 ");
  const unknown = await session.persona(
    { viewer: ownerOf("cli:test"), segmentation: "known", segment: "southen" },
    call,
  );
  expect(unknown.ok ? [] : unknown.errors.map((p) => p.code)).toEqual(["unknown-segment"]);
  await session.close();
});
