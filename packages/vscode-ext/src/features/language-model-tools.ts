import {
  LanguageModelTextPart,
  LanguageModelToolResult,
  McpStdioServerDefinition,
  env,
  l10n,
  lm,
  workspace,
  type Disposable,
  type LanguageModelTool,
} from "vscode";
import { join } from "node:path";
import { assistantTools, readerOf, type Ask, type AssistantTool } from "@clientele/core/host";
import { projectFolders } from "../client/projects.ts";
import type { Session } from "../client/session.ts";

/** Each asks the user before it looks anything up: what it answers goes to a language model. */
const confirmed: readonly AssistantTool["name"][] = [
  "find_customer",
  "explain_assignment",
  "preview_rule",
];

type Input = Readonly<Record<string, unknown>>;

/** Tools that a language model in the editor may call, on the project in front, with personal data masked; by their names. */
export const toolsOf = (
  sessionOf: () => Promise<Session | undefined>,
): ReadonlyMap<string, LanguageModelTool<Input>> =>
  new Map(
    assistantTools
      .filter((tool) => confirmed.includes(tool.name))
      .map((tool): [string, LanguageModelTool<Input>] => [
        tool.name,
        {
          prepareInvocation: ({ input }) => ({
            invocationMessage: l10n.t("Asking the project"),
            confirmationMessages: questionOf(tool.name, input),
          }),
          invoke: async ({ input }, token) => {
            const session = await sessionOf();
            if (session === undefined) throw new Error(l10n.t("No project can be asked here."));
            const cancelled = new AbortController();
            token.onCancellationRequested(() => cancelled.abort());
            const { signal } = cancelled;
            const ask: Ask = (method, params) => session.engine.ask(method, params, { signal });
            const viewer = readerOf("editor");
            const texts = session.counts.texts();
            const answer = await tool.run(input, { ask, viewer, locale: env.language, texts });
            return new LanguageModelToolResult([new LanguageModelTextPart(answer.text)]);
          },
        },
      ]),
  );

/** What the user is asked before a tool looks anything up. */
const questionOf = (
  name: AssistantTool["name"],
  input: Readonly<Record<string, unknown>>,
): { readonly title: string; readonly message: string } => ({
  title: toolTitle(name),
  message: l10n.t(
    "What is found goes to the language model, with personal data masked: {0}",
    Object.values(input)
      .map((value) => shortened(String(value)))
      .join(" · "),
  ),
});

/** A question is read at a glance: of a whole text as much as tells which it is. */
const shortened = (text: string): string => (text.length > 120 ? `${text.slice(0, 120)}…` : text);

function toolTitle(name: AssistantTool["name"]): string {
  switch (name) {
    case "find_customer":
      return l10n.t("Find a customer");
    case "explain_assignment":
      return l10n.t("Explain an assignment");
    case "preview_rule":
      return l10n.t("Preview a rule");
    case "describe_project":
      return l10n.t("Describe the project");
  }
}

/** A server of the Model Context Protocol for each project of the window. @param programs the folder of the bundles */
export const registerServers = (programs: string): Disposable =>
  lm.registerMcpServerDefinitionProvider("clientele.projects", {
    provideMcpServerDefinitions: async () => {
      if (!workspace.isTrusted) return [];
      const folders = await projectFolders();
      return folders.map(
        (folder) =>
          new McpStdioServerDefinition(
            `Clientele: ${folder.split(/[/\\]/).at(-1) ?? folder}`,
            process.execPath,
            [join(programs, "mcp.cjs"), folder, env.language],
            { ELECTRON_RUN_AS_NODE: "1" },
          ),
      );
    },
  });
