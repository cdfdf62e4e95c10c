/** Runs the Mocha suite inside the extension host of a real VS Code, in English, in Chinese, and in a folder that is not trusted. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleSuite } from "./bundle-suite.ts";
import { writeProject } from "./project.ts";
import {
  closingLine,
  onlyVariable,
  reportVariable,
  suitesVariable,
  together,
  type Report,
} from "./report.ts";
import {
  buildExtension,
  extensionFolder,
  installHost,
  obstacle,
  startEditor,
  startWindow,
  type Editor,
} from "./rig.ts";

const debug = process.env["DEBUG"] !== undefined;
const patience = Number(process.env["SUITE_TIMEOUT"] ?? 600_000);

const reason = obstacle();
if (reason === undefined) {
  installHost();
  buildExtension("bundle.mjs");
  const suite = await bundleSuite();
  const chosen = process.env["VSCODE_LOCALE"];
  const reports: Report[] = [];
  for (const locale of chosen === undefined ? ["en", "zh-cn"] : [chosen])
    reports.push(await runSuite(suite, locale, true));
  if (chosen === undefined) reports.push(await runSuite(suite, "en", false));
  const report = together(reports);
  for (const { title, message } of report.failures) console.error(`failed: ${title}\n${message}\n`);
  console.log(closingLine(report));
  process.exitCode = report.failed === 0 ? 0 : 1;
} else {
  console.log(`SKIPPED: ${reason}`);
  console.log(closingLine({ passed: 0, failed: 0, skipped: 1, failures: [] }));
}

async function runSuite(suite: string, locale: string, trust: boolean): Promise<Report> {
  const project = writeProject();
  const folder = mkdtempSync(join(tmpdir(), "clientele-report-"));
  const file = join(folder, "report.json");
  const suites = trust ? "" : "trust";
  const only = process.env["ONLY"] ?? "";
  const env = { [reportVariable]: file, [suitesVariable]: suites, [onlyVariable]: only };
  // The web saves by itself a second after typing; the tests say when.
  const settings = { "files.autoSave": "off" };
  const editor = await startEditor({ locale, trust, env, settings });
  try {
    const problem = await openAndWait(editor, suite, project);
    if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as Report; // written by suite/index.ts
    const message = `${problem ?? "no report was written"}\n${editor.log().slice(-3000)}`;
    return {
      passed: 0,
      failed: 1,
      skipped: 0,
      failures: [{ title: `the suite in ${locale}`, message }],
    };
  } finally {
    await editor.stop();
    for (const path of [project, folder]) rmSync(path, { recursive: true, force: true });
  }
}

/** Opens the workbench, which runs the suite. @returns what kept it from ending; `undefined` when it has ended */
async function openAndWait(
  editor: Editor,
  suite: string,
  project: string,
): Promise<string | undefined> {
  const window = await startWindow();
  const { page } = window;
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  const timer = setTimeout(() => resolve(`it did not end within ${patience} ms`), patience);
  page.on("crash", () => resolve("the page crashed"));
  if (debug)
    page.on("console", (message) => console.error("console:", message.text().slice(0, 300)));
  // The editor calls both where it is started with --enable-smoke-test-driver.
  await page.exposeFunction("codeAutomationLog", (_: string, args: readonly unknown[]) => {
    if (debug || /^(\s+(✔|✓|\d+\))|TEST )/.test(String(args[0]))) console.log(...args);
  });
  await page.exposeFunction("codeAutomationExit", () => resolve(undefined));
  const payload = JSON.stringify([
    ["extensionDevelopmentPath", editor.remote(extensionFolder)],
    ["extensionTestsPath", editor.remote(suite)],
    ["skipWelcome", "true"],
    ["skipReleaseNotes", "true"],
  ]);
  await page.goto(
    `${editor.url}/?folder=${encodeURIComponent(project)}&payload=${encodeURIComponent(payload)}`,
  );
  const problem = await promise;
  clearTimeout(timer);
  const shot = process.env["SHOT"];
  if (problem !== undefined && shot !== undefined) await page.screenshot({ path: shot });
  await window.close();
  return problem;
}
