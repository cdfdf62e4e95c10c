import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { afterEach, describe, it } from "mocha";
import * as vscode from "vscode";
import { customers } from "../project.ts";
import { lensesOf, open, restore, retype, runsOf, until, uriOf } from "./workbench.ts";

/** The lenses of the file as it is saved. */
let ofSaved: readonly string[] = [];

describe("live counts", () => {
  afterEach(async () => restore(await open("segmentations/service.yaml")));

  it("reserves a line above every segment before anything is counted", async () => {
    assert.equal((await lensesOf(await open("segmentations/value.yaml"))).length, 3);
  });

  it("counts each customer in exactly one segment where the first rule wins", async () => {
    const titles = await counted(await open("segmentations/service.yaml"), 4);
    ofSaved = titles;
    assert.equal(
      sum(titles.map((title) => Number(/^[\d,]+/.exec(title)?.[0].replace(",", "")))),
      customers,
    );
  });

  it("counts again while typing, on the text that is not saved", async () => {
    const document = await open("segmentations/service.yaml");
    const [, before] = await counted(document, 4);
    await retype(document, "frequency >= 5", "frequency >= 7");
    await until("another count of loyal", async () => {
      const [, now] = await lensesOf(document);
      return now !== before && isCount(now ?? "");
    });
    assert.match(
      readFileSync(uriOf("segmentations/service.yaml").fsPath, "utf8"),
      /frequency >= 5/,
    );
  });

  it("keeps the last counts while the text has a mistake", async () => {
    const document = await open("segmentations/service.yaml");
    await until("the counts of the text as it is saved", async () =>
      isDeepStrictEqual(await lensesOf(document), ofSaved),
    );
    await retype(document, "frequency >= 5", "frequency >=");
    await until("a mark", () => vscode.languages.getDiagnostics(document.uri).length > 0);
    assert.deepEqual(await lensesOf(document), ofSaved);
  });

  it("lets no project give itself the right to read elsewhere", () => {
    assert.deepEqual(vscode.workspace.getConfiguration("clientele").get("allowRead"), []);
  });

  it("never makes a run for that", () => {
    assert.deepEqual(runsOf(), []);
  });

  it("opens the preview beside and leaves the focus in the text", async () => {
    const document = await open("segmentations/service.yaml");
    await vscode.commands.executeCommand("clientele.preview");
    await until("a preview tab", () =>
      vscode.window.tabGroups.all.flatMap((g) => g.tabs).find(isPreview),
    );
    assert.equal(vscode.window.activeTextEditor?.document, document);
  });

  it("goes on after the engine has been restarted", async () => {
    const document = await open("segmentations/service.yaml");
    await vscode.commands.executeCommand("clientele.restartEngine");
    await retype(document, "frequency >= 5", "frequency >= 6");
    await counted(document, 4);
  });

  it("compares with the last run once there is one", async () => {
    const document = await open("segmentations/service.yaml");
    await vscode.commands.executeCommand("clientele.run");
    await until("a run", () => runsOf().length === 1);
    await retype(document, "frequency >= 5", "frequency >= 7");
    const titles = await until("a comparison", async () => {
      const now = await lensesOf(document);
      return now.some((title) => /−\d+/.test(title)) && now;
    });
    assert.ok(
      titles.some((title) => /\+\d+/.test(title)),
      titles.join("\n"),
    );
  });
});

const isCount = (title: string): boolean => /^[\d,]+ /.test(title);
const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
const isPreview = (tab: vscode.Tab): boolean =>
  tab.input instanceof vscode.TabInputWebview && tab.input.viewType.endsWith("clientele.preview");

const counted = (document: vscode.TextDocument, segments: number): Promise<readonly string[]> =>
  until("counts above the segments", async () => {
    const titles = await lensesOf(document);
    return titles.length === segments && titles.every(isCount) && titles;
  });
