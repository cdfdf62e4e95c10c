/**
 * Every check that comes with an example fails when what it guards is another number, and when its own number is another.
 * An example that is added is covered by itself.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addPreset } from "../../../packages/core/src/compute/project/add-preset.ts";
import type { Checked } from "../../../packages/core/src/compute/check/check-project.ts";
import { openProject } from "../../../packages/core/src/compute/project/project.ts";
import { presets } from "../../../packages/core/src/language/authoring/presets/preset-file.ts";
import type { Texts } from "../language/project.ts";
import {
  exampleNames,
  prepareExample,
  publicData,
  type PreparedExample,
} from "./prepared-example.ts";
import {
  scaled,
  testAt,
  thresholdsIn,
  tightened,
  withNumber,
  withoutRest,
  type Threshold,
} from "./threshold-mutations.ts";

/** Their checks find the pattern of the data; the sizes that would guard every number are still to be written (`scripts/sizes.ts`). */
const unguarded: readonly string[] = [
  "b2b",
  "bank",
  "ecommerce",
  "insurance",
  "internet",
  "travel",
];
const names = exampleNames().filter((name) => !unguarded.includes(name));
if (!names.includes("cdnow"))
  console.warn(`SKIPPED: the checks on public data need ${publicData} (or CLIENTELE_DATA)`);

/** What becomes of a check where the project says something else. */
type Verdict = "refused" | "fails" | "passes";

const verdictOf = ({ problems, outcomes }: Checked): Verdict =>
  problems.some((p) => p.severity === "error")
    ? "refused"
    : outcomes.some((o) => o.status === "failed")
      ? "fails"
      : "passes";

const failedIn = ({ outcomes }: Checked): readonly string[] =>
  outcomes.filter((o) => o.status === "failed").map((o) => o.name);

/** Other numbers that say the same of these customers. */
const equivalent: readonly string[] = [
  // Everybody's frequency is known, so what stands for an unknown one is never used.
  "segmentations/member_stage.yaml: when: coalesce(frequency, 0 → 1",
  "segmentations/member_stage.yaml: when: coalesce(frequency, 0 → -1",
  // Nobody kept goods for less than a pound.
  "segmentations/returns.yaml: when: monetary <= 0 → 1",
];

/** What else the examples could say that their checks must notice: the file, what is replaced, and by what. */
const rewordings: Readonly<Record<string, readonly (readonly [string, string, string])[]>> = {
  retail: [
    ["segmentations/care.yaml", "recency > 60", "recency > 61"],
    ["segmentations/care.yaml", "recency > 60", "recency >= 60"],
    ["clientele.yaml", "when: type = 'refund'", "when: type = 'return'"],
    ["segmentations/care.yaml", "class = 'business' and", "class = 'member' and"],
    [
      "checks/value.yaml",
      "segmentation: value\n    coverage: { at_least: 100%",
      "segmentation: care\n    coverage: { at_least: 100%",
    ],
    ["checks/value.yaml", "member_stage.newcomer", "member_stage.active"],
  ],
};

