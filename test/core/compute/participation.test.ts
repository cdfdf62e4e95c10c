import { expect, it } from "vitest";
import { connectHost } from "../../../packages/core/src/host/client.ts";
import { temporaryProject, value } from "../../cli/temporary-project.ts";

const ranked = value.replace("by: monetary", "by: monetary\namong: city = 'Shanghai'");
const apart = value.replace("by: monetary", "by: monetary\nwithin_each: city");

/** What a preview of `after` says, over a run of `before`; and what a run of `after` says. */
async function previewAndRun(before: string, after: string) {
  const path = "segmentations/value.yaml";
  const host = connectHost();
  const fresh = connectHost();
  try {
    await host.call("open", { project: temporaryProject({ [path]: before }), allowRead: [] });
    await host.call("run", { publish: { by: "me", why: "test" } });
    const preview = await host.call("preview", { panel: "p", overlay: { [path]: after } });
    await fresh.call("open", { project: temporaryProject({ [path]: after }), allowRead: [] });
    const run = await fresh.call("run", {});
    if (!preview.ok || !run.ok) throw new Error(JSON.stringify([preview, run]));
    const counted = preview.value.segmentations.find((s) => s.id === "value");
    return { counted, summary: run.value.segmentations["value"] };
  } finally {
    await host.close();
    await fresh.close();
  }
}

it.each([
  ["a rule of who takes part is added", value, ranked, 2],
  ["it is taken away", ranked, value, undefined],
  ["nothing is changed", ranked, ranked, 2],
  ["customers are ranked apart", value, apart, undefined],
] as const)("previews what a run gives where %s", async (_, before, after, outside) => {
  const { counted, summary } = await previewAndRun(before, after);
  const sizes = counted?.segments.map(({ id, customers, share, revenue }) => [
    id,
    { customers, share, revenue },
  ]);
  expect(Object.fromEntries(sizes ?? [])).toEqual(summary?.segments);
  expect([counted?.outside, summary?.outside]).toEqual([outside, outside]);
  const assigned = counted?.segments.reduce((sum, s) => sum + s.customers, 0) ?? 0;
  expect(assigned + (counted?.unassigned ?? 0) + (outside ?? 0)).toBe(4);
});
