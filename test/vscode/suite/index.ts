/** What the extension host loads: runs the Mocha suite there and writes a report. */
import { writeFileSync } from "node:fs";
import Mocha from "mocha";
import { env } from "vscode";
import { onlyVariable, reportVariable, suitesVariable, type Report } from "../report.ts";

export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: "bdd", timeout: 30_000, color: false, reporter: "spec" });
  const only = process.env[onlyVariable] ?? "";
  if (only !== "") mocha.grep(new RegExp(only));
  mocha.suite.emit("pre-require", globalThis, "suite", mocha);
  if (process.env[suitesVariable] === "trust") await import("./trust.suite.ts");
  else {
    await import("./language.suite.ts");
    await import("./authoring.suite.ts");
    await import("./counts.suite.ts");
    await import("./checks.suite.ts");
    await import("./working.suite.ts");
    await import("./assistants.suite.ts");
    await import("./disputes.suite.ts");
    await import("./projects.suite.ts");
    await import("./robust.suite.ts");
    // It is about what happens, not about words, and takes its time.
    if (env.language === "en") await import("./harsh.suite.ts");
    await import("./words.suite.ts");
  }
  const report = await execute(mocha);
  const file = process.env[reportVariable];
  if (file === undefined) throw new Error(`unreachable: ${reportVariable} is not set`);
  writeFileSync(file, JSON.stringify(report));
  if (report.failed > 0) throw new Error(`${report.failed} tests failed`);
}

function execute(mocha: Mocha): Promise<Report> {
  return new Promise((resolve) => {
    let passed = 0;
    let skipped = 0;
    const failures: Report["failures"][number][] = [];
    mocha
      .run(() => resolve({ passed, failed: failures.length, skipped, failures }))
      .on("pass", () => (passed += 1))
      .on("pending", () => (skipped += 1))
      .on("fail", (test, error: Error) => {
        const failure = { title: test.fullTitle(), message: error.stack ?? error.message };
        console.log(`TEST failed: ${failure.title}\n${failure.message}`);
        failures.push(failure);
      });
  });
}
