import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openSession, type Session } from "../../../packages/core/src/host/session.ts";
import type {
  Overlay,
  PreviewResult,
  RunSummary,
} from "../../../packages/core/src/host/protocol.ts";
import type { Result } from "../../../packages/core/src/result.ts";

const config = (metric: string): string => `clientele: 1
name: Generated
as_of: 2026-11-18
sources:
  customers: { from: data/customers.csv, key: id, label: name }
  transactions: { from: data/t.csv, customer: customer, order: order_no, time: day, amount: amount }
metrics:
  large: { value: "${metric}" }
`;

type Edit = {
  readonly days: number;
  readonly orders: number;
  readonly spent: number;
  readonly top: number;
  readonly within: number;
  readonly over: number;
  readonly swap: boolean;
};

/** The segmentations of an edit; `over` changes a metric that the base has not computed. */
const texts = (e: Edit): Overlay => ({
  "clientele.yaml": config(`sum(amount) filter (where amount > ${e.over})`),
  "segmentations/first.yaml": `segmentation: first
kind: rules
assign: first
segments:
  - { id: recent, when: recency <= ${e.days} }
  - { id: ${e.swap ? "spender" : "large"}, when: monetary > ${e.spent} or large > ${e.spent} }
`,
  "segmentations/all.yaml": `segmentation: all_of
kind: rules
assign: all
segments:
  - { id: often, when: frequency >= ${e.orders} }
  - { id: best, when: value = 'high' and recency <= ${e.days} }
  - { id: others, else: true }
`,
  "segmentations/value.yaml": `segmentation: value
kind: tiers
by: monetary
within: ${e.within} days
tiers:
  - { id: high, top: ${e.top}% of value }
  - { id: mid, top: ${e.top + 5}% of ${e.swap ? "customers" : "value"} }
  - { id: low, rest: true }
`,
  "segmentations/rfm.yaml": `segmentation: rfm
kind: rfm
within: ${e.within} days
`,
});

const edit: fc.Arbitrary<Edit> = fc.record({
  days: fc.integer({ min: 1, max: 200 }),
  orders: fc.integer({ min: 1, max: 6 }),
  spent: fc.integer({ min: 0, max: 400 }),
  top: fc.integer({ min: 5, max: 90 }),
  within: fc.constantFrom(60, 180, 365),
  over: fc.constantFrom(10, 10, 60),
  swap: fc.boolean(),
});
const start: Edit = {
  days: 30,
  orders: 2,
  spent: 100,
  top: 50,
  within: 180,
  over: 10,
  swap: false,
};

const folder = mkdtempSync(join(realpathSync(tmpdir()), "clientele-preview-"));
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));

function write(files: Overlay): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

const call = { signal: new AbortController().signal, progress: () => {} };
function sure<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.value;
}

let session: Session;
beforeAll(async () => {
  const names = Array.from({ length: 60 }, (_, i) => `C${i}`);
  const lines = Array.from({ length: 400 }, (_, i) => {
    const day = new Date(Date.UTC(2026, 0, 5 + ((i * 37) % 315))).toISOString().slice(0, 10);
    return `C${(i * i) % 55},O${i},${day},${((i * 7919) % 9000) / 100}`;
  });
  write({
    ...texts(start),
    "data/customers.csv": ["id,name", ...names.map((n) => `${n},Name ${n}`)].join("\n"),
    "data/t.csv": ["customer,order_no,day,amount", ...lines].join("\n"),
  });
  session = await openSession(
    { project: folder, allowRead: [] },
    () => new Date("2026-11-21T12:00:00Z"),
  );
  sure(await session.run({ publish: { by: "test", why: "" } }, call));
});
afterAll(() => session.close());

/** Sizes, shares and revenue, as a run tells them. */
const figures = (preview: PreviewResult): RunSummary["segmentations"] =>
  Object.fromEntries(
    preview.segmentations.map((s) => [
      s.id,
      {
        segments: Object.fromEntries(
          s.segments.map(({ id, customers, share, revenue }) => [
            id,
            { customers, share, revenue },
          ]),
        ),
      },
    ]),
  );

/** Opening + joined − left, for each segment that both know. */
function expectBalanced({ segmentations }: PreviewResult): void {
  for (const { segments, moves } of segmentations)
    for (const { id, customers, before } of segments) {
      if (before === null) continue;
      const joined = moves.filter((m) => m.to === id).reduce((sum, m) => sum + m.customers, 0);
      const left = moves.filter((m) => m.from === id).reduce((sum, m) => sum + m.customers, 0);
      expect({ id, closing: before + joined - left }).toEqual({ id, closing: customers });
    }
}

it(
  "a preview of unsaved text counts what a run of it would count",
  { timeout: 240_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(edit, async (e) => {
        const previewed = sure(await session.preview({ panel: "p", overlay: texts(e) }, call));
        expect(previewed.problems.filter((p) => p.severity === "error")).toEqual([]);
        expectBalanced(previewed);
        write(texts(e));
        const { customers, segmentations } = sure(await session.run({}, call));
        expect(previewed.customers).toBe(customers);
        expect(figures(previewed)).toEqual(segmentations);
      }),
      { numRuns: 15, examples: [[start], [{ ...start, over: 60 }]] },
    );
  },
);

it("an edit that is taken back counts as before", async () => {
  const counts = async (e: Edit) =>
    figures(sure(await session.preview({ panel: "p", overlay: texts(e) }, call)));
  const first = await counts(start);
  const other = await counts({ ...start, days: 100, over: 60 });
  expect(other).not.toEqual(first);
  expect(await counts(start)).toEqual(first);
});
