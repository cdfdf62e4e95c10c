import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { jsonSchemaOf } from "../../packages/core/src/language/config/json-schema.ts";
import { clientele, problemsOf } from "../cli/clientele.ts";

function temporary(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), "clientele-docs-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, "clientele.yaml"), text);
  return folder;
}

it("`schema` prints a schema, or writes it", async () => {
  const folder = temporary("clientele: 1\n");
  const printed = await clientele(["schema", "segmentation"]);
  expect([printed.code, printed.json]).toEqual([0, jsonSchemaOf("segmentation")]);
  const written = await clientele(["schema", "--to", "made/project.json"], { cwd: folder });
  expect(written.code).toBe(0);
  const file = readFileSync(join(folder, "made/project.json"), "utf8");
  expect(JSON.parse(file)).toEqual(jsonSchemaOf("project"));
  expect((await clientele(["schema", "nothing"])).code).toBe(2);
});

it("`migrate` says where nothing is to do, and refuses what is newer", async () => {
  const present = await clientele(["migrate", temporary("clientele: 1 # ours\n"), "--json"]);
  expect([present.code, present.json]).toMatchObject([0, { from: 1, to: 1, files: [] }]);
  const newer = await clientele(["migrate", temporary("clientele: 2\nwhat: ever\n"), "--json"]);
  expect(newer.code).toBe(1);
  expect(problemsOf(newer)).toMatchObject([
    { code: "future-format", file: "clientele.yaml", range: { start: { line: 0, character: 11 } } },
  ]);
});
