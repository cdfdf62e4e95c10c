import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import * as vscode from "vscode";
import { openState, statePath, type State } from "../../../packages/core/src/people/index.ts";
import {
  acceptingUntil,
  lensesOf,
  open,
  placeOf,
  projectFolder,
  runsOf,
  until,
} from "./workbench.ts";

const chinese = vscode.env.language.startsWith("zh");

describe("disputes from the field", () => {
  let state: State;
  let service: vscode.TextDocument;
  before(async () => {
    service = await open("segmentations/service.yaml");
    if (runsOf().length === 0) await vscode.commands.executeCommand("clientele.run");
    await until("a run", () => runsOf().length > 0);
    const opened = await openState(statePath(projectFolder()));
    if (!opened.ok) throw new Error(JSON.stringify(opened.errors));
    state = opened.value;
    await state.disputes.add({
      at: "2026-11-18T08:00:00.000Z",
      actor: "slack:U1",
      place: "T1",
      customer: "00149",
      segmentation: "service",
      segment: "save_list",
      wanted: "standard",
      why: "pays late, not lost",
      run: "a-run",
      rule: "recency > 60",
    });
  });
  after(async () => {
    await state.close();
  });

  it("stand at the rule that put the customer there, as information, and in its lens", async () => {
    const mark = await until("the dispute", () => markIn(service));
    assert.equal(mark.severity, vscode.DiagnosticSeverity.Information);
    assert.equal(mark.range.start.line, placeOf(service, "id: save_list", 0).line);
    assert.match(mark.message, chinese ? /00149.*标准.*pays late/ : /00149.*Standard.*pays late/);
    await until("the lens says so", async () =>
      /1 dispute$|1 项异议$/.test((await lensesOf(service))[0] ?? ""),
    );
  });

  it("are answered from there: who reported it is told, and the mark goes", async () => {
    const mark = await until("the dispute", () => markIn(service));
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      service.uri,
      mark.range,
      vscode.CodeActionKind.QuickFix.value,
    );
    const fixed = actions.find(({ command }) => command?.command === "clientele.resolveDispute");
    assert.ok(fixed?.command !== undefined, actions.map(({ title }) => title).join(", "));
    const { command, arguments: given = [] } = fixed.command;
    const done = vscode.commands.executeCommand(command, ...(given as readonly unknown[]));
    await acceptingUntil("it is resolved", async () => {
      const left = await state.disputes.list({ open: true });
      return left.length === 0;
    });
    await done;
    await until("the mark is gone", () => markIn(service) === undefined);
    const [told] = await state.disputes.list();
    assert.match(told?.resolved?.by ?? "", /^cli:/);
    const notices = await state.notices.take("T1", new Date(), new Date(0));
    assert.equal(notices.length, 1);
  });
});

const markIn = (document: vscode.TextDocument): vscode.Diagnostic | undefined =>
  vscode.languages
    .getDiagnostics(document.uri)
    .find(({ code }) => typeof code === "string" && code.startsWith("dispute"));
