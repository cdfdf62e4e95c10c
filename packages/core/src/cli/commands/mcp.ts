import type { Ask } from "../../host/assistant.ts";
import type { HostError } from "../../host/protocol.ts";
import type { CallContext } from "../../host/session-context.ts";
import type { Session } from "../../host/session.ts";
import { ok } from "../../result.ts";
import { actorOf, projectOf, type Command } from "../context.ts";
import { serveProject } from "../mcp/serve-project.ts";
import { withSession } from "../with-session.ts";

/** `clientele mcp [dir]`: serves language models: look-ups alone, personal data masked. */
export const mcp: Command = async (context) => {
  const project = projectOf(context, context.operands[0]);
  if (!project.ok) return project;
  const { folder } = project.value;
  return withSession(context, project.value, async (session) => {
    const askWith = (signal: AbortSignal): Ask => askOf(session, { signal, progress: () => {} });
    await serveProject({ folder, locale: context.locale, actor: actorOf(), askWith });
    return ok({ json: {}, text: "", problems: [] });
  });
};

/** A session as tools ask it: problems are answers, too. */
function askOf(session: Session, call: CallContext): Ask {
  return async (method, params) => {
    // A method comes with its own params; the compiler loses the pairing in a union of methods.
    const run = session[method] as (
      p: unknown,
      c: CallContext,
    ) => ReturnType<Session[typeof method]>;
    const answer = await run(params, call);
    if (answer.ok) return { ok: true, value: answer.value };
    const error: HostError = { kind: "problems", problems: answer.errors };
    return { ok: false, error };
  };
}
