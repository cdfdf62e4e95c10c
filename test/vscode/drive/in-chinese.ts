import assert from "node:assert/strict";
import type { Step } from "./steps.ts";

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
];
