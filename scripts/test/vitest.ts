import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "./command.ts";
import { oneFailed, type Counts } from "./counts.ts";

/** What we read of vitest's JSON report. */
type Report = {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly unknown[];
  }[];
};

/** Runs every vitest file. A file that cannot be loaded, or an error outside of any test, counts as one failure. */
export async function runVitest(): Promise<Counts> {
  const folder = await mkdtemp(join(tmpdir(), "clientele-test-"));
  const file = join(folder, "report.json");
  try {
    const { code } = await run([
      "vitest",
      "run",
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${file}`,
    ]);
    const report = await readReport(file);
    if (report === undefined) return oneFailed;
    const counts = countsOf(report);
    return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readReport(file: string): Promise<Report | undefined> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as Report; // vitest wrote it a moment ago
  } catch (error) {
    console.log(`vitest left no report: ${String(error)}`);
    return undefined;
  }
}

/** The report's counts; files that failed before their first test count as one each. */
function countsOf(report: Report): Counts {
  const broken = report.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.length === 0,
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}
