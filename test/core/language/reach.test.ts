import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { openProject } from "../../../packages/core/src/compute/project/project.ts";
import { readConfig } from "../../../packages/core/src/language/config/read-config.ts";
import { build, catalogOf, withRule, type Texts } from "./project.ts";

const catalog = catalogOf({ transactions: { c: "text", t: "timestamp", a: "number" } });

describe("an expression reaches no file, no network and no other table", () => {
  it.each([
    "read_csv('/etc/passwd') is not null",
    "read_text('/etc/passwd') like 'root%'",
    "getenv('HOME') = 'x'",
    "glob('/*') is not null",
    "http_get('http://example.com') = 'x'",
    "current_setting('home_directory') = 'x'",
    "duckdb_secrets.name = 'x'",
    "information_schema.tables.table_name = 'x'",
    "(select 1) = 1",
    "recency > (select max(x) from read_csv('/etc/passwd'))",
    "exists (select 1 from other)",
    "recency > 3; copy transactions to '/tmp/x'",
    "recency > 3 union select 1",
    "recency > 3 -- and more",
    '"transactions"."a" > 3 from other',
    "'/etc/passwd'.x = 1",
  ])("%s", (rule) => {
    const { model, problems } = build(withRule(rule), catalog);
    expect(model).toBeUndefined();
    expect(problems.some((p) => p.severity === "error" && p.file === "segmentations/s.yaml")).toBe(
      true,
    );
  });
});

describe("files of the configuration", () => {
  const folderOf = (files: Texts): string => {
    const folder = mkdtempSync(join(realpathSync(tmpdir()), "clientele-reach-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(folder, path, ".."), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return folder;
  };

  it("that are links out of the project show nothing of what is there", () => {
    const outside = folderOf({ "secret.yaml": "password: hunter2\n" });
    const folder = folderOf(withRule("recency > 3"));
    symlinkSync(join(outside, "secret.yaml"), join(folder, "segmentations/link.yaml"));
    const { problems } = readConfig(openProject(folder).files);
    expect(problems.map((p) => [p.code, p.file])).toEqual([
      ["linked-outside", "segmentations/link.yaml"],
    ]);
    expect(JSON.stringify(problems)).not.toMatch(/password|hunter2/);
    const allowed = readConfig(openProject(folder, { allowRead: [outside] }).files);
    expect(allowed.problems.map((p) => p.code)).toEqual(["missing-key"]);
  });

  it("may be links inside it, and the project a link itself", () => {
    const folder = folderOf({
      ...withRule("recency > 3"),
      "shared/a.yaml": "segmentation: a\nkind: rfm\n",
    });
    symlinkSync(join(folder, "shared/a.yaml"), join(folder, "segmentations/a.yaml"));
    const link = `${folder}-link`;
    symlinkSync(folder, link);
    onTestFinished(() => rmSync(link));
    const { problems, segmentations } = readConfig(openProject(link).files);
    expect(problems).toEqual([]);
    expect(segmentations.map((s) => s.value.segmentation).toSorted()).toEqual(["a", "s"]);
  });
});
