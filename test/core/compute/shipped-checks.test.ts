/**
 * Every check that comes with an example fails when what it guards is another number, and when its own number is another.
 * An example that is added is covered by itself. `CLIENTELE_EXAMPLES=all` tries all of them, which takes minutes.
 */
import fc from "fast-check";
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
  blamedIn,
  boundsInRounds,
  independentGroups,
  nameIn,
  tightenedRound,
  withoutGiven,
  type Bound,
} from "./mutation-rounds.ts";
import { scaled, thresholdsIn, withNumber, withoutRest } from "./threshold-mutations.ts";

const all = exampleNames();
/** One of these a day is tried, by the seed of the day, as all take minutes; `CLIENTELE_EXAMPLES=all` tries all. */
const inTurn: readonly string[] = [
  "b2b",
  "bank",
  "ecommerce",
  "insurance",
  "internet",
  "retail",
  "travel",
];
const first = (fc.readConfigureGlobal().seed ?? 0) % inTurn.length;
const names =
  process.env["CLIENTELE_EXAMPLES"] === "all"
    ? all
    : all.filter((name) => !inTurn.includes(name) || inTurn[first] === name);
if (!names.includes("cdnow"))
  console.warn(`SKIPPED: the checks on public data need ${publicData} (or CLIENTELE_DATA)`);

/** For a busy machine, in milliseconds. */
const patience = 300_000;

/** What becomes of a check where the project says something else. */
type Verdict = "refused" | "fails" | "passes";

/** A segmentation that says another number. */
type Mutation = {
  readonly file: string;
  readonly segmentation: string;
  /** Which number of which file. */
  readonly place: string;
  readonly told: string;
  readonly text: string;
};

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
  "retail/segmentations/member_stage.yaml: when: coalesce(frequency, 0 → 1",
  "retail/segmentations/member_stage.yaml: when: coalesce(frequency, 0 → -1",
  // Nobody kept goods for less than a pound.
  "online-retail-refunds/segmentations/returns.yaml: when: monetary <= 0 → 1",
  // Nobody's debts are nought or less.
  "bank/segmentations/arrears.yaml: among: class = 'personal' and debt_to_income > 0 → -1",
  "bank/segmentations/credit.yaml: among: class = 'personal' and debt_to_income > 0 → -1",
  // Who is younger was taken by the rule before.
  "bank/segmentations/generation.yaml: when: age >= 60 → 48",
  // One point in a hundred moves nobody over a threshold.
  "bank/segmentations/credit.yaml: unknown: 0 → 1",
  // Claims are told in whole days, and promoters in whole numbers.
  "insurance/segmentations/claims_attitude.yaml: among: slowest_claim > 0 → 1",
  "insurance/segmentations/claims_attitude.yaml: among: slowest_claim > 0 → -1",
  "insurance/segmentations/claims_attitude.yaml: among: slowest_claim > 0 and nps >= 0 → 1",
  "insurance/segmentations/claims_attitude.yaml: among: slowest_claim > 0 and nps >= 0 → -1",
  "insurance/segmentations/care.yaml: when: insured > 0 → -1",
  // Who never travelled has no season.
  "travel/segmentations/season.yaml: among: frequency > 0 → -1",
  // Everybody's frequency is known, so what stands for an unknown one is never used.
  "ecommerce/segmentations/browsing.yaml: when: coalesce(frequency, 0 → 1",
  "ecommerce/segmentations/browsing.yaml: when: coalesce(frequency, 0 → -1",
];

