import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Step } from "./steps.ts";
import type { Workbench } from "./workbench.ts";

const service = "segmentations/service.yaml";
const rfm = "segmentations/rfm.yaml";
const checks = "checks/service.yaml";
/** A threshold's field by its place in the file. */
const recency = '[id="threshold-segments.0.when#0"]';

/** An analyst's work with a panel that writes back, tests, and what is published. */
export const working: readonly Step[] = [
  {
    title: "moves a threshold in its field: the text follows as one edit, undo takes it back",
    run: async (workbench) => {
      await workbench.page.setViewportSize({ width: 2000, height: 1100 });
      await workbench.command("Preferences: Toggle between Light/Dark Themes");
      await openFirst(workbench, service);
      const { preview, page } = workbench;
      await preview.getByRole("button", { name: "Save list" }).click();
      const field = preview.locator(recency);
      await field.fill("40");
      const tried = await workbench.until("the trial is counted", async () => {
        const rows = await workbench.rows();
        return rows[0]?.[3]?.startsWith("+") && rows[0];
      });
      assert.ok((await textOf(workbench, service)).includes("recency > 60"), "only tried");
      await field.press("Escape");
      await workbench.until("the trial is given up", async () => {
        const rows = await workbench.rows();
        return rows[0]?.[3] === "0";
      });
      await field.fill("40");
      await field.press("Enter");
      await workbench.until("the text has it", async () =>
        (await textOf(workbench, service)).includes("recency > 40"),
      );
      await workbench.until("the counts follow", async () => {
        const rows = await workbench.rows();
        return rows[0]?.[3] === tried[3];
      });
      await preview.locator(".moves .flip", { hasText: "recency > 60" }).first().waitFor();
      await workbench.picture("12-threshold-dark");
      await preview.locator("h1").click();
      await page.keyboard.press("Control+Z");
      await workbench.until("undone", async () =>
        (await textOf(workbench, service)).includes("recency > 60"),
      );
    },
  },
  {
    title: "drags the line of the distribution, and gives up with Escape",
    run: async (workbench) => {
      const chart = workbench.preview.locator(".distribution");
      const box = await chart.boundingBox();
      assert.ok(box !== null);
      const { mouse } = workbench.page;
      await mouse.move(box.x + box.width * 0.2, box.y + box.height / 2);
      await mouse.down();
      await mouse.move(box.x + box.width * 0.25, box.y + box.height / 2, { steps: 4 });
      const field = workbench.preview.locator(recency);
      await workbench.until("the field follows", async () => (await field.inputValue()) !== "60");
      await workbench.page.keyboard.press("Escape");
      await mouse.up();
      await workbench.until("as before", async () => (await field.inputValue()) === "60");
      await mouse.move(box.x + box.width * 0.2, box.y + box.height / 2);
      await mouse.down();
      await mouse.move(box.x + box.width * 0.3, box.y + box.height / 2, { steps: 4 });
      await mouse.up();
      await workbench.until("one number of the text is another one", async () => {
        const text = await textOf(workbench, service);
        return /recency > (?!60)\d+/.test(text);
      });
      await workbench.preview.locator("h1").click();
      await workbench.page.keyboard.press("Control+Z");
      await workbench.until("undone", async () =>
        (await textOf(workbench, service)).includes("recency > 60"),
      );
    },
  },
  {
    title: "paints the grid of RFM by keyboard; the map is written into the text",
    run: async (workbench) => {
      await workbench.page.setViewportSize({ width: 2000, height: 1100 });
      await openFirst(workbench, rfm);
      const { preview, page } = workbench;
      await preview.locator(".rfm .count", { hasText: /\d/ }).first().waitFor();
      await preview.getByLabel("Brush").selectOption({ label: "Loyal" });
      await preview.locator('[data-cell="3 3"]').focus();
      await page.keyboard.press("Shift+ArrowRight");
      await preview.locator('[data-cell="3 4"][data-marked="true"]').waitFor();
      await page.keyboard.press("Shift+ArrowLeft");
      await page.keyboard.press("Shift+ArrowLeft");
      await workbench.picture("13-rfm-painting");
      await page.keyboard.press("Escape");
      await preview.locator('[data-cell="4 2"]').focus();
      await page.keyboard.press("Enter");
      const text = await workbench.until("the map is in the text", async () => {
        const now = await textOf(workbench, rfm);
        return now.includes("segments:") && now;
      });
      assert.match(text, /id: loyal,.*cells: \[/);
      await preview.locator('[data-cell="4 2"] .of', { hasText: "Loyal" }).waitFor();
      assert.deepEqual(await workbench.accessibilityProblems(), []);
      await page.keyboard.press("Control+Z");
      await workbench.until(
        "undone",
        async () => !(await textOf(workbench, rfm)).includes("segments:"),
      );
    },
  },
  {
    title: "refuses an edit where the file changed while the line was dragged",
    run: async (workbench) => {
      await openFirst(workbench, service);
      const box = await workbench.preview.locator(".distribution").boundingBox();
      assert.ok(box !== null);
      const { mouse } = workbench.page;
      await mouse.move(box.x + box.width * 0.2, box.y + box.height / 2);
      await mouse.down();
      await mouse.move(box.x + box.width * 0.3, box.y + box.height / 2, { steps: 4 });
      const file = join(workbench.project, service);
      writeFileSync(file, readFileSync(file, "utf8").replace("recency > 60", "recency > 61"));
      await workbench.until("the editor has read it", async () =>
        (await textOf(workbench, service)).includes("recency > 61"),
      );
      await mouse.up();
      await workbench.preview.getByText("The file changed meanwhile").waitFor();
      assert.ok((await textOf(workbench, service)).includes("recency > 61"));
      await workbench.picture("13-refused");
    },
  },
  {
    title: "sees which segments share customers, and chooses another k",
    run: async (workbench) => {
      await openFirst(workbench, "segmentations/traits.yaml");
      await workbench.preview.locator(".overlap").waitFor();
      assert.deepEqual(await workbench.accessibilityProblems(), []);
      await workbench.picture("14-overlap");
      await openFirst(workbench, "segmentations/alike.yaml");
      await workbench.preview.getByRole("button", { name: "Use 3" }).click();
      await workbench.until("k is written", async () =>
        (await textOf(workbench, "segmentations/alike.yaml")).includes("k: 3"),
      );
      await workbench.picture("15-clusters");
    },
  },
  {
    title: "runs the checks: the failing one says at its line what it got",
    run: async (workbench) => {
      await openFirst(workbench, checks);
      await workbench.command("Clientele: Run the checks");
      const lenses = await workbench.until("both are told", async () => {
        const found = await workbench.lenses(checks);
        return found.some((l) => l.includes("failed")) && found;
      });
      assert.match(lenses[0] ?? "", /passed$/);
      assert.match(lenses[1] ?? "", /failed: expected <= 1, got \d+$/);
      await workbench.picture("16-checks");
    },
  },
  {
    title: "publishes a run from the palette; the preview compares with it",
    run: async (workbench) => {
      const { page, preview, project } = workbench;
      await openFirst(workbench, service);
      await workbench.command("Clientele: Publish a run on this machine");
      await page
        .locator(".quick-input-list .monaco-list-row", { hasText: "customers" })
        .first()
        .waitFor();
      await page.keyboard.press("Enter");
      await page.locator(".quick-input-widget", { hasText: "What changed" }).waitFor();
      await page.keyboard.type("First lists");
      await page.keyboard.press("Enter");
      await preview.locator("header", { hasText: "vs published" }).waitFor();
      const file = join(project, ".clientele/published.json");
      assert.ok(existsSync(file));
      assert.match(readFileSync(file, "utf8"), /First lists/);
    },
  },
  {
    title: "reads it in high contrast, and finds the project as a tree",
    run: async (workbench) => {
      const { page } = workbench;
      await workbench.command("Preferences: Toggle High Contrast Theme");
      await page.getByRole("button", { name: "Clientele Section" }).click();
      await page
        .locator(".pane", { hasText: "Segmentations" })
        .getByText("Save list")
        .first()
        .waitFor();
      await workbench.picture("17-tree");
      assert.deepEqual(await workbench.accessibilityProblems(), []);
    },
  },
];

/** Opens a file in the first group: with the focus on the panel it would open in its place. */
async function openFirst(workbench: Workbench, path: string): Promise<void> {
  await workbench.page.keyboard.press("Control+1");
  await workbench.open(path);
}

/** The lines that the editor shows, saved or not, in no order. */
const textOf = async (workbench: Workbench, path: string): Promise<string> =>
  (await workbench.editor(path).locator(".view-line").allTextContents())
    .join("\n")
    .replaceAll("\u00a0", " ");
