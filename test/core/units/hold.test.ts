import { expect, it } from "vitest";
import { connectHost } from "../../../packages/core/src/host/client.ts";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryProject } from "../../cli/temporary-project.ts";
import { config, files } from "./data.ts";
import { ownerOf } from "../../../packages/core/src/viewer.ts";

const value = `segmentation: value
kind: tiers
unit: household
by: monetary
within: 365 days
hold: 30 days
tiers: [{ id: high, at_least: 100 }, { id: low, rest: true }]
`;

it("holds the household's tier, whoever its members are by then", async () => {
  const own = config.replace("as_of: 2026-11-18", "as_of: latest");
  const before = ["a,,H,X", "b,,H,X", "c,,,X"];
  const lines = ["a,1,2026-01-01,60", "b,2,2026-01-01,60", "c,3,2026-01-02,1"];
  const left = { "segmentations/value.yaml": null, "segmentations/care.yaml": null };
  const old = { "data/customers.csv": null, "data/transactions.csv": null };
  const folder = temporaryProject({ ...left, ...old, ...files(before, lines, { value }, own) });
  const host = connectHost();
  try {
    await host.call("open", { project: folder, allowRead: [] });
    await host.call("run", { publish: { by: "me", why: "first" } });
    // b has moved out, d in; what is left of H is worth less.
    const after = files(
      ["a,,H,X", "b,,,X", "c,,,X", "d,,H,X"],
      [...lines, "c,4,2026-01-12,1"],
      {},
      own,
    );
    for (const [path, text] of Object.entries(after)) writeFileSync(join(folder, path), text);
    const overlay = { "segmentations/value.yaml": value };
    const preview = await host.call("preview", { panel: "p", overlay });
    const run = await host.call("run", { publish: { by: "me", why: "second" } });
    if (!preview.ok || !run.ok) throw new Error(JSON.stringify([preview, run]));
    const sizes = { high: { customers: 2, units: 1 }, low: { customers: 2, units: 2 } };
    expect(run.value.segmentations["value"]?.segments).toMatchObject(sizes);
    const counted = preview.value.segmentations[0]?.segments ?? [];
    expect(Object.fromEntries(counted.map((s) => [s.id, s]))).toMatchObject(sizes);
    const explained = await host.call("explain", { viewer: ownerOf("cli:test"), customer: "d" });
    if (!explained.ok) throw new Error(JSON.stringify(explained));
    expect(explained.value.reasons[0]).toMatchObject({
      segment: "high",
      unit: { name: "household", id: "H", customers: 2 },
      held: { segment: "low", since: "2026-01-12", until: "2026-02-11" },
      clauses: [{ value: 60 }],
    });
  } finally {
    await host.close();
  }
});
