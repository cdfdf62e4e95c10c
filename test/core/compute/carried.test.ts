/** What models and clusters learned is used on later days, until the rhythm or the data ask for more. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectHost, type Host } from "../../../packages/core/src/host/client.ts";
import type { Cards, RunSummary } from "../../../packages/core/src/host/protocol.ts";
import { purchases } from "./purchases.ts";

const config = (more = "") => `clientele: 1
name: Carried
${more}sources:
  transactions: { from: data/*.csv, customer: customer, time: paid_at, amount: amount }
metrics:
  p_alive: { model: pareto_nbd }
`;
const groups = (k: number) => `segmentation: groups
kind: kmeans
features: [recency, { metric: frequency, transform: log1p }]
k: ${k}
`;

const rows = purchases(1500, 7).trim().split("\n");
const head = rows[0] ?? "";
const dayOf = (row: string): string => row.split(",")[1] ?? "";
const between = (after: string, until: string): string =>
  [head, ...rows.slice(1).filter((r) => dayOf(r) > after && dayOf(r) <= until)].join("\n");
const first = "2026-06-10";
const files = {
  "clientele.yaml": config(),
  "segmentations/groups.yaml": groups(3),
  "data/a.csv": between("", first),
};
const nextDay = { "data/b.csv": between(first, "2026-06-11") };

let host: Host;
let project: string;

beforeAll(async () => {
  host = connectHost();
  project = mkdtempSync(join(realpathSync(tmpdir()), "clientele-carried-"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(project, path)), { recursive: true });
    writeFileSync(join(project, path), text);
  }
  await host.call("open", { project, allowRead: [] });
  await ran({ publish: true });
}, 60_000);
afterAll(async () => {
  await host.close();
  rmSync(project, { recursive: true, force: true, maxRetries: 3 });
});

async function ran(how: { refit?: boolean; publish?: boolean; asOf?: string } = {}) {
  const { publish = false, ...asked } = how;
  const params = publish ? { ...asked, publish: { by: "test", why: "" } } : asked;
  const answer = await host.call("run", params);
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  const summary: RunSummary = answer.value;
  return {
    summary,
    model: summary.models["p_alive"],
    sizes: Object.values(summary.segmentations["groups"]?.segments ?? {}).map((s) => s.customers),
  };
}

/** With files written for as long as it takes. */
async function given<T>(texts: Readonly<Record<string, string>>, work: () => Promise<T>) {
  for (const [path, text] of Object.entries(texts)) writeFileSync(join(project, path), text);
  try {
    return await work();
  } finally {
    for (const path of Object.keys(texts)) {
      const before = (files as Readonly<Record<string, string>>)[path];
      if (before === undefined) rmSync(join(project, path));
      else writeFileSync(join(project, path), before);
    }
  }
}

const cards = async (): Promise<Cards["cards"]> => {
  const answer = await host.call("cards", {});
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value.cards;
};

describe("what was learned", () => {
  it("scores a further day's customers as a preview foretold, and says when it was learned", async () => {
    const before = await cards();
    await given(nextDay, async () => {
      const foretold = await host.call("preview", { panel: "p", overlay: {} });
      if (!foretold.ok) throw new Error(JSON.stringify(foretold.error));
      const { summary, model, sizes } = await ran();
      expect(summary.as_of).toBe("2026-06-11");
      expect(model?.fitted_on).toBe(first);
      const was = before.find(({ name }) => name === "p_alive")?.card;
      if (was?.kind !== "purchases" || was.parameters === null) throw new Error("no parameters");
      expect(model?.parameters).toEqual(
        Object.fromEntries(
          Object.entries(was.parameters).map(([name, { value }]) => [name, value]),
        ),
      );
      // All of today's are in a group, whoever was there when groups were learned.
      expect(sizes.reduce((sum, n) => sum + n, 0)).toBe(summary.customers);
      expect(foretold.value.segmentations.map((s) => s.segments.map((x) => x.customers))).toEqual([
        sizes,
      ]);
      const anew = await ran({ refit: true });
      expect(anew.model?.fitted_on).toBeUndefined();
      expect(anew.model?.parameters).not.toEqual(model?.parameters);
    });
  }, 60_000);

  it("is learned anew where the rhythm, its definition or the data ask for it", async () => {
    const anew = async (texts: Readonly<Record<string, string>>, asOf?: string) =>
      given({ ...nextDay, ...texts }, async () => {
        const { model } = await ran(asOf === undefined ? {} : { asOf });
        return model?.fitted_on;
      });
    expect(await anew({ "clientele.yaml": config("refit: 2 days\n") })).toBe(first);
    expect(await anew({ "clientele.yaml": config("refit: 1 day\n") })).toBeUndefined();
    const other = config().replace("amount: amount", "amount: amount * 1");
    expect(await anew({ "clientele.yaml": other })).toBeUndefined();
    const corrected = files["data/a.csv"].replace(/\.\d\d$/, ".99");
    expect(corrected).not.toBe(files["data/a.csv"]);
    expect(await anew({ "data/a.csv": corrected })).toBeUndefined();
    const more = Array.from({ length: 75 }, (_, i) => `new${i},2026-06-11,5`);
    const many = [nextDay["data/b.csv"], ...more].join("\n");
    expect(await anew({ "data/b.csv": many })).toBeUndefined();
    const few = [nextDay["data/b.csv"], ...more.slice(0, 70)].join("\n");
    expect(await anew({ "data/b.csv": few })).toBe(first);
    // A day before the fit does not look into its future.
    expect(await anew({}, "2026-06-01")).toBeUndefined();
  }, 120_000);
});
