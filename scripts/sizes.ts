/**
 * Writes `checks/sizes.yaml` of an example whose data never change: how many customers each segment holds, within a hundredth.
 * `test/core/compute/shipped-checks.test.ts` asks that a check notices when any number of a segmentation changes.
 *
 *     node --conditions=source scripts/sizes.ts examples/bank
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { generateData } from "../packages/core/src/compute/project/templates.ts";

const folder = process.argv[2];
if (folder === undefined) throw new Error("which example?");
const main = fileURLToPath(new URL("../packages/core/src/cli/main.ts", import.meta.url));
// The data are made in a copy, so that the example stays as it is shipped.
const example = basename(resolve(folder));
const made = mkdtempSync(join(tmpdir(), "clientele-sizes-"));
const copy = join(made, example);
cpSync(folder, copy, { recursive: true, filter: (path) => !/\.clientele|[\\/]data$/.test(path) });
await generateData(copy, example);
const words = ["--conditions=source", main, "run", copy, "--json", ...process.argv.slice(3)];
const { stdout, stderr, status } = spawnSync(process.execPath, words, {
  encoding: "utf8",
  maxBuffer: 2 ** 28,
});
rmSync(made, { recursive: true, force: true });
if (status !== 0) throw new Error(`${example} does not run: ${stderr}`);

type Sizes = Readonly<
  Record<string, { readonly segments: Readonly<Record<string, { readonly customers: number }>> }>
>;
const { segmentations } = JSON.parse(stdout) as { readonly segmentations: Sizes }; // what `run --json` promises
const tests = Object.entries(segmentations).flatMap(([name, { segments }]) =>
  Object.entries(segments).map(([id, { customers }]) => {
    const [low, high] = [Math.floor(customers * 0.99), Math.ceil(customers * 1.01)];
    return `  - test: ${name}.${id} is as large as it was
    segment: ${name}.${id}
    customers: { at_least: ${low}, at_most: ${high} }
`;
  }),
);
writeFileSync(
  join(folder, "checks/sizes.yaml"),
  `# The data are the same wherever they are made: so are these, until somebody changes what a segment means.
check: sizes
title: { en: Sizes, zh-CN: 客群规模 }
tests:
${tests.join("")}`,
);
