import { expect, it } from "vitest";
import { connectHost } from "../../../packages/core/src/host/client.ts";
import { temporaryProject, value } from "../../cli/temporary-project.ts";

it("goes on counting what does not need a segmentation that has a mistake", async () => {
  const project = temporaryProject({
    "segmentations/stage.yaml":
      "segmentation: stage\nkind: rules\nsegments:\n  - { id: recent, when: recency < 30 }\n",
  });
  const host = connectHost();
  try {
    await host.call("open", { project, allowRead: [] });
    const broken = { "segmentations/value.yaml": value.replace("top: 50% of value", "top: half") };
    const answer = await host.call("preview", { panel: "p", overlay: broken });
    if (!answer.ok) throw new Error(JSON.stringify(answer.error));
    // `care` needs `value`, so it is not counted either.
    expect(answer.value.segmentations.map((s) => s.id)).toEqual(["stage"]);
    expect(answer.value.problems.map((p) => [p.code, p.file])).toEqual([
      ["bad-value", "segmentations/value.yaml"],
    ]);
  } finally {
    await host.close();
  }
});
