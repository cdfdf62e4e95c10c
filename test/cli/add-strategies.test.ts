import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { clientele } from "./clientele.ts";
import { temporaryProject } from "./temporary-project.ts";

describe("clientele add", () => {
  it("writes a strategy for every segment, and a playbook for one, and overwrites nothing", async () => {
    const folder = temporaryProject();
    const at = ["--project", folder];
    const added = await clientele(["add", "strategies", "--for", "value", ...at, "--json"]);
    expect(added.json).toMatchObject({
      files: ["strategies/value_high.yaml", "strategies/value_rest.yaml"],
      uncovered: [],
      metric: null,
    });
    const playbook = ["add", "playbook", "retention", "--for", "care.save_list", ...at];
    expect((await clientele(playbook)).out).toContain("effects are left out");
    const text = readFileSync(join(folder, "strategies/retention_save_list.yaml"), "utf8");
    expect(text).toContain("for: care.save_list");
    expect((await clientele(playbook)).error).toContain("file-present");
    expect((await clientele(["check", folder])).code).toBe(0);
  });

  it("says what is missing or misspelt", async () => {
    const at = ["--project", temporaryProject()];
    const nobody = await clientele(["add", "playbook", "retention", ...at]);
    expect([nobody.code, nobody.error.includes("--for")]).toEqual([2, true]);
    const unknown = await clientele(["add", "playbook", "retenton", "--for", "value", ...at]);
    expect(unknown.error).toContain("retention");
    const segment = await clientele(["add", "strategies", "--for", "valu", ...at]);
    expect(segment.error).toContain("value");
  });
});
