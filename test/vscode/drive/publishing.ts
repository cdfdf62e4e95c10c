import assert from "node:assert/strict";
import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openFirst, textOf } from "./files.ts";
import type { Step } from "./steps.ts";

const service = "segmentations/service.yaml";
const traits = "segmentations/traits.yaml";
const alike = "segmentations/alike.yaml";
const checks = "checks/service.yaml";
const recency = '[id="threshold-segments.0.when#0"]';

/** From an edit that came too late to what everybody sees. */
export const publishing: readonly Step[] = [
  {
    title: "runs the project; what is counted is compared with that",
    run: async (workbench) => {
      await workbench.page.setViewportSize({ width: 1900, height: 1050 });
      await workbench.open(service);
      await workbench.page.keyboard.press("Control+K");
      await workbench.page.keyboard.press("v");
      await workbench.until("rows", async () => (await workbench.rows()).length === 4);
      await workbench.command("Clientele: Run the project");
      await workbench.preview.locator("header", { hasText: "vs last run" }).waitFor();
    },
  },
  {
    title: "refuses an edit of the panel where the file changed meanwhile, and says so",
    run: async (workbench) => {
      const { preview } = workbench;
      await preview.getByRole("button", { name: "Save list" }).click();
      const field = preview.locator(recency);
      await workbench.until(
        "the field shows the text",
        async () => (await field.inputValue()) === "60",
      );
      const file = join(workbench.project, service);
      const before = readFileSync(file, "utf8");
      await field.fill("40");
      appendFileSync(file, "# somebody else wrote this\n");
      await workbench.until("the editor shows it", async () =>
        (await textOf(workbench, service)).includes("somebody else"),
      );
      await field.press("Enter");
      await preview.getByText("The file changed meanwhile").waitFor();
      assert.ok((await textOf(workbench, service)).includes("recency > 60"));
      assert.equal(readFileSync(file, "utf8"), `${before}# somebody else wrote this\n`);
      await workbench.picture("14-refused");
      assert.deepEqual(await workbench.accessibilityProblems(), []);
      writeFileSync(file, before);
      await workbench.until(
        "the editor shows that too",
        async () => !(await textOf(workbench, service)).includes("somebody else"),
      );
    },
  },
  {
    title: "sees who is in two segments at once",
    run: async (workbench) => {
      const { preview } = workbench;
      await openFirst(workbench, traits);
      const both = preview.locator(".overlap tbody tr").first().locator("td").nth(1);
      const shared = await workbench.until("customers in both", async () => {
        const text = await both.textContent({ timeout: 10_000 });
        return /^\d+$/.test(text ?? "") && Number(text);
      });
      const first = (await workbench.rows())[0];
      assert.ok(shared > 0 && shared <= Number(first?.[1]), `${shared} of ${first?.[1]}`);
      await workbench.picture("15-overlap");
      assert.deepEqual(await workbench.accessibilityProblems(), []);
    },
  },
  {
    title: "chooses a number of clusters: the text has it, undo takes it back",
    run: async (workbench) => {
      const { preview } = workbench;
      await openFirst(workbench, alike);
      const use = preview.locator(".clusters").getByRole("button", { name: /^Use \d+$/ });
      const k = /\d+/.exec((await use.first().textContent()) ?? "")?.[0] ?? "";
      await workbench.picture("16-k");
      assert.deepEqual(await workbench.accessibilityProblems(), []);
      await use.first().click();
      await workbench.until("the text has it", async () =>
        (await textOf(workbench, alike)).includes(`k: ${k}`),
      );
      await workbench.until("it is counted", async () => {
        const rows = await workbench.rows();
        return rows.filter(([name]) => name !== "no segment").length === Number(k);
      });
      await preview.locator("h1").click();
      await workbench.page.keyboard.press("Control+Z");
      await workbench.until("undone", async () =>
        (await textOf(workbench, alike)).includes("k: auto"),
      );
    },
  },
  {
    title: "runs the checks from the Test view: the failure stands at the line of its expectation",
    run: async (workbench) => {
      await openFirst(workbench, checks);
      await workbench.command("Testing: Focus on Test Explorer View");
      await workbench.command("Test: Run All Tests");
      const tests = workbench.page.locator(".test-explorer .monaco-list-row");
      await tests.filter({ hasText: checks }).click();
      await workbench.page.keyboard.press("ArrowRight");
      const outcome = (title: string, came: string) =>
        tests.filter({ hasText: title }).locator(`.codicon-testing-${came}-icon`).waitFor();
      await outcome("Everybody is served", "passed");
      await outcome("Few are on the save list", "failed");
      await workbench.until("outcomes above the tests", async () => {
        const lenses = await workbench.lenses(checks);
        return lenses.length === 2 && /failed: expected <= 1/.test(lenses[1] ?? "");
      });
      const editor = workbench.editor(checks);
      const line = editor.locator(".view-line", { hasText: "at_most:" });
      const said = editor.getByText(/customers:.expected.<=.1,.got.\d+/).last();
      await said.waitFor();
      const [top, other] = [(await line.boundingBox())?.y, (await said.boundingBox())?.y];
      assert.ok(Math.abs((top ?? 0) - (other ?? 99)) < 12, `said at ${other}, the line at ${top}`);
      await workbench.picture("17-checks");
      await workbench.page.keyboard.press("Control+j");
      await workbench.command("View: Show Explorer");
    },
  },
  {
    title: "is asked before a language model learns anything, and may say no",
    run: async (workbench) => {
      const dialog = workbench.page.locator(".monaco-dialog-box");
      const answered = (text: string) =>
        workbench.page.locator(".monaco-editor .view-line", { hasText: text }).first().waitFor();
      await workbench.command("Assistant: look for a customer");
      await dialog.getByText("Find a customer").waitFor();
      await dialog.getByText("goes to the language model").waitFor();
      await dialog.getByText("Customer 19").waitFor();
      await workbench.picture("24-model-asks");
      await dialog.getByRole("button", { name: "Cancel" }).click();
      await answered("not told");
      await workbench.command("View: Revert and Close Editor");
      await workbench.command("Assistant: look for a customer");
      await dialog.getByRole("button", { name: "Yes" }).click();
      await answered("00190");
      await workbench.command("View: Revert and Close Editor");
    },
  },
  {
    title: "publishes the run with a reason; counts are then against it",
    run: async (workbench) => {
      await openFirst(workbench, service);
      await workbench.command("Clientele: Publish a run on this machine");
      await workbench.answer("Which run to publish");
      await workbench.answer("What changed, in a sentence", "First rules");
      const file = join(workbench.project, ".clientele/published.json");
      await workbench.until("it is published", () => Promise.resolve(existsSync(file)));
      assert.match(readFileSync(file, "utf8"), /First rules/);
      const base = workbench.preview.locator("header .base");
      await workbench.until("the preview says so", async () =>
        (await base.textContent())?.includes("vs published"),
      );
      await workbench.until("the lenses say so", async () =>
        (await workbench.lenses(service)).every((lens) => lens.endsWith("vs published")),
      );
      await base.click();
      await workbench.answer("What to compare with", "The last run");
      await workbench.until("compared with the last run", async () =>
        (await base.textContent())?.includes("vs last run"),
      );
    },
  },
  {
    title: "is told what a long count is at, stops it, and counts again",
    run: async (workbench) => {
      const { preview } = workbench;
      const before = await workbench.rows();
      const file = join(workbench.project, "data/transactions.csv");
      const data = readFileSync(file, "utf8");
      writeFileSync(file, data + "00003,3-7,2026-10-01,30,app\n".repeat(3_000_000));
      const foot = preview.locator("footer");
      await foot.getByText("reading data").waitFor();
      await foot.getByRole("button", { name: "Stop" }).waitFor();
      assert.deepEqual(await workbench.rows(), before, "the last counts stay");
      await workbench.picture("25-long-count");
      await foot.getByRole("button", { name: "Stop" }).click();
      await foot.getByText("stopped").waitFor();
      assert.deepEqual(await workbench.rows(), before);
      writeFileSync(file, data);
      await foot.getByText(/^\d+ ms/).waitFor();
    },
  },
  {
    title: "reads tree, lenses and preview in high contrast, dark and light",
    run: async (workbench) => {
      const { page } = workbench;
      const inTheme = (name: string): void =>
        writeFileSync(
          join(workbench.project, ".vscode/settings.json"),
          JSON.stringify({ "workbench.colorTheme": name }),
        );
      inTheme("Default High Contrast");
      await page.locator(".monaco-workbench.hc-black").waitFor();
      await workbench.command("Explorer: Focus on Clientele View");
      const tree = page.locator('.pane:has(h3.title:text-is("Clientele")) .monaco-list-row');
      // Without the folder above it there is room for all of it.
      await page.locator(".explorer-viewlet .pane-header").first().click();
      for (const title of ["Segmentations", "Strategies", "Checks", "Runs"])
        await tree.filter({ hasText: title }).first().waitFor();
      for (const name of ["service", "Runs"]) {
        const row = tree.filter({ hasText: name }).first();
        // The tree may be drawn anew meanwhile, and a press of its mark opens and closes.
        while ((await row.getAttribute("aria-expanded")) !== "true") {
          await row.locator(".monaco-tl-twistie").click();
          await page.waitForTimeout(500);
        }
      }
      await tree.filter({ hasText: /^Save list\s*46/ }).waitFor();
      await tree.filter({ hasText: "published" }).first().waitFor();
      await workbench.picture("18-high-contrast");
      assert.deepEqual(await workbench.accessibilityProblems(), []);
      inTheme("Default High Contrast Light");
      await page.locator(".monaco-workbench.hc-light").waitFor();
      await page.waitForTimeout(500);
      await workbench.picture("19-high-contrast-light");
      assert.deepEqual(await workbench.accessibilityProblems(), []);
    },
  },
];
