import assert from "node:assert/strict";
import { cpSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "mocha";
import * as vscode from "vscode";
import {
  branches,
  counted,
  lensesOf,
  open,
  projectFolder,
  restore,
  retype,
  until,
  uriOf,
} from "./workbench.ts";

/** A second project below the first one's folder: its own data, its own counts. */
describe("several projects and files in one window", () => {
  const other = join(projectFolder(), "other");
  before(() => {
    for (const path of ["clientele.yaml", "data", "segmentations"])
      cpSync(uriOf(path).fsPath, join(other, path), { recursive: true });
    writeFileSync(join(other, "data/customers.csv"), "customer_id,name,city\n00007,Only,Hefei\n");
  });
  after(async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    rmSync(other, { recursive: true, force: true, maxRetries: 5 });
  });

  it("counts each file with the data of its own project", async () => {
    const own = await counted(await open("segmentations/value.yaml"));
    const others = await counted(await open("other/segmentations/value.yaml"));
    assert.notDeepEqual(others, own);
  });

  it("shows a branch for each in the tree", async () => {
    const roots = await until("two projects", async () => {
      const found = await branches();
      return found.length === 2 && found;
    });
    assert.equal(roots[1]?.label, "other");
  });

  it("lets an unsaved change of one file reach the segments of another, and not the other project", async () => {
    const value = await open("segmentations/value.yaml");
    const service = await open("segmentations/service.yaml");
    const [first] = await counted(service);
    await retype(value, "top: 80% of value", "top: 5% of value");
    await until("the save list follows the tiers", async () => {
      const [now] = await lensesOf(service);
      return now !== first && /^\d/.test(now ?? "");
    });
    const others = await counted(await open("other/segmentations/service.yaml"));
    assert.ok(others.length === 4);
    await restore(value);
  });
});
