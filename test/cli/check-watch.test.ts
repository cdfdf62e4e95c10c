import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished } from "vitest";
import { temporaryProject } from "./temporary-project.ts";

const program = fileURLToPath(new URL("../../packages/core/src/cli/main.ts", import.meta.url));

it("checks again after each change of a file or of the data, until it is interrupted", async () => {
  const folder = temporaryProject({
    "checks/own.yaml": `check: own
tests:
  - { test: how many, segmentation: value, coverage: { at_least: 100% } }
  - { test: high, segment: value.high, customers: { at_least: 1, at_most: 1 } }
`,
  });
  const child = spawn(
    process.execPath,
    [
      "--conditions=source",
      "--disable-warning=ExperimentalWarning",
      program,
      "check",
      folder,
      "--watch",
    ],
    { env: { ...process.env, NO_COLOR: "1", LANG: "C" } },
  );
  onTestFinished(() => void child.kill("SIGKILL"));
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  const next = async (change: () => void): Promise<string> => {
    said = "";
    change();
    await expect.poll(() => said, { timeout: 30_000 }).toMatch(/\d+ passed[^]*(?:problem|error)/);
    return said;
  };
  expect(await next(() => {})).toMatch(/2 passed/);
  const file = join(folder, "segmentations/value.yaml");
  const text = readFileSync(file, "utf8");
  expect(
    await next(() => writeFileSync(file, text.replace("rest: true", "top: 99% of value"))),
  ).toMatch(/1 failed/);
  expect(await next(() => writeFileSync(file, text))).toMatch(/2 passed/);
  const ended = new Promise((resolve) => child.once("exit", (code) => resolve(code)));
  child.kill("SIGINT");
  expect(await ended).not.toBe(1);
});
