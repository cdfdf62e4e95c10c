/** Many mutations in few checks: each round changes files that know nothing of each other, and each failure names whose it is. */
import type { Checked } from "../../../packages/core/src/compute/check/check-project.ts";
import { scanYaml } from "../../../packages/core/src/language/authoring/scan-yaml.ts";
import { readWorkspace } from "../../../packages/core/src/language/authoring/workspace.ts";
import type { Texts } from "../language/project.ts";
import { publicData, type PreparedExample } from "./prepared-example.ts";
import { testAt, thresholdsIn, tightened, type Threshold } from "./threshold-mutations.ts";

/**
 * The segmentations of a project in groups whose members need nothing of each other, not even through metrics.
 *
 * @returns names of segmentations
 */
export function independentGroups({ project }: PreparedExample): readonly (readonly string[])[] {
  const { model } = readWorkspace(project.files, undefined, { CLIENTELE_DATA: publicData });
  if (model === undefined) throw new Error("the example has errors");
  const { needs } = model;
  const reached = (name: string): ReadonlySet<string> => {
    const all = new Set<string>();
    const visit = (at: string): void => {
      for (const next of needs[at] ?? [])
        if (!all.has(next)) {
          all.add(next);
          visit(next);
        }
    };
    visit(name);
    return all;
  };
  const groups: string[][] = [];
  for (const { name } of model.segmentations) {
    const apart = groups.find((group) =>
      group.every((other) => !reached(name).has(other) && !reached(other).has(name)),
    );
    if (apart === undefined) groups.push([name]);
    else apart.push(name);
  }
  return groups;
}

/** The check files without the tests that bring their own customers, which take the longest. */
export function withoutGiven(texts: Texts, segmentation: string): Texts {
  const checks = Object.entries(texts).filter(([file]) => file.startsWith("checks/"));
  return Object.fromEntries(
    checks.map(([file, text]) => {
      const [head = "", ...tests] = text.split(/^(?= {2}- test: )/m);
      const kept = tests.filter((test) => !/^ {4}given:/m.test(test));
      const harmless = `  - test: nothing\n    segmentation: ${segmentation}\n    coverage: { at_least: 0% }\n`;
      return [file, head + (kept.length === 0 ? harmless : kept.join(""))];
    }),
  );
}

/** The segmentations that failures on the project's data are about. */
export const blamedIn = ({ outcomes }: Checked): ReadonlySet<string> =>
  new Set(
    outcomes
      .flatMap((o) => o.failures)
      .flatMap(({ subject }) =>
        / · /.exec(subject) === null ? [] : [/^[^.\s]+/.exec(subject)?.[0] ?? ""],
      ),
  );

export type Bound = { readonly file: string; readonly test: string; readonly at: Threshold };

/** The numbers that a project's checks ask for, in rounds: a round has at most one of each test. */
export function boundsInRounds(
  texts: Texts,
  files: readonly string[],
): readonly (readonly Bound[])[] {
  const rounds: Bound[][] = [];
  for (const file of files) {
    const text = texts[file] ?? "";
    const taken = new Map<string, number>();
    for (const at of thresholdsIn(text).filter((t) => !t.path.includes(".given."))) {
      const test = testAt(text, at);
      const round = taken.get(test) ?? 0;
      taken.set(test, round + 1);
      (rounds[round] ??= []).push({ file, test, at });
    }
  }
  return rounds;
}

/** The check files of a round, each of whose bounds asks for more; `times` how much less a largest number becomes. */
export function tightenedRound(texts: Texts, round: readonly Bound[], times = 2): Texts {
  const files = [...new Set(round.map(({ file }) => file))];
  return Object.fromEntries(
    files.map((file) => [
      file,
      // From the last to the first, so that places stay where they were.
      round
        .filter((bound) => bound.file === file)
        .toSorted((a, b) => b.at.start - a.at.start)
        .reduce((text, { at }) => tightened(text, at, times), texts[file] ?? ""),
    ]),
  );
}

/** The name of the segmentation in a file. */
export function nameIn(text: string): string {
  const entry = scanYaml(text).find(({ path }) => path.join(".") === "segmentation");
  if (entry === undefined) throw new Error("no segmentation");
  return text.slice(entry.value.start, entry.value.end);
}
