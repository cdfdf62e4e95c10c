import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { openFirst } from "./files.ts";
import type { Step } from "./steps.ts";

const care = "segmentations/care.yaml";

/** Somebody who has just installed the extension, in a window without a folder, offline. */
export const firstRun: readonly Step[] = [
  {
    title: "finds the walkthrough and opens the sample project from it",
    run: async (workbench) => {
      const { page } = workbench;
      await workbench.command("Welcome: Open Walkthrough...");
      await workbench.answer("Select a walkthrough", "Begin with Clientele");
      await page.getByRole("heading", { name: "Begin with Clientele" }).first().waitFor();
      await workbench.picture("20-walkthrough");
      await page.getByRole("button", { name: "Open the sample project" }).first().click();
      const here = page.locator(".quick-input-widget").getByText("Put the sample here");
      await here.waitFor();
      const path = page.locator(".quick-input-widget input[type=text]").first();
      await workbench.until("the folder is chosen", async () => {
        await page.waitForTimeout(800); // it fills in a folder of its own first
        if ((await path.inputValue()) === `${workbench.project}/`) return true;
        await path.fill(`${workbench.project}/`);
        return false;
      });
      await here.click();
      const made = join(workbench.project, "clientele-sample");
      await workbench.until("the sample is there", () =>
        Promise.resolve(existsSync(join(made, "data/transactions.csv"))),
      );
      await page.locator(".explorer-folders-view .monaco-list-row").first().waitFor();
      // The window of the sample goes on with the walkthrough, over whatever was opened before that.
      await page.getByRole("heading", { name: "Begin with Clientele" }).first().waitFor();
    },
  },
  {
    title:
      "opens a segmentation of the sample: its segments are counted, and of nothing to compare with a run is offered",
    run: async (workbench) => {
      await workbench.open(care);
      await workbench.until(
        "counts",
        async () => {
          const lenses = await workbench.lenses(care);
          return lenses.length > 2 && lenses.every((lens) => /^[\d,]+ customers?/.test(lens));
        },
        60_000,
      );
      await workbench.page.keyboard.press("Control+K");
      await workbench.page.keyboard.press("v");
      await workbench.until("rows", async () => (await workbench.rows()).length > 2);
      await workbench.preview.getByText("run the project once").waitFor();
      await workbench.picture("21-sample");
      assert.deepEqual(await workbench.accessibilityProblems(), []);
    },
  },
  {
    title: "writes a rule with what is offered, and fixes the mistake in it by the bulb",
    run: async (workbench) => {
      const { page } = workbench;
      await openFirst(workbench, care);
      const editor = workbench.editor(care);
      await workbench.goToEndOf(care, "segments:");
      await page.keyboard.press("Enter");
      await page.keyboard.press("Shift+Home");
      await page.keyboard.type("  - { id: lapsed, when: ");
      await page.keyboard.press("Control+Space");
      await page.locator(".suggest-widget .monaco-list-row").first().waitFor();
      await page.keyboard.type("rece");
      await page
        .locator(".suggest-widget .monaco-list-row", { hasText: "recency" })
        .first()
        .waitFor();
      await workbench.picture("22-completion");
      await page.keyboard.press("Enter");
      // A brace that closed by itself is typed over; a window that was too busy to close it gets it here.
      await page.keyboard.type(" > 300 }");
      await workbench.until("a line of the new segment", async () => {
        const [first] = await workbench.lenses(care);
        return /^[\d,]+ customers?/.test(first ?? "");
      });
      await workbench.goToEndOf(care, "id: lapsed");
      await page.keyboard.press("Home");
      for (let n = 0; n < "- { id: lapsed, when: ".length; n += 1)
        await page.keyboard.press("ArrowRight");
      await page.keyboard.press("Delete");
      await editor.locator(".squiggly-error").first().waitFor();
      await page.keyboard.press("Control+.");
      await page.locator(".action-widget").getByText("recency").first().waitFor();
      await workbench.picture("23-fix");
      await page.keyboard.press("Enter");
      await editor.locator(".squiggly-error").first().waitFor({ state: "detached" });
    },
  },
];
