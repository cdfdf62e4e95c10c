/** Previews evaluate only the rules that an edit leaves open; they must count as if all were. */
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
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

const project = `clientele: 1
name: Edited rules
as_of: 2026-11-18
sources:
  transactions: { from: data/t.csv, customer: customer, order: order_no, time: day, amount: amount }
metrics:
  factor: { value: monetary * METRIC }
`;

type Edited = {
  readonly metric: number;
  readonly rules: readonly (readonly [id: string, when: string])[];
  readonly last: boolean;
  readonly among: string | null;
};

const segmentation = (name: string, assign: string, e: Edited): string =>
  [
    `segmentation: ${name}`,
    "kind: rules",
    `assign: ${assign}`,
    ...(e.among === null ? [] : [`among: ${e.among}`]),
    "segments:",
    ...e.rules.map(([id, when]) => `  - { id: ${id}, when: "${when}" }`),
    ...(e.last ? ["  - { id: others, else: true }"] : []),
    "",
  ].join("\n");

const texts = (e: Edited): Overlay => ({
  "clientele.yaml": project.replace("METRIC", String(e.metric)),
  "segmentations/first.yaml": segmentation("first_one", "first", e),
  "segmentations/all.yaml": segmentation("all_of", "all", e),
});

const whens = [
  "recency < 30",
  "recency < 200",
  "monetary > 150",
  "monetary > 400",
  "frequency >= 4",
  "frequency >= 9",
  "factor > 500",
  "monetary > 1000000",
];
const ids = ["a", "b", "c", "d", "e", "f"];

const edited: fc.Arbitrary<Edited> = fc.record({
  metric: fc.constantFrom(2, 2, 3),
  rules: fc
    .tuple(
      fc.shuffledSubarray(ids, { minLength: 1 }),
      fc.array(fc.constantFrom(...whens), { minLength: 6, maxLength: 6 }),
    )
    .map(([names, rules]) => names.map((id, i) => [id, rules[i] ?? "recency < 1"] as const)),
  last: fc.boolean(),
  among: fc.constantFrom(null, null, null, "frequency >= 2"),
});

const start: Edited = {
  metric: 2,
  rules: ids.map((id, i) => [id, whens[i] ?? ""] as const),
  last: true,
  among: null,
};

const folder = mkdtempSync(join(realpathSync(tmpdir()), "clientele-edited-"));
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));

function write(files: Overlay, into = folder): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(into, path)), { recursive: true });
    writeFileSync(join(into, path), text);
  }
}
const open = (place: string): Promise<Session> =>
  openSession({ project: place, allowRead: [] }, () => new Date("2026-11-21T12:00:00Z"));
const data = (rows: number): Overlay => {
  const lines = Array.from({ length: rows }, (_, i) => {
    const day = new Date(Date.UTC(2026, 0, 5 + ((i * 37) % 315))).toISOString().slice(0, 10);
    return `C${(i * i) % 55},O${i},${day},${((i * 7919) % 9000) / 100}`;
  });
  return { "data/t.csv": ["customer,order_no,day,amount", ...lines].join("\n") };
};

const call = { signal: new AbortController().signal, progress: () => {} };
function sure<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.value;
}

let session: Session;
let published: RunSummary;
beforeAll(async () => {
  write({ ...data(300), ...texts(start) });
  session = await open(folder);
  published = sure(await session.run({ publish: { by: "test", why: "" } }, call));
});
afterAll(() => session.close());

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
        ...(s.outside === undefined ? {} : { outside: s.outside }),
      },
    ]),
  );

/** What was published, and opening + joined − left = closing. */
function expectBefore({ segmentations }: PreviewResult): void {
  for (const { id, segments, moves } of segmentations)
    for (const segment of segments) {
      const earlier = published.segmentations[id]?.segments[segment.id]?.customers ?? null;
      expect(segment.before).toBe(earlier);
      if (earlier === null) continue;
      const joined = moves.filter((m) => m.to === segment.id);
      const left = moves.filter((m) => m.from === segment.id);
      const count = (some: typeof moves) => some.reduce((sum, m) => sum + m.customers, 0);
      expect(earlier + count(joined) - count(left)).toBe(segment.customers);
    }
}

it(
  "rules that are added, changed, moved and taken away count as in a run",
  { timeout: 240_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(edited, async (e) => {
        const previewed = sure(await session.preview({ panel: "p", overlay: texts(e) }, call));
        expectBefore(previewed);
        write(texts(e));
        const { segmentations } = sure(await session.run({}, call));
        expect(figures(previewed)).toEqual(segmentations);
      }),
      {
        numRuns: 25,
        examples: [
          [{ ...start, rules: [["a", "recency < 31"], ...start.rules.slice(1)] }],
          [{ ...start, rules: start.rules.toSpliced(2, 1) }],
          [{ ...start, rules: start.rules.toSpliced(1, 0, ["g", "factor > 100"]) }],
          [{ ...start, rules: start.rules.toReversed(), last: false }],
          [{ ...start, among: "frequency >= 2" }],
          [{ ...start, metric: 3 }],
        ],
      },
    );
  },
);

it(
  "they count as in a run where the data changed since, and moves are told against what was published",
  { timeout: 240_000 },
  async () => {
    const [later, anew] = [join(folder, "later"), join(folder, "anew")];
    for (const part of [".clientele", "clientele.yaml", "segmentations"])
      cpSync(join(folder, part), join(later, part), { recursive: true });
    for (const place of [later, anew]) write(data(420), place);
    write(texts(start), anew);
    const [editing, running] = [await open(later), await open(anew)];
    try {
      const reads: (string | undefined)[] = [];
      const progress = ({ stage }: { readonly stage: string }): void => void reads.push(stage);
      const count = async (e: Edited): Promise<PreviewResult> =>
        sure(await editing.preview({ panel: "p", overlay: texts(e) }, { ...call, progress }));
      await count(start);
      expect(reads).toContain("ingest");
      reads.length = 0;
      await fc.assert(
        fc.asyncProperty(edited, async (e) => {
          const previewed = await count(e);
          expectBefore(previewed);
          write(texts(e), anew);
          const { segmentations } = sure(await running.run({}, call));
          expect(figures(previewed)).toEqual(segmentations);
        }),
        {
          numRuns: 10,
          examples: [
            [{ ...start, rules: [["a", "recency < 31"], ...start.rules.slice(1)] }],
            [{ ...start, rules: start.rules.toSpliced(1, 1, ["z", "monetary > 100"]) }],
            [{ ...start, metric: 3 }],
          ],
        },
      );
      expect(reads).not.toContain("ingest");
    } finally {
      await editing.close();
      await running.close();
    }
  },
);
