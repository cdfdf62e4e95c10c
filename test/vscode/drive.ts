/**
 * Packs the extension, installs the .vsix and uses the workbench as a person does. Pictures go to `test/vscode/out/`.
 *
 *     node test/vscode/drive.ts [first|writing|publishing|chinese|untrusted|universal …]
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { firstRun } from "./drive/first-run.ts";
import { inChinese } from "./drive/in-chinese.ts";
import { inEnglish } from "./drive/in-english.ts";
import { publishing } from "./drive/publishing.ts";
import type { Step } from "./drive/steps.ts";
import { withoutEngine } from "./drive/without-engine.ts";
import { withoutTrust } from "./drive/without-trust.ts";
import { working } from "./drive/working.ts";
import { writeProject } from "./project.ts";
import { closingLine, together, type Report } from "./report.ts";
import {
  extensionFolder,
  here,
  installHost,
  obstacle,
  outFolder,
  startEditor,
  startWindow,
} from "./rig.ts";
import { Workbench } from "./drive/workbench.ts";

const reason = obstacle();
if (reason === undefined) {
  installHost();
  mkdirSync(outFolder, { recursive: true });
  const target = `${process.platform}-${process.arch}`;
  const vsix = process.env["VSIX"] ?? pack(target);
  const english = { locale: "en", trust: true } as const;
  const journeys: Readonly<Record<string, () => Drive>> = {
    first: () => ({ ...english, vsix, empty: true, steps: firstRun }),
    writing: () => ({ ...english, vsix, steps: [...inEnglish, ...working] }),
    publishing: () => ({ ...english, vsix, assistant: true, steps: publishing }),
    chinese: () => ({ vsix, locale: "zh-cn", trust: true, steps: inChinese }),
    untrusted: () => ({ vsix, locale: "en", trust: false, steps: withoutTrust }),
    universal: () => ({ ...english, vsix: pack("universal"), steps: withoutEngine }),
  };
  const chosen = process.argv.slice(2);
  const reports: Report[] = [];
  for (const [name, journey] of Object.entries(journeys))
    if (chosen.length === 0 || chosen.includes(name)) reports.push(await drive(journey()));
  const report = together(reports);
  console.log(closingLine(report));
  process.exitCode = report.failed === 0 ? 0 : 1;
} else {
  console.log(`SKIPPED: ${reason}`);
  console.log(closingLine({ passed: 0, failed: 0, skipped: 1, failures: [] }));
}

/** @returns the packed extension for a target */
function pack(target: string): string {
  const script = join(extensionFolder, "scripts/package.mjs");
  const args = [script, "--target", target, "--out", outFolder];
  const output = execFileSync(process.execPath, args, { encoding: "utf8" });
  console.log(output.trim());
  return output.trim().split("\n").at(-1) ?? "";
}

type Drive = {
  readonly vsix: string;
  readonly locale: string;
  readonly trust: boolean;
  readonly steps: readonly Step[];
  /** Whether the window opens without a folder; what is made goes into the empty folder of the workbench. */
  readonly empty?: boolean;
  /** Whether an extension that calls the tools of language models is there, too. */
  readonly assistant?: boolean;
};

/** Takes the steps one after the other; after one that fails the others are skipped. */
async function drive(journey: Drive): Promise<Report> {
  const { vsix, locale, trust, steps, empty = false, assistant = false } = journey;
  const project = empty ? mkdtempSync(join(tmpdir(), "clientele-first-")) : writeProject();
  const settings = { "window.commandCenter": false, "workbench.colorTheme": "Default Dark Modern" };
  const editor = await startEditor({ install: [vsix], locale, trust, settings });
  const window = await startWindow();
  const workbench = new Workbench(window.page, project);
  const failures: Report["failures"][number][] = [];
  let passed = 0;
  try {
    const shown = empty ? "ew=true" : `folder=${encodeURIComponent(project)}`;
    const also = [["extensionDevelopmentPath", editor.remote(join(here, "assistant"))]];
    const more = assistant ? `&payload=${encodeURIComponent(JSON.stringify(also))}` : "";
    await window.page.goto(`${editor.url}/?${shown}${more}`);
    for (const { title, run } of steps) {
      try {
        await run(workbench);
      } catch (error) {
        // Whatever a step throws is the finding of the test.
        const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
        failures.push({ title, message });
        console.error(`    ✗ ${title}\n${message}`);
        await workbench.picture(`failed-${locale}`);
        await workbench.command("Notifications: Show Notifications");
        await workbench.picture(`failed-${locale}-notifications`);
        break;
      }
      passed += 1;
      console.log(`    ✔ ${title}`);
    }
  } finally {
    await window.close();
    await editor.stop();
    rmSync(project, { recursive: true, force: true });
  }
  return {
    passed,
    failed: failures.length,
    skipped: steps.length - passed - failures.length,
    failures,
  };
}
