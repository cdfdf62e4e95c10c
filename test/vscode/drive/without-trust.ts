import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Step } from "./steps.ts";

const service = "segmentations/service.yaml";

/** A folder that the user has not trusted: nothing is executed, no data are read. */
export const withoutTrust: readonly Step[] = [
  {
    title: "counts nothing and writes nothing in a folder that is not trusted",
    run: async (workbench) => {
      await workbench.open(service);
      await workbench.page.keyboard.press("Control+K");
      await workbench.page.keyboard.press("v");
      await workbench.preview.getByText("Trust this folder to count").waitFor();
      await workbench.picture("11-without-trust");
      assert.deepEqual(await workbench.lenses(service), []);
      assert.ok(!existsSync(join(workbench.project, ".clientele")));
    },
  },
];
