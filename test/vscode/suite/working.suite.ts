import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { after, before, describe, it } from "mocha";
import * as vscode from "vscode";
import { openState, statePath } from "../../../packages/core/src/people/index.ts";
import {
  acceptingUntil,
  branches,
  lensesOf,
  open,
  pageText,
  projectFolder,
  restore,
  retype,
  runsOf,
  until,
  uriOf,
} from "./workbench.ts";

const chinese = vscode.env.language.startsWith("zh");

describe("working with runs", () => {
  let first = "";
  before(async () => {
    await open("segmentations/service.yaml");
    if (runsOf().length === 0) await vscode.commands.executeCommand("clientele.run");
    [first = ""] = await until("a run", () => runsOf().length > 0 && runsOf());
  });

  it("publishes a run with the reason that is asked for; counts are then against it", async () => {
    const done = vscode.commands.executeCommand("clientele.publish");
    const published = await acceptingUntil("something is published", () => {
      const file = uriOf(".clientele/published.json").fsPath;
      return existsSync(file) && (JSON.parse(readFileSync(file, "utf8")) as { run: string }); // as publish writes it
    });
    await done;
    assert.equal(published.run, first);
    const document = await open("segmentations/service.yaml");
    await until("the lens says what it is compared with", async () =>
      (await lensesOf(document)).every((title) =>
        title.includes(chinese ? "较已发布" : "vs published"),
      ),
    );
  });

  it("runs what is saved; the published run stays the base", async () => {
    const document = await open("segmentations/service.yaml");
    await retype(document, "frequency >= 5", "frequency >= 7");
    await document.save();
    await vscode.commands.executeCommand("clientele.run");
    await until("two runs", () => runsOf().length === 2);
    await until("a change against what is published", async () =>
      (await lensesOf(document)).some((title) => /−\d+/.test(title)),
    );
  });

  it("compares counts with the last run or a run by its name, where that is asked for", async () => {
    const document = await open("segmentations/service.yaml");
    const versus = async (against: string, said: RegExp): Promise<readonly string[]> => {
      await vscode.commands.executeCommand("clientele.compareWith", document.uri, against);
      return until(`lenses against ${against}`, async () => {
        const titles = await lensesOf(document);
        return titles.every((title) => said.test(title)) && titles;
      });
    };
    const latest = await versus("latest", chinese ? /较上次运行/ : /vs last run/);
    assert.ok(
      latest.every((title) => / 0 vs|运行 0/.test(title)),
      latest.join("\n"),
    );
    const named = await versus(first, new RegExp(first));
    assert.ok(
      named.some((title) => /−\d+/.test(title)),
      named.join("\n"),
    );
    await versus("no-such-run", chinese ? /较已发布/ : /vs published/);
  });

  it("compares two runs on a page: who moved, and that the rules did it", async () => {
    const done = vscode.commands.executeCommand("clientele.compareRuns");
    const text = await acceptingUntil("a comparison", () => pageText("→"));
    await done;
    assert.match(text, chinese ? /规则/ : /rules/i);
    await closeInFront();
  });

  it("explains a customer on a page, clause by clause", async () => {
    const done = vscode.commands.executeCommand("clientele.explain");
    const text = await acceptingUntil("an explanation", () => pageText("/00000"));
    await done;
    assert.match(text, chinese ? /标准/ : /Standard, because/);
    await closeInFront();
  });

  it("profiles the data on a page", async () => {
    await vscode.commands.executeCommand("clientele.profile");
    const text = await until("a profile", () => pageText(chinese ? "数据" : "data hold"));
    assert.match(text, /city/);
    await closeInFront();
  });

  it("starts a segmentation from a template, under a name that is free", async () => {
    const file = uriOf("segmentations/rfm_2.yaml").fsPath;
    const done = vscode.commands.executeCommand("clientele.newSegmentation");
    await acceptingUntil("the file", () => existsSync(file));
    await done;
    assert.match(readFileSync(file, "utf8"), /^segmentation: rfm_2$/m);
    const document = await until("it is in front", () => {
      const active = vscode.window.activeTextEditor?.document;
      return active?.uri.fsPath === file && active;
    });
    await until("its segments are counted", async () =>
      (await lensesOf(document)).some((title) => /\d/.test(title)),
    );
    await closeInFront();
    for (const made of [file, uriOf("checks/rfm_2.yaml").fsPath]) rmSync(made, { force: true });
  });

  it("shows the project as a tree: segmentations with counts, strategies, checks, runs", async () => {
    const groups = await until("the groups", async () => {
      const found = await branches();
      return found.length >= 4 && found;
    });
    const titles = groups.map(({ label }) => label);
    for (const title of chinese
      ? ["分群方案", "策略", "检查", "运行记录"]
      : ["Segmentations", "Strategies", "Checks", "Runs"])
      assert.ok(titles.includes(title), titles.join(", "));
    const [segmentations] = groups;
    const files = await branches(segmentations?.node);
    const service = files.find(({ label }) => label === "service");
    const segments = await until("counts in the tree", async () => {
      const found = await branches(service?.node);
      return found.every(({ description }) => /^\d/.test(description)) && found;
    });
    assert.equal(segments.length, 4);
    const runs = await branches(groups.at(-1)?.node);
    assert.equal(runs.length, 2);
    assert.deepEqual(
      runs.map(({ context }) => context),
      ["run", "run.published"],
    );
  });

  it("publishes the run of the tree that was pressed", async () => {
    const groups = await branches();
    const [newest] = await branches(groups.at(-1)?.node);
    const done = vscode.commands.executeCommand("clientele.publish", newest?.node);
    await acceptingUntil("the newest is published", () => {
      const text = readFileSync(uriOf(".clientele/published.json").fsPath, "utf8");
      return text.includes(newest?.label ?? "?");
    });
    await done;
  });

  it("asks for the saved files to be published, where somebody else approves", async () => {
    const document = await open("segmentations/service.yaml");
    const access = uriOf("access.yaml").fsPath;
    writeFileSync(
      access,
      "roles:\n  head: { users: [chen@example.com], rows: all, may: [look_up, approve] }\n",
    );
    await retype(document, "frequency >= 7", "frequency >= 6");
    const wanted = {
      title: "Fewer are loyal",
      why: "They come less often",
      author: "li@example.com",
    };
    await vscode.commands.executeCommand("clientele.requestPublish", document.uri, wanted);
    const state = await openState(statePath(projectFolder()));
    if (!state.ok) throw new Error(JSON.stringify(state.errors));
    const [request, ...others] = await state.value.requests.list();
    await state.value.close();
    rmSync(access);
    await retype(document, "frequency >= 6", "frequency >= 7");
    assert.deepEqual(others, []);
    assert.equal(request?.title, wanted.title);
    assert.equal(request?.author, wanted.author);
  });

  after(async () => {
    const document = await open("segmentations/service.yaml");
    await retype(document, "frequency >= 7", "frequency >= 5");
    await document.save();
    await restore(document);
  });
});

const closeInFront = async (): Promise<void> =>
  vscode.commands.executeCommand("workbench.action.closeActiveEditor");
