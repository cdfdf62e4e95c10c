import assert from "node:assert/strict";
import { openFirst, textOf } from "./files.ts";
import type { Step } from "./steps.ts";

const service = "segmentations/service.yaml";
const rfm = "segmentations/rfm.yaml";
/** A threshold's field by its place in the file. */
const recency = '[id="threshold-segments.0.when#0"]';

/** An analyst's work with a panel that writes back. */
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
];
