/** What shares came to in the run that answers, as an editor shows it behind them. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { clientele } from "../../cli/clientele.ts";
import { startEditor, type Editor } from "./client.ts";

const rows = (times: number): string =>
  Array.from({ length: 10 }, (_, i) => `c${i},2026-01-0${(i % 9) + 1},${(i + 1) * times}\n`).join(
    "",
  );

const files = {
  "clientele.yaml": `clientele: 1
name: Shop
as_of: 2026-02-01
sources:
  customers: { from: c.csv, key: id }
  transactions: { from: t.csv, customer: customer, time: day, amount: amount }
`,
  "c.csv": `id,city\n${Array.from({ length: 10 }, (_, i) => `c${i},${i % 2}\n`).join("")}`,
  "t.csv": `customer,day,amount\n${rows(100)}`,
  "segmentations/value.yaml": `segmentation: value
kind: tiers
by: monetary
within: 365 days
tiers:
  - { id: high, top: 20% of customers }
  - { id: mid, top: 50% of value }
  - { id: low, rest: true }
`,
  "segmentations/apart.yaml": `segmentation: apart
kind: tiers
by: monetary
within: 365 days
within_each: city
tiers: [{ id: high, top: 20% of customers }, { id: low, rest: true }]
`,
  "segmentations/grid.yaml": `segmentation: grid
kind: matrix
rows:
  by: monetary
  bands: [{ id: up, top: 30% of customers }, { id: down, rest: true }]
columns: { by: monetary / 1000, quantiles: 5 }
`,
  "segmentations/points.yaml": `segmentation: points
kind: score
groups:
  - id: g
    title: G
    criteria: [{ id: m, title: M, by: monetary, scale: [0, 1000] }]
segments:
  - { id: best, top: 10% of customers }
  - { id: rest, rest: true }
`,
} as const;

let editor: Editor | undefined;
afterEach(async () => {
  await editor?.close();
  editor = undefined;
});

it("hints at the values that tiers, bands, quantiles and scores begin with, and at those of the next run", async () => {
  const current = await startEditor(files, { words: ["--data"] });
  editor = current;
  const hints = async (path: string): Promise<readonly string[]> => {
    const range = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
    const found = await current.connection.sendRequest<
      readonly { readonly label: string; readonly position: { readonly line: number } }[]
    >("textDocument/inlayHint", { textDocument: { uri: current.uri(path) }, range });
    return found.map(({ label, position }) => `${position.line} ${label}`);
  };
  for (const [path, text] of Object.entries(files))
    if (path.startsWith("segmentations/")) await current.open(path, text);
  const value = "segmentations/value.yaml";
  expect(await hints(value)).toEqual([]);
  expect((await clientele(["run", current.folder, "--publish"])).error).toBe("");
  // Of 100, 200 … 1000: the two highest are a fifth of ten; 1000 + 900 + 800 are less than half of 5500, with 700 it is more.
  await expect.poll(() => hints(value), { timeout: 30_000 }).toEqual(["5 ≥ 900", "6 ≥ 700"]);
  expect(await hints("segmentations/grid.yaml")).toEqual(["4 ≥ 800", "5 ≥ 0.3, 0.5, 0.7, 0.9"]);
  expect(await hints("segmentations/points.yaml")).toEqual(["7 ≥ 100"]);
  // Who is ranked apart has a cut in each group.
  expect(await hints("segmentations/apart.yaml")).toEqual([]);
  // What is being typed was not run.
  await current.change(value, files[value].replace("20%", "30%"));
  expect(await hints(value)).toEqual([]);
  await current.change(value, `# a comment\n${files[value]}`);
  expect(await hints(value)).toEqual(["6 ≥ 900", "7 ≥ 700"]);
  await current.change(value, files[value]);
  writeFileSync(join(current.folder, "t.csv"), `customer,day,amount\n${rows(50)}`);
  expect((await clientele(["run", current.folder, "--publish"])).error).toBe("");
  await expect.poll(() => hints(value), { timeout: 30_000 }).toEqual(["5 ≥ 450", "6 ≥ 350"]);
  expect(current.mistakes).toEqual([]);
});
