import { expect, it } from "vitest";
import { listTemplates } from "../../packages/core/src/compute/project/templates.ts";
import { clientele, problemsOf } from "./clientele.ts";
import { temporaryFolder } from "./temporary-project.ts";

it("`init --help` tells every template and what it is about, in both languages", async () => {
  for (const locale of ["en", "zh-CN"]) {
    const { out } = await clientele(["init", "--help", "--locale", locale]);
    for (const name of listTemplates()) expect(out).toMatch(new RegExp(`^  ${name} +\\S`, "m"));
  }
});

it("an unknown template is answered with those that there are", async () => {
  const ended = await clientele(["init", temporaryFolder(), "--template", "bnak", "--json"]);
  expect(ended.code).toBe(1);
  const [told] = problemsOf(ended);
  expect(told?.code).toBe("unknown-template");
  for (const name of listTemplates()) expect(told?.message).toContain(name);
});

it("a project has what its user edits, and neither generator nor caches", async () => {
  const folder = temporaryFolder();
  const { json } = await clientele(["init", folder, "--template", "bank", "--json"]);
  const files = json["files"] as readonly string[]; // what is tested
  expect(files).toEqual(expect.arrayContaining(["README.md", "data/customers.csv"]));
  expect(files.filter((file) => /\.ts$|^\.|^generator/.test(file))).toEqual([]);
});
