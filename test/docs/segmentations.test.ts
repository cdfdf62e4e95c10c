import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { readWorkspace } from "../../packages/core/src/language/authoring/workspace.ts";
import { filesOf } from "../../packages/core/src/language/files.ts";

const page = readFileSync(new URL("../../docs/concepts.md", import.meta.url), "utf8");
const shown = [...page.matchAll(/```yaml\n(segmentation: (\w+)\n[^]*?)```/g)].map(
  ([, text = "", id = ""]) => [id, text] as const,
);

const project = `clientele: 1
name: Shop
currency: EUR
timezone: Europe/Berlin
sources:
  customers: { from: c.csv, key: id }
  transactions: { from: t.csv, customer: id, time: day, amount: amount }
`;

it("shows a segmentation of most kinds", () => {
  expect(shown.map(([id]) => id)).toEqual(expect.arrayContaining(["care", "value", "targets"]));
});

it.each(shown)("the segmentation %s of concepts.md is one that is taken", (id, text) => {
  const all = Object.fromEntries(shown.map(([name, each]) => [`segmentations/${name}.yaml`, each]));
  const files = { "clientele.yaml": project, ...all, [`segmentations/${id}.yaml`]: text };
  const { problems } = readWorkspace(filesOf(files), undefined, {});
  expect(problems.filter((p) => p.severity === "error" && p.file.includes(id))).toEqual([]);
});
