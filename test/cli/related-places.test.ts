import { expect, it } from "vitest";
import { clientele } from "./clientele.ts";
import { temporaryProject } from "./temporary-project.ts";

it("tells every place of two things that have one name", async () => {
  const folder = temporaryProject({
    "segmentations/a.yaml": "segmentation: twice\nkind: lifecycle\n",
    "segmentations/b.yaml": "segmentation: Twice\nkind: lifecycle\n",
  });
  const { error } = await clientele(["check", folder]);
  const lines = error.split("\n");
  const at = lines.findIndex((line) => line.includes("duplicate-name"));
  expect(lines[at]).toMatch(/^segmentations\/b\.yaml:1:15: error /);
  expect(lines[at + 1]).toBe("  → segmentations/a.yaml:1:15");
});
