import { existsSync } from "node:fs";
import { run } from "./command.ts";
import { oneFailed, onePassed, oneSkipped, parseCounts, type Counts } from "./counts.ts";
import { chromium, prepareSystem } from "./system.ts";
import { runVitest } from "./vitest.ts";

export type Part = "lint" | "unit" | "vscode";

export type Stage = {
  readonly title: string;
  /** The parts that it belongs to, for `--only`. */
  readonly parts: readonly Part[];
  /** Where it fails, nothing after it makes sense. */
  readonly essential?: boolean;
  readonly run: () => Promise<Counts>;
};

/** Everything that `npm test` does, in this order. */
export const stages: readonly Stage[] = [
  { title: "system", parts: ["unit", "vscode"], run: prepareSystem },
  {
    title: "build",
    parts: ["lint", "unit", "vscode"],
    essential: true,
    run: () => check("pnpm", "run", "-s", "build"),
  },
  { title: "lint", parts: ["lint"], run: () => check("oxlint", "--type-aware") },
  { title: "format", parts: ["lint"], run: () => check("oxfmt", "--check", ".") },
  { title: "unused code", parts: ["lint"], run: () => check("knip", "--no-progress") },
  { title: "unit, property and end-to-end tests", parts: ["unit"], run: runVitest },
  {
    title: "the extension in a real VS Code",
    parts: ["vscode"],
    run: () => editor("test/vscode/run-suite.ts"),
  },
  {
    title: "the packed extension, driven as a person would",
    parts: ["vscode"],
    run: () => editor("test/vscode/drive.ts"),
  },
];

async function check(...command: [string, ...string[]]): Promise<Counts> {
  return (await run(command)).code === 0 ? onePassed : oneFailed;
}

async function editor(script: string): Promise<Counts> {
  const absent = [script, chromium].find((path) => !existsSync(path));
  if (absent !== undefined) {
    console.log(`SKIPPED: there is no ${absent}`);
    return oneSkipped;
  }
  const flags = ["--conditions=source", "--disable-warning=ExperimentalWarning"];
  const { code, output } = await run([process.execPath, ...flags, script], { keep: true });
  const counts = parseCounts(output, "vscode: ");
  if (counts === undefined) {
    console.log(`${script} ended with ${code} before it could count its tests`);
    return oneFailed;
  }
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}
