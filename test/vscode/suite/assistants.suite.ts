import assert from "node:assert/strict";
import { before, describe, it } from "mocha";
import * as vscode from "vscode";
import { extension, open, runsOf, until } from "./workbench.ts";

const chinese = vscode.env.language.startsWith("zh");

describe("tools of language models", () => {
  before(async () => {
    await open("segmentations/service.yaml");
    if (runsOf().length === 0) await vscode.commands.executeCommand("clientele.run");
    await until("a run", () => runsOf().length > 0);
  });

  it("are three, each with what it takes", () => {
    for (const name of ["find_customer", "explain_assignment", "preview_rule"]) {
      const tool = vscode.lm.tools.find((t) => t.name === name);
      assert.ok(tool !== undefined, vscode.lm.tools.map((t) => t.name).join(", "));
      assert.match(JSON.stringify(tool.inputSchema), /"properties"/);
    }
  });

  it("find a customer", async () => {
    assert.match(await answer("find_customer", { query: "00042" }), /00042/);
  });

  it("explain an assignment, also what would change it", async () => {
    const text = await answer("explain_assignment", { customer: "00007", to: "service.standard" });
    assert.match(text, /Customer 7/);
    assert.match(text, chinese ? /标准/ : /Standard/);
  });

  it("count a rule, and a text that is not written", async () => {
    assert.match(await answer("preview_rule", { rule: "frequency >= 5" }), /\d+ of 200/);
    const text = (await open("segmentations/service.yaml")).getText();
    const changed = await answer("preview_rule", {
      file: "segmentations/service.yaml",
      text: text.replace("frequency >= 5", "frequency >= 7"),
    });
    // of customers n mod 8 = 7, those who bought in the window that is looked at
    assert.match(changed, /\b14\b/);
  });

  it("say what is wrong with a rule in place of an answer", async () => {
    assert.match(await answer("preview_rule", { rule: "frequenzy > 3" }), /unknown-name/);
  });

  it("ask first: what is looked up, and that it goes to the model, is in the question", async () => {
    const { tools } = extension().exports;
    assert.deepEqual([...tools.keys()], ["find_customer", "explain_assignment", "preview_rule"]);
    for (const tool of tools.values()) {
      const { token } = new vscode.CancellationTokenSource();
      const prepared = await tool.prepareInvocation?.({ input: { query: "lihua" } }, token);
      const { title = "", message = "" } = prepared?.confirmationMessages ?? {};
      assert.ok(title.length > 3);
      assert.ok(typeof message === "string");
      assert.match(message, /lihua/);
      assert.match(message, chinese ? /语言模型/ : /language model/);
      const long = await tool.prepareInvocation?.({ input: { text: "x".repeat(9999) } }, token);
      const said = long?.confirmationMessages?.message;
      assert.ok(typeof said === "string" && said.length < 300, "a glance is enough");
    }
  });
});

async function answer(name: string, input: object): Promise<string> {
  const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
  return content
    .map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : ""))
    .join("\n");
}
