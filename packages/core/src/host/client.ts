import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { HostError, Incoming, Method, Methods, Outgoing, Progress } from "./protocol.ts";

export type HostOptions = {
  /** The child's program. Bundles name their own; the default is the one beside this file. */
  readonly entry?: string;
  readonly execPath?: string;
  readonly execArgv?: readonly string[];
  /** A child that answers nothing at all for so long while something is asked is ended, in milliseconds; default never. */
  readonly patience?: number;
  /** Called for each line that the child writes to stderr. */
  readonly log?: (line: string) => void;
};

export type CallOptions = {
  readonly signal?: AbortSignal;
  /** Given back with the answer, so that an editor can tell which text it belongs to. */
  readonly revision?: number;
  readonly onProgress?: (progress: Progress) => void;
};

export type Answer<M extends Method> =
  | { readonly ok: true; readonly value: Methods[M]["result"]; readonly revision?: number }
  | { readonly ok: false; readonly error: HostError; readonly revision?: number };

export type Host = {
  /**
   * Asks the engine. Never throws: what went wrong is in the answer. After a crash the next call starts a new child and
   * opens the same project again.
   */
  readonly call: <M extends Method>(
    method: M,
    params: Methods[M]["params"],
    options?: CallOptions,
  ) => Promise<Answer<M>>;
  /** The child's process id while one is alive. */
  readonly pid: () => number | undefined;
  /** Ends the child: asks it to stop, and kills it when it has not after two seconds. */
  readonly close: () => Promise<void>;
};

type Pending = {
  readonly to: ChildProcess;
  readonly resolve: (answer: Answer<Method>) => void;
  readonly onProgress: ((progress: Progress) => void) | undefined;
};

/** How long a cancelled call may go on before its child is killed, in milliseconds. */
const cancelGrace = 500;

/**
 * A client of the engine's child process. The child is started by the first call.
 *
 * @example const host = connectHost(); await host.call("open", { project: "examples/retail", allowRead: [] });
 */
