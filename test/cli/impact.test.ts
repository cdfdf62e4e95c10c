import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { clientele } from "./clientele.ts";
import { config, temporaryProject } from "./temporary-project.ts";

it("the impact assessment tells purposes, flows, findings, and what was allowed and why", async () => {
  const folder = temporaryProject({
    "clientele.yaml": config.replace("columns:\n", "columns:\n      city: { sensitive: true }\n"),
    "segmentations/home.yaml":
      "segmentation: home\nkind: rules\nsegments: [{ id: near, when: city = 'Suzhou' }]\n",
    "strategies/near.yaml": `# clientele: allow price-by-sensitive because delivery is free where the warehouse is
strategy: near
title: { en: Nearby, zh-CN: 就近服务 }
for: home.near
objective: grow
owners: { lead: logistics }
price: Free delivery
channel: { prefer: [sms] }
`,
  });
  await clientele(["run", folder, "--publish"]);
  await clientele(["export", "--project", folder, "--to", join(folder, "given.csv")]);
  const told = async (file: string, locale: string): Promise<string> => {
    const ended = await clientele([
      "check",
      folder,
      "--report",
      join(folder, file),
      "--locale",
      locale,
    ]);
    expect(ended.code).toBe(0);
    return readFileSync(join(folder, file), "utf8");
  };
  const text = await told("impact.md", "en");
  expect(text).toContain("| city | sensitive | home.near, near |");
  expect(text).toContain("| Nearby | grow | home.near | price | city | sms | logistics |");
  expect(text).toContain("delivery is free where the warehouse is");
  expect(text).toMatch(/strategies\/near\.yaml:8 \| "near" reaches customers by sms/);
  expect(text).toContain("given.csv");
  const page = await told("impact.html", "zh-CN");
  expect(page).toContain("<h1>个人信息保护影响评估</h1>");
  expect(page).toContain("就近服务");
  expect(page).not.toMatch(/undefined|\[object/);
  const json = await clientele(["check", folder, "--json"]);
  expect(json.json["allowed"]).toMatchObject([
    { code: "price-by-sensitive", reason: "delivery is free where the warehouse is" },
  ]);
  const wrong = await clientele(["check", folder, "--report", "impact.pdf"]);
  expect(wrong.code).toBe(2);
});