/** Numbers that no check of the example notices yet: the segments' sizes stay as they are. */
const unnoticed: readonly string[] = [
  // The generated travellers bought three times or more, or never.
  "travel/segmentations/travellers.yaml: among: frequency >= 2 → 3",
  "travel/segmentations/travellers.yaml: among: frequency >= 2 → 1",
  "internet/segmentations/paying.yaml: within: 180 → 225",
  "internet/segmentations/activation.yaml: among: age_of_account >= 45 → 36",
  // Where nobody's value lies between the old number and the new one.
  "b2b/segmentations/accounts.yaml: when: own_value = 'key' and share_of_wallet >= 0.35 → 0.44",
  "b2b/segmentations/own_value.yaml: - { id: key, title: { en: Key, zh-CN: 重点 }, at_least: 450000 → 360000",
  "b2b/segmentations/won.yaml: among: offers_made >= 2 → 1",
  "insurance/segmentations/attitude.yaml: - { id: detractor, title: { en: Detractors (0 to 6), zh-CN: 贬损者（0–6） }, when: nps < 7 → 9",
  "insurance/segmentations/care.yaml: when: insured > 0 and products = 1 and renewal >= 0.8 → 0.6",
  "ecommerce/segmentations/interest.yaml: - { id: audio, title: { en: Audio, zh-CN: 影音 }, when: looks_audio >= 0.5 → 0.4",
  "ecommerce/segmentations/interest.yaml: - { id: kitchen, title: { en: Kitchen, zh-CN: 厨房 }, when: looks_kitchen >= 0.5 → 0.4",
  "ecommerce/segmentations/interest.yaml: - { id: beauty, title: { en: Beauty, zh-CN: 美妆 }, when: looks_beauty >= 0.5 → 0.4",
  "ecommerce/segmentations/interest.yaml: - { id: books, title: { en: Books, zh-CN: 图书 }, when: looks_books >= 0.5 → 0.4",
  // A score that moves, while as many are first.
  "b2b/segmentations/targets.yaml: - { id: market, by: market.potential, scale: [-200, 400 → 320",
  "b2b/segmentations/targets.yaml: - { id: market, by: market.potential, scale: [-200, 400], unknown: 0 → 1",
  "b2b/segmentations/targets.yaml: - { id: growth, by: market.growth, scale: [-0.3, 0.2 → 0.3",
  "b2b/segmentations/targets.yaml: - { id: growth, by: market.growth, scale: [-0.3, 0.2 → 0.1",
  "b2b/segmentations/targets.yaml: - { id: growth, by: market.growth, scale: [-0.3, 0.2], unknown: 0 → 1",
  "b2b/segmentations/targets.yaml: - { id: open, by: open_wallet, rank: high, weight: 0.5 → 0.4",
  "b2b/segmentations/targets.yaml: - { id: open, by: open_wallet, rank: high, weight: 0.5, unknown: 0 → 1",
  "b2b/segmentations/targets.yaml: - { id: rivals, by: market.rivals, scale: [10, 0 → 1",
  "b2b/segmentations/targets.yaml: - { id: rivals, by: market.rivals, scale: [10, 0 → -1",
  "b2b/segmentations/targets.yaml: - { id: rivals, by: market.rivals, scale: [10, 0], unknown: 0 → 1",
  "b2b/segmentations/targets.yaml: - { id: engineers, by: market.engineers, scale: [-1, 8 → 10",
  "b2b/segmentations/targets.yaml: - { id: engineers, by: market.engineers, scale: [-1, 8], unknown: 0 → 1",
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
  }, patience);
  afterAll(() => example.close());

  const checked = async (texts: Texts): Promise<Checked> => {
    const result = await example.check(texts);
    for (const test of failedIn(result)) seen.add(test);
    return result;
  };
  /** What becomes of each mutation: a round takes the next of each segmentation of a group, and who is not noticed is tried alone. */
  const verdictsOf = async (
    mutations: readonly Mutation[],
  ): Promise<ReadonlyMap<Mutation, Verdict>> => {
    const found = new Map<Mutation, Verdict>();
    for (const group of independentGroups(example)) {
      const queues = group.map((one) => mutations.filter((m) => m.segmentation === one));
      const rounds = Math.max(0, ...queues.map((queue) => queue.length));
      for (let i = 0; i < rounds; i++) {
        const round = queues.flatMap((queue) => queue.slice(i, i + 1));
        const texts = Object.fromEntries(round.map(({ file, text }) => [file, text]));
        const tests = withoutGiven(example.texts, group[0] ?? "");
        const blamed = blamedIn(await checked({ ...tests, ...texts }));
        for (const mutation of round)
          found.set(
            mutation,
            blamed.has(mutation.segmentation)
              ? "fails"
              : verdictOf(await checked({ [mutation.file]: mutation.text })),
          );
      }
    }
    return found;
  };
  const filesIn = (folder: string): readonly (readonly [string, string])[] =>
    Object.entries(example.texts).filter(([file]) => file.startsWith(`${folder}/`));

  it(
    "pass as they are shipped, and skip nothing",
    async () => {
      const { problems, outcomes } = await example.check();
      expect(problems.filter((p) => p.severity === "error")).toEqual([]);
      expect(outcomes.filter((o) => o.status !== "passed")).toEqual([]);
      expect(outcomes.length).toBeGreaterThan(0);
    },
    patience,
  );

  it(
    "fail when a number of a segmentation is a quarter greater or a fifth smaller",
    async () => {
      const mutations = (factors: readonly number[]): readonly Mutation[] =>
        filesIn("segmentations").flatMap(([file, text]) =>
          thresholdsIn(text).flatMap((threshold) =>
            factors.map((factor) => {
              const to = scaled(threshold.written, factor);
              const start = text.lastIndexOf("\n", threshold.start) + 1;
              const line = text.slice(start, threshold.end).trim();
              return {
                file,
                segmentation: nameIn(text),
                place: `${file}:${threshold.start}`,
                told: `${name}/${file}: ${line} → ${to}`,
                text: withNumber(text, threshold, to),
              };
            }),
          ),
        );
      const far = await verdictsOf(mutations([1.25, 0.8]));
      const tried = new Set([...far].flatMap(([m, v]) => (v === "refused" ? [] : [m.place])));
      // Shares in order leave little room: where a quarter is refused, a twentieth may show.
      const near = await verdictsOf(mutations([1.05, 0.95]).filter((m) => !tried.has(m.place)));
      const missed = [...far, ...near].flatMap(([m, v]) => (v === "passes" ? [m.told] : []));
      expect(
        missed.filter((told) => !equivalent.includes(told) && !unnoticed.includes(told)),
      ).toEqual([]);
    },
    patience,
  );

  it.each(rewordings[name] ?? [])("fail when %s says %s otherwise: %s", async (file, from, to) => {
    const text = example.texts[file] ?? "";
    expect(text).toContain(from);
    expect(verdictOf(await checked({ [file]: text.replace(from, to) }))).toBe("fails");
  });

  it(
    "have each been seen to fail, by another number of their own or of what they guard",
    async () => {
      for (const [file, text] of filesIn("segmentations")) {
        const less = withoutRest(text);
        if (less !== text) await checked({ [file]: less });
      }
      const files = filesIn("checks").map(([file]) => file);
      const asked: Bound[] = [];
      for (const round of boundsInRounds(example.texts, files)) {
        const result = await checked(tightenedRound(example.texts, round));
        expect(verdictOf(result)).toBe("fails");
        const loose = round.filter(({ test }) => !failedIn(result).includes(test));
        if (loose.length === 0) continue;
        const again = failedIn(await checked(tightenedRound(example.texts, loose, 5)));
        asked.push(...loose.filter(({ test }) => !again.includes(test)));
      }
      const { outcomes } = await example.check();
      const unseen = (): readonly string[] =>
        outcomes.map((o) => o.name).filter((test) => !seen.has(test));
      // Tests that bring their own customers notice other numbers than those of the data.
      for (const factor of [3, 0.3])
        for (const [file, text] of filesIn("segmentations"))
          for (const threshold of thresholdsIn(text))
            if (unseen().length > 0)
              await checked({
                [file]: withNumber(text, threshold, scaled(threshold.written, factor)),
              });
      expect(unseen()).toEqual([]);
      // Nothing is more than everybody: such a test must have failed by what it guards.
      const vacuous = asked.filter(({ test }) => !seen.has(test));
      expect(
        vacuous.map(({ file, test, at }) => `${file}: ${test}, ${at.path} ${at.written}`),
      ).toEqual([]);
    },
    patience,
  );
});

