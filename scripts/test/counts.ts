/** How many tests, or whole checks, ended which way. */
export type Counts = {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
};

export const nothing: Counts = { passed: 0, failed: 0, skipped: 0 };
export const onePassed: Counts = { ...nothing, passed: 1 };
export const oneFailed: Counts = { ...nothing, failed: 1 };
export const oneSkipped: Counts = { ...nothing, skipped: 1 };

/**
 * Both counts together.
 *
 * @example add(onePassed, oneFailed) // => { passed: 1, failed: 1, skipped: 0 }
 */
export const add = (a: Counts, b: Counts): Counts => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
});

/**
 * The line that a person and a machine read.
 *
 * @example sentence(onePassed) // => "1 passed, 0 failed, 0 skipped"
 */
export const sentence = ({ passed, failed, skipped }: Counts): string =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`;

/**
 * Reads the last such line with the given prefix out of a program's output.
 *
 * @param output what the program printed; colours do no harm
 * @param prefix what stands before it on the line, e.g. `vscode: `
 * @returns `undefined` where there is none
 * @example parseCounts("vscode: 3 passed, 0 failed, 1 skipped\n", "vscode: ")?.passed // => 3
 */
export function parseCounts(output: string, prefix: string): Counts | undefined {
  const line = output
    .split("\n")
    .map((text) => text.trim())
    .findLast((text) => text.startsWith(prefix));
  const found = /^(\d+) passed, (\d+) failed, (\d+) skipped$/.exec(
    line?.slice(prefix.length) ?? "",
  );
  if (found === null) return undefined;
  return { passed: Number(found[1]), failed: Number(found[2]), skipped: Number(found[3]) };
}
