import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { openSession } from "../../../packages/core/src/host/session.ts";
import { personaBlocks, toText } from "../../../packages/core/src/views/index.ts";
import { build, catalogOf, found, projectText } from "../language/project.ts";
import { opened } from "../sources/computed.ts";
import { ownerOf } from "../../../packages/core/src/viewer.ts";

const now = (): Date => new Date("2026-11-21T12:00:00Z");
const call = { signal: new AbortController().signal, progress: () => {} };

const files = {
  "clientele.yaml": `clientele: 1
name: Figures
currency: EUR
as_of: 2026-11-18
sources:
  customers: { from: c.csv, key: id }
  transactions: { from: t.csv, customer: id, order: no, time: day, amount: amount, margin: amount * 0.5 }
  surveys: { kind: scores, from: s.csv, customer: id, time: day, score: nps, scale: [0, 10] }
metrics:
  kept: { value: retained, within: 30 days }
  again: { value: repurchased, within: 30 days }
`,
  "segmentations/place.yaml": `segmentation: place
kind: rules
segments:
  - { id: wuxi, when: city = 'Wuxi' }
  - { id: others, else: true }
`,
  "c.csv": "id,city\na,Wuxi\nb,Wuxi\nc,Wuxi\nd,Wuxi\ne,Suzhou\nf,Suzhou\n",
  "t.csv": `id,no,day,amount
a,1,2026-09-25,100
a,2,2026-10-10,50
a,3,2026-11-10,30
b,4,2026-09-25,20
c,5,2026-11-18,100
e,6,2026-09-30,10
`,
  "s.csv":
    "id,day,nps\na,2026-11-01,10\nb,2026-11-01,9\nc,2026-11-01,6\nd,2026-11-01,8\nf,2026-11-01,2\n",
};

async function figuresOf(texts: Readonly<Record<string, string>>) {
  const { folder } = await opened(texts);
  const session = await openSession({ project: folder, allowRead: [] }, now);
  const ran = await session.run({}, call);
  if (!ran.ok) throw new Error(JSON.stringify(ran.errors));
  const told = await session.persona(
    { viewer: ownerOf("cli:test"), segmentation: "place", segment: "wuxi" },
    call,
  );
  const info = await session.info();
  await session.close();
  if (!told.ok) throw new Error(JSON.stringify(told.errors));
  return { persona: told.value, info };
}

// By hand, D 2026-11-18: the window before is (19 September, 19 October]; a bought in it and after, b and e only in it.
it("tells retention, repurchase, NPS, conversion and spend of a segment beside the others", async () => {
  const { persona, info } = await figuresOf(files);
  expect(persona.figures).toEqual([
    { name: "conversion", of: null, segment: 0.75, others: 0.5 },
    { name: "spend", of: null, segment: 75, others: 5 },
    { name: "margin", of: null, segment: 37.5, others: 2.5 },
    { name: "mean_order", of: null, segment: 60, others: 10 },
    { name: "retention", of: "30", segment: 0.5, others: 0 },
    { name: "repurchase", of: "30", segment: 0.5, others: 0 },
    { name: "nps", of: "nps", segment: 25, others: -100 },
  ]);
  const text = (locale: string): string =>
    toText(
      {
        id: "",
        title: "",
        run: null,
        actions: [],
        blocks: personaBlocks(persona, info, { locale }),
      },
      { locale },
    );
  expect(text("en")).toMatch(/Retention, 30 days\s+50\.0 %\s+0 %/);
  expect(text("zh-CN")).toMatch(/留存率（30 天）\s+50\.0%\s+0%/);
});

it("lets a project's own names come before those that are computed where they are named", async () => {
  const own = files["clientele.yaml"].replace(
    /metrics:[\s\S]*/,
    "metrics:\n  retained: { value: frequency + 100 }\n  seen: { value: retained }\n",
  );
  const { persona, info } = await figuresOf({ ...files, "clientele.yaml": own });
  expect(persona.figures.map((f) => f.name)).not.toContain("retention");
  expect(info.metrics.find((m) => m.id === "retained")).toMatchObject({ type: "number" });
  expect(info.metrics.filter((m) => m.id.startsWith("retained_"))).toEqual([]);
});

it("documents ready formulas that can be written as they stand", () => {
  const page = readFileSync(new URL("../../../docs/methods.md", import.meta.url), "utf8");
  const block = /```yaml\n(metrics:\n  online_share[\s\S]*?)```/.exec(page)?.[1] ?? "";
  const texts = {
    "clientele.yaml": projectText(`  customers: { from: c.csv, key: id }\n${block}`),
  };
  const catalog = catalogOf({
    customers: { id: "text", wallet: "number" },
    transactions: { c: "text", t: "timestamp", a: "number", channel: "text", category: "text" },
  });
  expect(found(texts, catalog)).toEqual([]);
  expect(build(texts, catalog).model?.metrics.map((m) => m.value.type)).toEqual([
    "number",
    "number",
    "text",
    "text",
    "number",
    "number",
    "number",
    "boolean",
    "number",
  ]);
});
