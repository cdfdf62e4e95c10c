/** The engine's child process: takes calls of the protocol from its parent, one project at a time. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { EngineError } from "../compute/engine/engine-error.ts";
import { openProject } from "../compute/project/project.ts";
import { releasedFiles } from "../compute/release/released.ts";
import { engineProblem } from "../compute/run/run.ts";
import type {
  HostError,
  Incoming,
  Method,
  Methods,
  Outgoing,
  Progress,
  Request,
} from "./protocol.ts";
import { openSession, type Session } from "./session.ts";
import type { CallContext } from "./session-context.ts";
import { fileStart, problem, type Problem } from "../problem.ts";
import { err, ok, type Result } from "../result.ts";

type Send = (message: Outgoing) => void;

/**
 * Serves the protocol.
 *
 * @param send gives an answer to the parent
 * @param stop ends the process
 * @returns what to call with each message of the parent
 */
export function serveHost(send: Send, stop: () => void): (message: Incoming) => void {
  let current: Opened | undefined;
  const running = new Map<number, AbortController>();
  const panels = new Map<string, number>();

  const cancel = (id: number): void => running.get(id)?.abort();

  /** The latest preview of a panel wins: an older one is cancelled. */
  const takePanel = (request: Request): void => {
    if (request.method !== "preview") return;
    const earlier = panels.get(request.params.panel);
    if (earlier !== undefined) cancel(earlier);
    panels.set(request.params.panel, request.id);
  };

  const answer = async (
    request: Request,
    context: CallContext,
  ): Promise<Result<unknown, Problem>> => {
    switch (request.method) {
      case "open": {
        if (current !== undefined) void closeWhenIdle(current);
        current = { session: open(request.params), calls: new Set() };
        const session = await current.session;
        return session.ok ? { ok: true, value: await session.value.info() } : session;
      }
      case "shutdown": {
        const session = await current?.session;
        current = undefined;
        if (session?.ok === true) await session.value.close();
        return { ok: true, value: null };
      }
      default: {
        const { method, params } = request;
        if (current === undefined) throw new RangeError(`${method} before open`);
        return during(current, (session) => call(session, method, params, context));
      }
    }
  };

  const handle = async (request: Request): Promise<void> => {
    const controller = new AbortController();
    running.set(request.id, controller);
    takePanel(request);
    const { id } = request;
    const revision = request.revision === undefined ? {} : { revision: request.revision };
    const progress = (report: Progress): void => send({ id, progress: report });
    try {
      const result = await answer(request, { signal: controller.signal, progress });
      if (result.ok) send({ id, result: result.value, ...revision });
      else send({ id, error: { kind: "problems", problems: result.errors }, ...revision });
    } catch (error) {
      send({ id, error: hostError(error, controller.signal), ...revision });
      if (error instanceof EngineError && error.kind === "fatal") stop(); // the next call starts a new child
    } finally {
      running.delete(id);
      if (request.method === "preview" && panels.get(request.params.panel) === id)
        panels.delete(request.params.panel);
      if (request.method === "shutdown") stop();
    }
  };

  return (message) => {
    if ("ping" in message) send({ pong: message.ping });
    else if ("cancel" in message) cancel(message.cancel);
    else void handle(message);
  };
}

/** A project that is being opened or is open, with the calls that are under way in it. */
type Opened = {
  readonly session: Promise<Result<Session, Problem>>;
  readonly calls: Set<Promise<unknown>>;
};

async function open(params: Methods["open"]["params"]): Promise<Result<Session, Problem>> {
  if (!existsSync(join(params.project, "clientele.yaml"))) return err(noProject(params.project));
  const project = openProject(params.project);
  const released = params.released === true ? releasedFiles(project) : ok(null);
  if (!released.ok) return released;
  return ok(await openSession(params, () => new Date(), released.value));
}

/** Calls that come while the project is being opened wait for it. */
async function during<T>(
  opened: Opened,
  use: (session: Session) => Promise<Result<T, Problem>>,
): Promise<Result<T, Problem>> {
  const session = await opened.session;
  if (!session.ok) return session;
  const answer = use(session.value);
  opened.calls.add(answer);
  return answer.finally(() => opened.calls.delete(answer));
}

/** A project that is opened anew does not interrupt what was asked before. */
async function closeWhenIdle({ session, calls }: Opened): Promise<void> {
  const before = await session.catch(() => null); // who opened it was told why it failed
  await Promise.allSettled(calls);
  if (before?.ok === true) await before.value.close();
}

const noProject = (folder: string): Problem =>
  problem("no-project", { path: folder }, { file: folder, range: fileStart });

function call(
  session: Session,
  method: Exclude<Method, "open" | "shutdown">,
  params: Methods[Method]["params"],
  context: CallContext,
): Promise<Result<unknown, Problem>> {
  // A request pairs its method with its params; the compiler loses the pairing in a union of requests.
  const run = session[method] as (p: unknown, c: CallContext) => Promise<Result<unknown, Problem>>;
  return run(params, context);
}

function hostError(error: unknown, signal: AbortSignal): HostError {
  if (signal.aborted) return { kind: "cancelled" };
  if (error instanceof EngineError) {
    if (error.kind === "interrupted") return { kind: "cancelled" };
    if (error.kind === "out-of-memory" || error.kind === "disk-full")
      return { kind: "problems", problems: [engineProblem(error)] };
  }
  process.stderr.write(
    `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  return { kind: "failed", message: error instanceof Error ? error.message : String(error) };
}

if (process.send !== undefined) {
  const toParent = process.send.bind(process);
  let asked = false;
  const receive = serveHost(
    (message) => toParent(message, undefined, undefined, () => {}), // a parent that is gone ends us by "disconnect"
    () => {
      asked = true;
      process.disconnect();
    },
  );
  process.on("message", (message) => receive(message as Incoming)); // the client speaks nothing else
  process.on("disconnect", () => {
    if (asked) process.exit(0);
    // The parent is gone. Leaving by exit would wait for statements under way: minutes, and gigabytes, where data are large.
    process.kill(process.pid, "SIGKILL");
  });
  // A terminal's Ctrl-C reaches the whole group; the parent decides what becomes of this child.
  process.on("SIGINT", () => {});
}
