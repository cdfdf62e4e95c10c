/** Runs the same suite in a desktop VS Code: `VSCODE_EXECUTABLE=/path/to/code`, or a version that is downloaded. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runTests } from "@vscode/test-electron";
import { bundleSuite } from "./bundle-suite.ts";
import { writeProject } from "./project.ts";
import { closingLine, reportVariable, type Report } from "./report.ts";
import { buildExtension, extensionFolder } from "./rig.ts";

buildExtension("bundle.mjs");
const suite = await bundleSuite();
const project = writeProject();
const folder = mkdtempSync(join(tmpdir(), "clientele-report-"));
const file = join(folder, "report.json");
const executable = process.env["VSCODE_EXECUTABLE"];
try {
  await runTests({
    extensionDevelopmentPath: extensionFolder,
    extensionTestsPath: suite,
    extensionTestsEnv: { [reportVariable]: file },
    launchArgs: [project, "--disable-extensions", "--disable-workspace-trust"],
    ...(executable === undefined ? { version: "stable" } : { vscodeExecutablePath: executable }),
  });
} catch (error) {
  // It throws for failed tests, too; those are in the report.
  if (!existsSync(file)) throw error;
} finally {
  rmSync(project, { recursive: true, force: true });
}
const report = JSON.parse(readFileSync(file, "utf8")) as Report; // written by suite/index.ts
rmSync(folder, { recursive: true, force: true });
for (const { title, message } of report.failures) console.error(`failed: ${title}\n${message}\n`);
console.log(closingLine(report));
process.exitCode = report.failed === 0 ? 0 : 1;