describe("the checks that come with ready segmentations", () => {
  let example: PreparedExample;
  beforeAll(async () => {
    example = await prepareExample("retail", async (folder) => {
      for (const { id } of presets)
        await addPreset(openProject(folder), id, { name: `my_${id}`, locale: "en" });
    });
  }, patience);
  afterAll(() => example.close());

  it(
    "pass, and fail when they ask for more or the segmentation holds less",
    async () => {
      const shipped = await example.check();
      expect(failedIn(shipped)).toEqual([]);
      const files = Object.keys(example.texts).filter((f) => f.startsWith("checks/my_"));
      expect(files.length).toBeGreaterThan(5);
      const segmentations = files.map((file) => file.replace("checks/", "segmentations/"));
      const less = Object.fromEntries(
        segmentations.map((file) => [file, withoutRest(example.texts[file] ?? "")]),
      );
      const failing = async (texts: Texts): Promise<readonly string[]> => {
        const checked = await example.check(texts);
        expect(verdictOf(checked)).toBe("fails");
        return checked.outcomes.flatMap((o) =>
          o.status === "failed" ? [`${o.file}: ${o.name}`] : [],
        );
      };
      const short = await failing(less);
      const vacuous: string[] = [];
      for (const round of boundsInRounds(example.texts, files)) {
        const failed = [...short, ...(await failing(tightenedRound(example.texts, round)))];
        for (const { file, test, at } of round)
          if (!failed.includes(`${file}: ${test}`)) vacuous.push(`${file}: ${test}, ${at.path}`);
      }
      expect(vacuous).toEqual([]);
    },
    patience,
  );
});
