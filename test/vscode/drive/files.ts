import type { Workbench } from "./workbench.ts";

/** Brings a file to the front of the first group: with the focus on the panel it would open in its place. */
export async function openFirst(workbench: Workbench, path: string): Promise<void> {
  const first = workbench.page.locator(".editor-group-container").first();
  // What undo gave back to the panel may come a moment later.
  await workbench.page.waitForTimeout(600);
  await workbench.until("the first group has the focus", async () => {
    await workbench.page.keyboard.press("Control+1");
    await workbench.page.waitForTimeout(200);
    return first.evaluate((group) => group.classList.contains("active"));
  });
  const name = path.split("/").at(-1) ?? path;
  const tabs = first.locator(`.tab[data-resource-name="${name}"]`);
  // Where its tab is there a person takes that; of two of one name, each says its folder.
  const tab = (await tabs.count()) > 1 ? tabs.filter({ hasText: path.split("/")[0] ?? "" }) : tabs;
  if ((await tab.count()) > 0) await tab.first().click();
  if ((await workbench.editor(path).count()) === 0) await workbench.open(path);
}

/** The lines that the editor shows, saved or not, from top to bottom. */
export const textOf = async (workbench: Workbench, path: string): Promise<string> =>
  (await workbench.editor(path).locator(".view-line").allTextContents())
    .join("\n")
    .replaceAll("\u00a0", " ");
