/** Opens a project's session for one command and closes it again. */
import type { Project } from "../compute/project/project.ts";
import { openSession, type Session } from "../host/session.ts";
import type { CallContext } from "../host/session-context.ts";
import type { Progress } from "../host/protocol.ts";
import type { Problem } from "../problem.ts";
import type { Result } from "../result.ts";
import type { Context } from "./context.ts";
import { wordsOf } from "./words.ts";

/**
 * Runs `use` with a session of the project.
 *
 * @param use gets the session and what each call of it needs: the signal of Ctrl-C, and progress on the terminal
 */
export async function withSession<T>(
  context: Context,
  project: Project,
  use: (session: Session, call: CallContext) => Promise<Result<T, Problem>>,
): Promise<Result<T, Problem>> {
  const session = await openSession(
    { project: project.folder, allowRead: project.allowRead },
    context.now,
  );
  const words = wordsOf(context.locale);
  const progress = ({ stage, done }: Progress): void =>
    context.terminal.progress(
      `${words.stages[stage]}${done === null ? "" : ` ${Math.round(done * 100)} %`}`,
    );
  try {
    return await use(session, { signal: context.signal, progress });
  } finally {
    context.terminal.progress("");
    await session.close();
  }
}
