/** A file that is a link out of the project shows an editor nothing of what is there. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { startEditor } from "./client.ts";

const project = `clientele: 1
name: Shop
sources:
  transactions: { from: t.csv, customer: customer, time: day, amount: amount }
`;
const foreign = `segmentation: foreign
kind: rules
segments: [{ id: hidden_segment, title: Hidden title, when: recency > 60 }]
`;
const own = `segmentation: own
kind: rules
segments:
  - id: some
    when: foreign = 'hidden_segment' and rec
`;

it("refuses a linked file by its name, and neither completes, explains nor opens what it holds", async () => {
  const outside = mkdtempSync(join(tmpdir(), "clientele-outside-"));
  onTestFinished(() => rmSync(outside, { recursive: true, force: true }));
  mkdirSync(join(outside, "segmentations"));
  writeFileSync(join(outside, "segmentations/foreign.yaml"), foreign);
  const editor = await startEditor(
    { "clientele.yaml": project, "segmentations/own.yaml": own },
    {
      furnish: (folder) =>
        symlinkSync(
          join(outside, "segmentations/foreign.yaml"),
          join(folder, "segmentations/foreign.yaml"),
        ),
    },
  );
  onTestFinished(() => editor.close());
  await editor.open("segmentations/own.yaml", own);
  const diagnostics = await editor.pull("segmentations/foreign.yaml");
  expect(diagnostics.map((d) => d.code)).toEqual(["linked-outside"]);
  expect(diagnostics[0]?.message).toContain("foreign.yaml");
  await editor.ask("completion", "segmentations/own.yaml", 4, 21);
  await editor.ask("completion", "segmentations/own.yaml", 4, 45);
  await editor.ask("hover", "segmentations/own.yaml", 4, 11);
  expect(await editor.ask("definition", "segmentations/own.yaml", 4, 11)).toEqual([]);
  expect(await editor.diagnostics("segmentations/own.yaml")).toContain("4:10 unknown-name");
  // `hidden_segment` is what the user typed; what only the foreign file says comes back nowhere.
  expect(editor.everything()).not.toContain("Hidden title");
  // A text that the editor holds for that path is the user's own, whatever the disk says.
  await editor.open("segmentations/foreign.yaml", foreign);
  expect(await editor.diagnostics("segmentations/foreign.yaml")).toEqual([]);
});
