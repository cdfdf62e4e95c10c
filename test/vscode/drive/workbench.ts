import { readFileSync } from "node:fs";
import { join } from "node:path";
import { errors, type FrameLocator, type Locator, type Page } from "playwright-core";
import { outFolder } from "../rig.ts";

/** The window, by what a person looks for in it. */
export class Workbench {
  readonly page: Page;
  /** The folder that is open. */
  readonly project: string;

  constructor(page: Page, project: string) {
    this.page = page;
    this.project = project;
  }

  /** Opens a file through Quick Open. @returns its editor */
  async open(path: string): Promise<Locator> {
    const { page } = this;
    await page.locator(".explorer-folders-view .monaco-list-row").first().waitFor();
    const name = path.split("/").at(-1) ?? path;
    const editor = this.editor(path);
    // What has the focus may take it back while the list is open; then nothing was chosen.
    await this.until(`${path} is shown`, async () => {
      await this.#quickly("Control+P", path, name);
      return editor
        .locator(".view-line")
        .first()
        .waitFor({ timeout: 5000 })
        .then(
          () => true,
          (error: unknown) => {
            if (error instanceof errors.TimeoutError) return false;
            throw error;
          },
        );
    });
    return editor;
  }

  editor(path: string): Locator {
    return this.page.locator(`.monaco-editor[data-uri$="${path}"]`);
  }

  /** Runs a command by its title in the command palette. */
  async command(title: string): Promise<void> {
    await this.#quickly("F1", `>${title}`, title);
  }

  /**
   * Answers what the window asks: types where a text is given, chooses the entry of that text where there are entries.
   *
   * @param question of what is asked, a part of it
   */
  async answer(question: string, text?: string): Promise<void> {
    const widget = this.page.locator(".quick-input-widget");
    const input = widget.locator("input[type=text]").first();
    await this.until(`it asks: ${question}`, async () => {
      if (!(await widget.isVisible())) return false;
      const shown = `${(await widget.textContent()) ?? ""} ${(await input.getAttribute("placeholder")) ?? ""}`;
      return shown.replaceAll("\u00a0", " ").includes(question);
    });
    if (text !== undefined) await input.fill(text);
    await this.page.waitForTimeout(300);
    await this.page.keyboard.press("Enter");
  }

  /** Places the cursor at the end of the line that holds a text. */
  async goToEndOf(path: string, text: string): Promise<void> {
    await this.editor(path).locator(".view-line", { hasText: text }).first().click();
    await this.page.keyboard.press("End");
  }

  /** Erases so many characters before the cursor and types. */
  async retype(erase: number, text: string): Promise<void> {
    for (let n = 0; n < erase; n++) await this.page.keyboard.press("Backspace");
    await this.page.keyboard.type(text);
  }

  /** Whether what is typed goes into a file's editor. */
  async hasFocus(path: string): Promise<boolean> {
    return (await this.editor(path).locator(":focus").count()) > 0;
  }

  /** Titles of the lenses, from top to bottom. */
  lenses(path: string): Promise<readonly string[]> {
    return this.editor(path)
      .locator(".codelens-decoration")
      .evaluateAll((found) =>
        found
          .map((lens) => ({ top: lens.getBoundingClientRect().top, text: lens.textContent ?? "" }))
          .toSorted((a, b) => a.top - b.top)
          .map((lens) => lens.text.replaceAll("\u00a0", " ")),
      );
  }

  /** The page of the preview. */
  get preview(): FrameLocator {
    return this.page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame");
  }

  /** The rows of the preview's first table, cell by cell. */
  async rows(): Promise<readonly (readonly string[])[]> {
    const rows = this.preview.locator("table").first().locator("tbody tr");
    return rows.evaluateAll((found) =>
      found.map((row) =>
        [...row.children].map((cell) => (cell.textContent ?? "").replaceAll("\u00a0", " ")),
      ),
    );
  }

  /** What axe-core finds wrong in the preview. */
  async accessibilityProblems(): Promise<readonly string[]> {
    // while it counts the page is dimmed, which is no state to read it in
    await this.preview.locator('.counts[data-dim="false"]').waitFor();
    await this.page.waitForTimeout(400);
    const source = readFileSync(new URL(import.meta.resolve("axe-core")), "utf8");
    const frame = await (await this.preview.locator("body").elementHandle())?.ownerFrame();
    if (frame === null || frame === undefined)
      throw new Error("unreachable: the preview has a frame");
    await frame.evaluate(source);
    // axe puts itself on the window; the answer is reduced to text where it is made.
    return frame.evaluate(async () => {
      const { axe } = globalThis as unknown as {
        axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      };
      const { violations } = await axe.run();
      return violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(" | ")}`);
    });
  }

  /** Asks until the answer is neither undefined nor false. */
  async until<T>(
    what: string,
    ask: () => Promise<T | undefined | false>,
    patience = 20_000,
  ): Promise<T> {
    const end = Date.now() + patience;
    for (;;) {
      const answer = await ask();
      if (answer !== undefined && answer !== false) return answer;
      if (Date.now() > end) throw new Error(`waited ${patience / 1000} s: ${what}`);
      await this.page.waitForTimeout(50);
    }
  }

  /** Takes a picture of the window at rest. */
  async picture(name: string): Promise<void> {
    await this.page.waitForTimeout(600);
    await this.page.screenshot({ path: join(outFolder, `${name}.png`) });
  }

  async #quickly(key: string, text: string, row: string): Promise<void> {
    const input = this.page.locator(".quick-input-widget input[type=text]").first();
    const rows = this.page.locator(".quick-input-list .monaco-list-row", { hasText: row });
    const opens = async (): Promise<boolean> => {
      await this.page.keyboard.press(key);
      await this.page.waitForTimeout(400);
      if (!(await input.isVisible())) return false;
      // One that closes again, for something else took the focus, is opened anew.
      const offered = input
        .fill(text, { timeout: 2000 })
        .then(() => rows.first().waitFor({ timeout: 5000 }));
      return offered.then(
        () => true,
        (error: unknown) => {
          if (error instanceof errors.TimeoutError) return false;
          throw error;
        },
      );
    };
    // While the workbench starts, the first presses of a key may find nobody.
    await this.until(`quick input offers ${row}`, opens, 60_000);
    // Of two files of one name the one that was open comes first, whatever the folder that was typed.
    const folder = key === "F1" ? undefined : text.split("/").at(-2);
    if (folder === undefined) await this.page.keyboard.press("Enter");
    else await rows.filter({ hasText: folder }).first().click();
  }
}
