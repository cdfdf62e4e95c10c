/** What a run of the suite writes for its caller. */
export type Report = {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly failures: readonly { readonly title: string; readonly message: string }[];
};

/** The variable that names the report's file inside the extension host. */
export const reportVariable = "CLIENTELE_TEST_REPORT";
/** The variable that names the suites: `trust` for those of a folder that is not trusted, else all others. */
export const suitesVariable = "CLIENTELE_TEST_SUITES";
/** The variable with a pattern of the titles of tests that are run; all where it is empty. */
export const onlyVariable = "CLIENTELE_TEST_ONLY";

/** The last line that a run prints. @example closingLine({ passed: 3, failed: 0, skipped: 1, failures: [] }) // => "vscode: 3 passed, 0 failed, 1 skipped" */
export const closingLine = ({ passed, failed, skipped }: Report): string =>
  `vscode: ${passed} passed, ${failed} failed, ${skipped} skipped`;

/** Several runs as one. */
export const together = (reports: readonly Report[]): Report => ({
  passed: sum(reports.map((r) => r.passed)),
  failed: sum(reports.map((r) => r.failed)),
  skipped: sum(reports.map((r) => r.skipped)),
  failures: reports.flatMap((r) => r.failures),
});

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
