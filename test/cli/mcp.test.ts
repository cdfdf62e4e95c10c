import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished } from "vitest";
import { openState, statePlace } from "../../packages/core/src/people/index.ts";
import { temporaryProject } from "./temporary-project.ts";
import { clientele } from "./clientele.ts";

const main = fileURLToPath(new URL("../../packages/core/src/cli/main.ts", import.meta.url));

type Reply = {
  readonly id: number | null;
  readonly result?: {
    readonly content?: readonly { readonly text: string }[];
    readonly isError?: boolean;
    readonly [key: string]: unknown;
  };
  readonly error?: { readonly code: number };
};

/** The server as a client starts it. */
function serve(project: string) {
  const child = spawn(
    process.execPath,
    ["--conditions=source", "--disable-warning=ExperimentalWarning", main, "mcp", project],
    { stdio: ["pipe", "pipe", "inherit"] },
  );
  onTestFinished(() => void child.kill());
  const waiting: ((reply: Reply) => void)[] = [];
  createInterface({ input: child.stdout }).on("line", (line) =>
    waiting.shift()?.(JSON.parse(line) as Reply),
  );
  const send = (text: string): Promise<Reply> =>
    new Promise((resolve) => {
      waiting.push(resolve);
      child.stdin.write(`${text}\n`);
    });
  let id = 0;
  const ask = (method: string, params: object = {}): Promise<Reply> =>
    send(JSON.stringify({ jsonrpc: "2.0", id: (id += 1), method, params }));
  const call = async (name: string, input: object) => {
    const { result } = await ask("tools/call", { name, arguments: input });
    return { text: result?.content?.[0]?.text ?? "", isError: result?.isError };
  };
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  return { ask, call, send, end: () => (child.stdin.end(), ended) };
}

it("serves look-ups to language models, personal data masked, and writes them to the audit log", async () => {
  const project = temporaryProject();
  expect((await clientele(["run", project])).code).toBe(0);
  const { ask, call, send, end } = serve(project);
  const started = await ask("initialize", { protocolVersion: "2025-03-26", capabilities: {} });
  expect(started.result).toMatchObject({
    protocolVersion: "2025-03-26",
    serverInfo: { name: "clientele" },
    capabilities: { tools: {} },
  });
  const listed = await ask("tools/list");
  expect(listed.result?.["tools"]).toMatchObject([
    { name: "describe_project" },
    { name: "find_customer", annotations: { readOnlyHint: true } },
    { name: "explain_assignment", inputSchema: { required: ["customer"] } },
    { name: "preview_rule" },
  ]);
  const found = await call("find_customer", { query: "acme" });
  expect(found.text).toContain("2 match of 4 customers");
  expect(found.text).toContain("00002");
  const described = await call("describe_project", {});
  expect(described.text).toContain("- care (rules): save_list, app");
  expect(described.text).not.toContain("phone");
  const why = await call("explain_assignment", { customer: "00428" });
  expect(why.text).toContain("over 30 days");
  const rule = await call("preview_rule", { rule: "monetary > 1000" });
  expect(rule.text).toContain("It holds for 1 of 4 customers");
  const edited = await call("preview_rule", {
    file: "segmentations/care.yaml",
    text: "segmentation: care\nkind: rules\nassign: all\nsegments:\n  - { id: app, when: frequency >= 1 }\n",
  });
  expect(edited.text).toMatch(/App\s+3/);
  expect(await call("preview_rule", { rule: "recensy > 3" })).toMatchObject({
    isError: true,
    text: expect.stringContaining("recency"),
  });
  expect((await call("preview_rule", { file: "../secret.yaml", text: "" })).isError).toBe(true);
  expect((await ask("tools/call", { name: "drop_table" })).error?.code).toBe(-32_602);
  expect((await ask("resources/list")).error?.code).toBe(-32_601);
  expect((await send("{nonsense")).error?.code).toBe(-32_700);
  expect(await end()).toBe(0);
  const state = await openState(statePlace(project, process.env));
  if (!state.ok) throw new Error(JSON.stringify(state.errors));
  const entries = await state.value.audited();
  await state.value.close();
  expect(entries.map(({ action, customers }) => [action, customers])).toEqual([
    ["find", ["00428"]],
    ["why", ["00428"]],
    ["find", ["00002", "00003"]],
  ]);
});
