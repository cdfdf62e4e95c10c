import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { clientele, problemsOf } from "./clientele.ts";
import { temporaryProject } from "./temporary-project.ts";

const rules = (gold: number, per = 10): string => `loyalty: club
title: { en: The club, zh-CN: 俱乐部 }
earn: { per: ${per} }
value: 0.5
redeemed: 0.8
levels:
  - { id: gold, title: { en: Gold, zh-CN: 金卡 }, at_least: ${gold}, benefits: [{ what: A gift, cost: 7 }] }
  - { id: basic, rest: true }
`;

const project = () =>
  temporaryProject({
    "segmentations/value.yaml": null,
    "segmentations/care.yaml": null,
    "clientele.yaml":
      "clientele: 1\nname: T\nsources:\n  transactions: { from: t.csv, customer: c, time: d, amount: a }\n",
    "loyalty.yaml": rules(50),
    "t.csv": "c,d,a\na,2026-03-01,600\nb,2026-03-01,400\nc,2026-03-02,100\n",
  });

describe("loyalty", () => {
  it("tells members, points and their cost, and what other rules would change", async () => {
    const folder = project();
    writeFileSync(join(folder, "other.yaml"), rules(40));
    const { code, json } = await clientele([
      "loyalty",
      "--project",
      folder,
      "--against",
      join(folder, "other.yaml"),
      "--json",
    ]);
    expect(code).toBe(0);
    // 60, 40 and 10 points; a point costs 0.5 · 0.8.
    expect(json).toMatchObject({
      as_of: "2026-03-02",
      now: { members: 3, points: 110, liability: 44, earned_cost: 44, benefits: 7 },
      then: { members: 3, points: 110, benefits: 14 },
      moves: [{ from: "basic", to: "gold", customers: 1, revenue: 400 }],
    });
    writeFileSync(join(folder, "double.yaml"), rules(50, 5));
    const double = await clientele([
      "loyalty",
      "--project",
      folder,
      "--against",
      join(folder, "double.yaml"),
      "--json",
    ]);
    expect(double.json).toMatchObject({
      now: { points: 110 },
      then: { points: 220, liability: 88 },
      moves: [{ from: "basic", to: "gold", customers: 1 }],
    });
  });

  it("shows points to the next level in both languages, and levels like any segmentation", async () => {
    const folder = project();
    const run = await clientele(["run", folder, "--json"]);
    expect(run.json).toMatchObject({
      segmentations: { loyalty_level: { segments: { gold: { customers: 1, revenue: 600 } } } },
    });
    const shown = await clientele(["show", "b", "--project", folder]);
    expect(shown.out).toMatch(/Points\s+40 \(10 points to Gold\)/);
    const chinese = await clientele(["show", "b", "--project", folder, "--locale", "zh-CN"]);
    expect(chinese.out).toContain("距金卡还差 10 分");
  });

  it("tells problems of other rules where they stand", async () => {
    const folder = project();
    writeFileSync(join(folder, "wrong.yaml"), rules(50).replace("rest: true", "at_least: 60"));
    const words = [
      "loyalty",
      "--project",
      folder,
      "--against",
      join(folder, "wrong.yaml"),
      "--json",
    ];
    const wrong = await clientele(words);
    expect(wrong.code).toBe(1);
    expect(problemsOf(wrong)).toMatchObject([
      { code: "tier-order", file: join(folder, "wrong.yaml"), range: { start: { line: 7 } } },
    ]);
    const none = await clientele([
      "loyalty",
      "--project",
      folder,
      "--against",
      "nowhere.yaml",
      "--json",
    ]);
    expect(problemsOf(none)).toMatchObject([{ code: "file-missing" }]);
  });
});
