import { codeVersion } from "../../compute/run/version.ts";
import { assistantTools, type Ask, type AssistantAnswer } from "../../host/assistant.ts";
import { messageOf } from "../../messages/index.ts";
import { openState, statePlace } from "../../people/index.ts";
import type { Problem } from "../../problem.ts";
import { readerOf } from "../../viewer.ts";
import { serveMcp } from "./server.ts";

export type ServedProject = {
  /** Its folder. */
  readonly folder: string;
  readonly locale: string;
  /** Who is at the keyboard, such as `cli:li.na`. */
  readonly actor: string;
  readonly askWith: (signal: AbortSignal) => Ask;
};

/** Serves a project to language models over standard input and output. Each look-up is in the audit log before it is answered. */
export const serveProject = ({ folder, locale, actor, askWith }: ServedProject): Promise<void> =>
  serveMcp(process.stdin, process.stdout, {
    name: "clientele",
    version: codeVersion,
    tools: assistantTools,
    call: async (tool, input, signal) => {
      const viewer = readerOf(actor);
      const answer = await tool.run(input, { ask: askWith(signal), viewer, locale });
      if (answer.customers.length === 0) return answer;
      const action = tool.name === "explain_assignment" ? "why" : "find";
      const problems = await audited(folder, actor, action, JSON.stringify(input), answer);
      if (problems.length === 0) return answer;
      const text = problems.map((p) => messageOf(p, locale)).join("\n");
      return { ...answer, text, isError: true };
    },
  });

async function audited(
  folder: string,
  actor: string,
  action: "why" | "find",
  asked: string,
  { customers, run }: AssistantAnswer,
): Promise<readonly Problem[]> {
  const state = await openState(statePlace(folder, process.env));
  if (!state.ok) return state.errors;
  try {
    const at = new Date().toISOString();
    const entry = { at, actor, surface: "cli", channel: null, action, asked, customers } as const;
    await state.value.audit({ ...entry, run: run ?? "" });
    return [];
  } finally {
    await state.value.close();
  }
}
