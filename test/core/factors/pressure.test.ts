import { expect, it } from "vitest";
import { openSession } from "../../../packages/core/src/host/session.ts";
import { ownerOf } from "../../../packages/core/src/viewer.ts";
import { opened } from "../sources/computed.ts";

const call = { signal: new AbortController().signal, progress: () => {} };

/** Fifty customers in five regions, whose rivals grow by the second run. */
const market = (more: number): string =>
  `region,rivals\n${["a", "b", "c", "d", "e"].map((r, i) => `${r},${i + 1 + more}`).join("\n")}\n`;
const ids = Array.from({ length: 50 }, (_, i) => `c${i}`);

it("a comparison of runs tells how far rivals' pressure has moved, though no customer did anything", async () => {
  const { folder, write } = await opened({
    "clientele.yaml": `clientele: 1
name: Rivals
as_of: 2026-01-31
sources:
  customers: { from: c.csv, key: id, columns: { region: { title: Region } } }
  transactions: { from: t.csv, customer: id, time: day, amount: amount }
  market: { kind: factors, from: market.csv, match: [region], columns: { rivals: { title: Rivals } } }
`,
    "segmentations/s.yaml":
      "segmentation: s\nkind: rules\nsegments:\n  - { id: pressed, when: market.rivals > 4 }\n  - { id: others, else: true }\n",
    "c.csv": `id,region\n${ids.map((id, i) => `${id},${"abcde"[i % 5] ?? ""}`).join("\n")}\n`,
    "t.csv": `id,day,amount\n${ids.map((id, i) => `${id},2026-01-31,${10 + i}`).join("\n")}\n`,
    "market.csv": market(0),
  });
  const runs: string[] = [];
  for (const [minute, more] of [0, 4].entries()) {
    write("market.csv", market(more));
    const clock = (): Date => new Date(`2026-02-01T10:0${minute}:00Z`);
    const session = await openSession({ project: folder, allowRead: [] }, clock);
    const ran = await session.run({}, call);
    await session.close();
    if (!ran.ok) throw new Error(JSON.stringify(ran.errors));
    runs.push(ran.value.run);
  }
  const session = await openSession({ project: folder, allowRead: [] }, () => new Date());
  const [from = "", to = ""] = runs;
  const found = await session.diff({ viewer: ownerOf("cli:test"), from, to }, call);
  await session.close();
  if (!found.ok) throw new Error(JSON.stringify(found.errors));
  const rivals = found.value.drift.find((d) => d.metric === "market.rivals");
  expect(rivals?.psi.value).toBeGreaterThan(rivals?.psi.chance ?? Infinity);
  expect(rivals?.psi.value).toBeGreaterThan(0.25);
  expect(found.value.drift.find((d) => d.metric === "monetary")?.psi.value).toBe(0);
  // Only the fifth region had more than four of them; now all have.
  const [segmentation] = found.value.segmentations;
  expect(segmentation?.flows).toMatchObject([{ from: "others", to: "pressed", customers: 40 }]);
});