export function connectHost(options: HostOptions = {}): Host {
  const entry = options.entry ?? defaultEntry();
  const pending = new Map<number, Pending>();
  let child: ChildProcess | undefined;
  let lastOpen: Methods["open"]["params"] | undefined;
  let nextId = 1;
  let closed = false;
  /** When the child last gave a sign of life, and whether it ever did. */
  let heard = 0;
  let spoke = false;
  let watch: NodeJS.Timeout | undefined;

  /** Asks now and then whether the child still listens, while somebody waits for it. */
  function watchOver(target: ChildProcess): void {
    const { patience } = options;
    if (patience === undefined || watch !== undefined) return;
    heard = Date.now();
    watch = setInterval(() => {
      const waits = [...pending.values()].some(({ to }) => to === target);
      if (!waits) {
        clearInterval(watch);
        watch = undefined;
        return;
      }
      // Starting takes its time where the machine is busy.
      if (Date.now() - heard > (spoke ? patience : 5 * patience)) {
        options.log?.(`the engine has not answered for ${patience} ms: it is started anew`);
        target.kill("SIGKILL");
      } else send(target, { ping: 0 });
    }, patience / 4);
    watch.unref();
  }

  function start(): ChildProcess {
    const started = fork(entry, [], {
      stdio: ["ignore", "ignore", "pipe", "ipc"],
      env: { ...process.env, UV_THREADPOOL_SIZE: "8", ELECTRON_RUN_AS_NODE: "1" },
      execArgv: [...(options.execArgv ?? process.execArgv.filter(isInherited))],
      ...(options.execPath === undefined ? {} : { execPath: options.execPath }),
    });
    started.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
      for (const line of chunk.split("\n")) if (line !== "") options.log?.(line);
    });
    started.on("message", (message) => receive(message as Outgoing)); // the child speaks nothing else
    const gone = (reason: string) => {
      if (child === started) child = undefined;
      clearInterval(watch);
      watch = undefined;
      spoke = false;
      for (const [id, waiting] of pending) {
        if (waiting.to !== started) continue;
        pending.delete(id);
        waiting.resolve({ ok: false, error: { kind: "failed", message: reason } });
      }
    };
    // It ends itself when its engine broke: the next call starts another one.
    started.on("disconnect", () => {
      if (child === started) child = undefined;
    });
    started.on("error", (error) => gone(error.message));
    started.on("exit", (code, signal) => gone(`the engine stopped (${signal ?? `code ${code}`})`));
    return started;
  }

  function receive(message: Outgoing): void {
    heard = Date.now();
    spoke = true;
    if ("pong" in message) return;
    const waiting = pending.get(message.id);
    if (waiting === undefined) return;
    if ("progress" in message) {
      waiting.onProgress?.(message.progress);
      return;
    }
    pending.delete(message.id);
    const revision = message.revision === undefined ? {} : { revision: message.revision };
    if ("error" in message) waiting.resolve({ ok: false, error: message.error, ...revision });
    // The protocol pairs each method with its result; ids carry that pairing across the process border.
    else
      waiting.resolve({
        ok: true,
        value: message.result as Methods[Method]["result"],
        ...revision,
      });
  }

  function send(to: ChildProcess, message: Incoming): void {
    if (to.connected) to.send(message, () => {}); // a failed send shows as the child's exit
  }

  function ask(method: Method, params: unknown, callOptions: CallOptions): Promise<Answer<Method>> {
    const revision = callOptions.revision === undefined ? {} : { revision: callOptions.revision };
    if (callOptions.signal?.aborted === true)
      return Promise.resolve({ ok: false, error: { kind: "cancelled" }, ...revision });
    child ??= start();
    const target = child;
    const id = nextId++;
    return new Promise((resolve) => {
      let killer: NodeJS.Timeout | undefined;
      const abort = () => {
        send(target, { cancel: id });
        killer = setTimeout(() => target.kill("SIGKILL"), cancelGrace);
      };
      callOptions.signal?.addEventListener("abort", abort, { once: true });
      pending.set(id, {
        to: target,
        onProgress: callOptions.onProgress,
        resolve: (answer) => {
          clearTimeout(killer);
          callOptions.signal?.removeEventListener("abort", abort);
          resolve(
            callOptions.signal?.aborted === true && !answer.ok
              ? { ok: false, error: { kind: "cancelled" }, ...revision }
              : { ...answer, ...revision },
          );
        },
      });
      // `call` has checked the pairing of method and params.
      send(target, { id, method, params, ...revision } as Incoming);
      watchOver(target);
    });
  }

  async function call(method: Method, params: unknown, callOptions: CallOptions = {}) {
    if (closed)
      return { ok: false, error: { kind: "failed", message: "the engine was closed" } } as const;
    const restarted = child === undefined && lastOpen !== undefined && method !== "open";
    if (method === "open") lastOpen = params as Methods["open"]["params"]; // paired by `call`'s type
    else if (restarted && lastOpen !== undefined) {
      const opened = await ask("open", lastOpen, {});
      if (!opened.ok) return opened;
    }
    return ask(method, params, callOptions);
  }

  return {
    call,
    pid: () => child?.pid,
    close: async () => {
      closed = true;
      const ending = child;
      if (ending === undefined) return;
      const gone = new Promise<void>((resolve) => ending.once("exit", () => resolve()));
      send(ending, { id: nextId++, method: "shutdown", params: {} });
      const killer = setTimeout(() => ending.kill("SIGKILL"), 2000);
      await gone;
      clearTimeout(killer);
    },
  };
}

/**
 * Node's options that a child needs to read the same sources. All others stay behind: with `-e` and its script the child
 * would be its parent once more, and start a child of its own.
 */
const isInherited = (option: string): boolean =>
  /^--(?:conditions|disable-warning|max-old-space-size)=/.test(option);

function defaultEntry(): string {
  const here = import.meta.url;
  return fileURLToPath(new URL(here.endsWith(".ts") ? "./child.ts" : "./child.js", here));
}
