import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { customers } from "../project.ts";
import type { Step } from "./steps.ts";
import type { Workbench } from "./workbench.ts";

const service = "segmentations/service.yaml";
let before: readonly (readonly string[])[] = [];

/** An analyst's first minutes. */
export const inEnglish: readonly Step[] = [
  {
    title: "opens a segmentation and sees a count above each segment",
    run: async (workbench) => {
      await workbench.open(service);
      const lenses = await counted(workbench);
      assert.match(lenses[1] ?? "", /^[\d,]+ customers · \d+\.\d % · ¥[\d.,]+$/);
      await workbench.picture("1-lenses-dark");
    },
  },
  {
    title: "opens the preview by keyboard; the text keeps the focus",
    run: async (workbench) => {
      await workbench.page.keyboard.press("Control+K");
      await workbench.page.keyboard.press("v");
      before = await workbench.until("rows", async () => {
        const rows = await workbench.rows();
        return rows.length === 4 && rows;
      });
      assert.deepEqual(
        before.map(([name]) => name),
        ["Save list", "Loyal", "Digital", "Standard"],
      );
      assert.equal(sum(before.map(([, n]) => Number(n))), customers);
      await workbench.picture("2-preview-dark");
    },
  },
  {
    title: "types another threshold: lens and preview follow, nothing is saved, no run is made",
    run: async (workbench) => {
      await workbench.goToEndOf(service, "frequency");
      await workbench.retype(1, "7");
      const after = await workbench.until("another count of loyal customers", async () => {
        const rows = await workbench.rows();
        return rows[1]?.[1] !== before[1]?.[1] && rows;
      });
      assert.ok(Number(after[1]?.[1]) < Number(before[1]?.[1]));
      await workbench.until("the lens follows", async () =>
        (await workbench.lenses(service))[1]?.startsWith(`${after[1]?.[1]} customers`),
      );
      assert.ok(!existsSync(join(workbench.project, ".clientele/runs")));
      assert.ok(await workbench.hasFocus(service));
    },
  },
  {
    title: "makes a mistake: it is marked, and the last counts stay",
    run: async (workbench) => {
      await workbench.retype(1, "frequenzy");
      await workbench.editor(service).locator(".squiggly-error").first().waitFor();
      await workbench.preview.locator(".problems li").first().waitFor();
      assert.equal((await workbench.rows()).length, 4);
      await workbench.picture("3-mistake-dark");
      await workbench.retype("frequenzy".length, "5");
      await workbench.preview.locator(".problems li").first().waitFor({ state: "detached" });
    },
  },
  {
    title: "runs the project, then sees who would move",
    run: async (workbench) => {
      await workbench.command("Clientele: Run the project");
      await workbench.preview.locator("header", { hasText: "vs last run" }).waitFor();
      await workbench.goToEndOf(service, "frequency");
      await workbench.retype(1, "7");
      const loyal = await workbench.until("a change", async () => {
        const rows = await workbench.rows();
        return rows[1]?.[3]?.startsWith("−") && rows[1];
      });
      assert.equal(loyal[3], `−${Number(before[1]?.[1]) - Number(loyal[1])}`);
      await workbench.picture("4-change-dark");
      await workbench.preview.getByRole("tab", { name: "Moves" }).click();
      await workbench.preview.getByRole("cell", { name: "Digital" }).first().waitFor();
      await workbench.picture("5-moves-dark");
    },
  },
  {
    title: "sees everything at once in a wide preview, and the members of a segment",
    run: async (workbench) => {
      await workbench.page.setViewportSize({ width: 2200, height: 1000 });
      await workbench.preview.getByRole("button", { name: "Loyal" }).click();
      await workbench.preview.getByText("in the last run").waitFor();
      await workbench.page.locator(".active-line-number", { hasText: /^10$/ }).waitFor();
      await workbench.picture("6-wide-dark");
      assert.deepEqual(await workbench.accessibilityProblems(), []);
    },
  },
  {
    title: "reads it in a light theme, wide and narrow",
    run: async (workbench) => {
      await workbench.command("Preferences: Toggle between Light/Dark Themes");
      await workbench.page.waitForTimeout(500);
      await workbench.picture("7-wide-light");
      await workbench.page.setViewportSize({ width: 1400, height: 900 });
      await workbench.preview.getByRole("tab", { name: "Segments" }).click();
      await workbench.picture("8-preview-light");
      assert.deepEqual(await workbench.accessibilityProblems(), []);
    },
  },
  {
    title: "goes through every state of the preview by keyboard; axe finds nothing in any",
    run: async (workbench) => {
      const { preview, page } = workbench;
      const clean = async (state: string): Promise<void> => {
        assert.deepEqual(await workbench.accessibilityProblems(), [], state);
      };
      await preview.getByRole("button", { name: "Loyal" }).click();
      await preview.locator(".members .name").first().focus();
      await page.keyboard.press("Enter");
      await preview.locator(".card h3").first().waitFor();
      await clean("a customer's card");
      await preview.getByRole("tab", { name: "Segments" }).focus();
      await page.keyboard.press("ArrowRight");
      await preview.getByRole("tab", { name: "Moves", selected: true }).waitFor();
      await clean("moves");
      await preview.getByRole("button", { name: "Flow" }).focus();
      await page.keyboard.press("Enter");
      await preview.locator("svg.flow").waitFor();
      await clean("flow");
      await workbench.picture("8b-flow-light");
      await preview.getByRole("tab", { name: "Moves" }).focus();
      await page.keyboard.press("ArrowRight");
      await preview.getByRole("tab", { name: "Data", selected: true }).waitFor();
      await clean("data");
      await page.keyboard.press("ArrowRight");
      await preview.getByRole("tab", { name: "Segments", selected: true }).waitFor();
    },
  },
];

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

const counted = (workbench: Workbench): Promise<readonly string[]> =>
  workbench.until("four counts", async () => {
    const lenses = await workbench.lenses(service);
    return lenses.length === 4 && lenses.every((lens) => /^[\d,]+ customers/.test(lens)) && lenses;
  });
