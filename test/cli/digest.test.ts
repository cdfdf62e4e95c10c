import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { shopOn, write } from "../core/digests/project.ts";
import { clientele } from "./clientele.ts";
import { temporaryFolder } from "./temporary-project.ts";

it("`digest` tells what changed since the run before, in both languages and as a file", async () => {
  const folder = temporaryFolder();
  for (const day of ["2026-11-09", "2026-11-16"]) {
    write(folder, shopOn(day));
    expect((await clientele(["run", folder, "--publish", "--json"])).code).toBe(0);
  }
  const at = ["--project", folder];
  const told = await clientele(["digest", ...at, "--json"]);
  expect(told.code).toBe(0);
  expect(told.json).toMatchObject({
    digest: "weekly",
    as_of: "2026-11-16",
    since: { as_of: "2026-11-09" },
    changed: true,
    balances: [{ segment: "save_list", opening: 2, closing: 3, net: 1 }, {}, {}],
    revenue: { window_days: 30, now: 336, before: 1095 },
    losses: [{ customer: "c1", owner: "li.na@example.com", revenue: 500 }, { customer: "c2" }],
    actions: { due: 3, done: 0, overdue: 1 },
    overdue: [{ customer: "c4", due: "2026-11-11" }],
    decision: { kind: "overdue", steps: 1 },
  });
  const out = join(folder, "week.txt");
  const chinese = await clientele(["digest", "weekly", ...at, "--locale", "zh-CN", "--out", out]);
  expect(chinese.code).toBe(0);
  expect(readFileSync(out, "utf8")).toContain("挽留名单      3（净增 1）");
  const picture = join(folder, "week.png");
  expect((await clientele(["digest", ...at, "--out", picture])).code).toBe(0);
  expect(readFileSync(picture).subarray(0, 4).toString("latin1")).toBe("\u0089PNG");
  const before = await clientele(["digest", ...at, "--as-of", "2026-11-10"]);
  expect(before.out).toContain("The first digest");
  const own = await clientele(["digest", ...at, "--owner", "wang.lei@example.com", "--json"]);
  expect(own.json).toMatchObject({ customers: 2, losses: [] });
  const unknown = await clientele(["digest", "weakly", ...at]);
  expect([unknown.code, unknown.error]).toEqual([
    1,
    expect.stringContaining('did you mean "weekly"?'),
  ]);
  expect((await clientele(["digest", ...at, "--out", "week.doc"])).code).toBe(2);
});
