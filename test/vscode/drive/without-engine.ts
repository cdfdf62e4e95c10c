import assert from "node:assert/strict";
import type { Step } from "./steps.ts";

const service = "segmentations/service.yaml";

/** The universal package, which has no engine: it edits and checks, and says what it cannot do. */
export const withoutEngine: readonly Step[] = [
  {
    title: "says that nothing is counted without an engine, and still marks mistakes",
    run: async (workbench) => {
      await workbench.open(service);
      await workbench.page.keyboard.press("Control+K");
      await workbench.page.keyboard.press("v");
      await workbench.preview.getByText("carries no engine for this platform").waitFor();
      assert.deepEqual(await workbench.lenses(service), []);
      await workbench.goToEndOf(service, "frequency");
      await workbench.retype(1, "and");
      await workbench.editor(service).locator(".squiggly-error").first().waitFor();
      await workbench.picture("10-without-engine");
    },
  },
];