describe.each(names)("the checks of %s", (name) => {
  let example: PreparedExample;
  /** The tests that have been seen to fail. */
  const seen = new Set<string>();
  beforeAll(async () => {
    example = await prepareExample(name);
  });
  afterAll(() => example.close());

  const verdict = async (file: string, text: string): Promise<Verdict> => {
    const checked = await example.check({ [file]: text });
    for (const test of failedIn(checked)) seen.add(test);
    return verdictOf(checked);
  };
  const tried = async (file: string, text: string, threshold: Threshold, factor: number) => {
    const to = scaled(threshold.written, factor);
    const start = text.lastIndexOf("\n", threshold.start) + 1;
    const line = text.slice(start, threshold.end).trim();
    const told = `${file}: ${line} → ${to}`;
    return { told, verdict: await verdict(file, withNumber(text, threshold, to)) };
  };
  const filesIn = (folder: string): readonly (readonly [string, string])[] =>
    Object.entries(example.texts).filter(([file]) => file.startsWith(`${folder}/`));

  it("pass as they are shipped, and skip nothing", async () => {
    const { problems, outcomes } = await example.check();
    expect(problems.filter((p) => p.severity === "error")).toEqual([]);
    expect(outcomes.filter((o) => o.status !== "passed")).toEqual([]);
    expect(outcomes.length).toBeGreaterThan(0);
  });

  it("fail when a number of a segmentation is a quarter greater or a fifth smaller", async () => {
    const missed: string[] = [];
    for (const [file, text] of filesIn("segmentations"))
      for (const threshold of thresholdsIn(text)) {
        const far = await inTurn([1.25, 0.8], (f) => tried(file, text, threshold, f));
        // Shares in order leave little room: where a quarter is refused, a twentieth may show.
        const near = far.some((v) => v.verdict !== "refused")
          ? []
          : await inTurn([1.05, 0.95], (f) => tried(file, text, threshold, f));
        missed.push(...[...far, ...near].flatMap((v) => (v.verdict === "passes" ? v.told : [])));
      }
    expect(missed.filter((told) => !equivalent.includes(told))).toEqual([]);
  });

  it.each(rewordings[name] ?? [])("fail when %s says %s otherwise: %s", async (file, from, to) => {
    const text = example.texts[file] ?? "";
    expect(text).toContain(from);
    expect(await verdict(file, text.replace(from, to))).toBe("fails");
  });

  it("have each been seen to fail, by another number of their own or of what they guard", async () => {
    for (const [file, text] of filesIn("segmentations")) {
      const less = withoutRest(text);
      if (less !== text) await verdict(file, less);
    }
    const vacuous: string[] = [];
    for (const [file, text] of filesIn("checks"))
      for (const bound of thresholdsIn(text).filter((t) => !t.path.includes(".given."))) {
        const test = testAt(text, bound);
        const checked = await example.check({ [file]: tightened(text, bound) });
        for (const failed of failedIn(checked)) seen.add(failed);
        // Nothing is more than everybody: such a test must have failed by what it guards.
        if (!failedIn(checked).includes(test) && !seen.has(test))
          vacuous.push(`${file}: ${test}, ${bound.path} ${bound.written}`);
      }
    expect(vacuous).toEqual([]);
    const { outcomes } = await example.check();
    expect(outcomes.map((o) => o.name).filter((test) => !seen.has(test))).toEqual([]);
  });
});

describe("the checks that come with ready segmentations", () => {
  let example: PreparedExample;
  beforeAll(async () => {
    example = await prepareExample("retail", async (folder) => {
      for (const { id } of presets)
        await addPreset(openProject(folder), id, { name: `my_${id}`, locale: "en" });
    });
  });
  afterAll(() => example.close());

  it("pass, and fail when they ask for more or the segmentation holds less", async () => {
    const shipped = await example.check();
    expect(failedIn(shipped)).toEqual([]);
    const files = Object.keys(example.texts).filter((f) => f.startsWith("checks/my_"));
    expect(files.length).toBeGreaterThan(5);
    const vacuous: string[] = [];
    for (const file of files) {
      const text = example.texts[file] ?? "";
      const segmentation = file.replace("checks/", "segmentations/");
      const less = { [segmentation]: withoutRest(example.texts[segmentation] ?? "") };
      for (const bound of thresholdsIn(text)) {
        const failing = async (texts: Texts): Promise<boolean> =>
          (await example.check(texts)).outcomes.some(
            (o) => o.file === file && o.status === "failed",
          );
        if (!(await failing({ [file]: tightened(text, bound) })) && !(await failing(less)))
          vacuous.push(file);
      }
    }
    expect(vacuous).toEqual([]);
  });
});

async function inTurn<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  for (const item of items) done.push(await work(item));
  return done;
}
