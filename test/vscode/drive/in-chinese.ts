import assert from "node:assert/strict";
import type { Step } from "./steps.ts";
import type { Workbench } from "./workbench.ts";

const service = "segmentations/service.yaml";

/** The same window, in the other language. */
export const inChinese: readonly Step[] = [
  {
    title: "reads counts and preview in Chinese",
    run: async (workbench) => {
      await workbench.open(service);
      const lens = await workbench.until("a count", async () => {
        const [, loyal] = await workbench.lenses(service);
        return loyal?.includes("位客户") && loyal;
      });
      assert.match(lens, /^\d+ 位客户 · \d+\.\d% · [\d.]+ 万?元$/);
      await workbench.page.keyboard.press("Control+K");
      await workbench.page.keyboard.press("v");
      await workbench.until(
        "Chinese titles",
        async () => (await workbench.rows())[1]?.[0] === "忠实客户",
      );
      await workbench.preview.locator("footer", { hasText: "数据截至 11月18日" }).waitFor();
      await workbench.picture("9-chinese");
    },
  },
  {
    title: "finds no English word in any part of the preview but names, of files and of measures",
    run: async (workbench) => {
      const { preview } = workbench;
      await workbench.command("运行项目");
      await preview.locator("header", { hasText: "较上次运行" }).waitFor();
      await workbench.goToEndOf(service, "frequency");
      await workbench.retype(1, "7");
      for (const tab of ["流动", "数据", "客群"]) {
        await preview.getByRole("tab", { name: tab }).click();
        if (tab === "流动") await preview.locator(".flip").first().waitFor();
        if (tab === "客群") {
          await preview.getByRole("button", { name: "忠实客户" }).click();
          await preview.locator(".members .name").first().click();
          await preview.locator(".card h3").first().waitFor();
        }
        assert.deepEqual(await englishWords(workbench), [], tab);
      }
      await workbench.picture("9b-chinese-members");
    },
  },
];

/** Words of the texts, of the data and of statistics, which are the same in every language. */
const names =
  /^(frequency|monetary|recency|app_share|last_order|as_of|days|value|high|case|when|then|and|customers|transactions|save|call|service|customer|city|shanghai|suzhou|hefei|smd|cramér|esc|csv|app|key|accounts)$/i;

async function englishWords({ preview }: Workbench): Promise<readonly string[]> {
  const text = (await preview.locator("main, body").first().innerText()).replaceAll("\u00a0", " ");
  const words = text.match(/[A-Za-zé][A-Za-zé_]{2,}/g) ?? [];
  return [...new Set(words)].filter((word) => !names.test(word));
}
