import { spawn, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";

const start = fileURLToPath(new URL("../../packages/slack-bot/src/start.ts", import.meta.url));

export type BotProcess = {
  readonly child: ChildProcess;
  /** What it has printed so far. */
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Resolves with the first match in stdout; rejects when the process ends before. */
  readonly printed: (pattern: RegExp) => Promise<string>;
  readonly ended: Promise<number | null>;
  /** Ctrl-C, and the exit code. */
  readonly stop: () => Promise<number | null>;
  /** Ends it and its engine without a chance to do anything. */
  readonly kill: () => Promise<unknown>;
};

/**
 * The real bot, as `npm start` runs it.
 *
 * @param args of the command
 * @param env added to an environment without Slack's variables
 */
export function startBotProcess(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): BotProcess {
  const clean = Object.entries(process.env).filter(
    ([name]) => !/^(SLACK_|CLIENTELE_|VITEST|NODE_OPTIONS|PORT$|HOST$)/.test(name),
  );
  const child = spawn(
    process.execPath,
    ["--conditions=source", "--disable-warning=ExperimentalWarning", start, ...args],
    {
      // New data are taken in where a test says so.
      env: { ...Object.fromEntries(clean), CLIENTELE_REFRESH: "0", ...env },
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  // A test that fails before it stops its bot must not leave it behind.
  const leave = () => {
    child.kill("SIGKILL");
  };
  process.once("exit", leave);
  let stdout = "";
  let stderr = "";
  const listeners = new Set<() => void>();
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    stdout += chunk;
    for (const listener of listeners) listener();
  });
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    stderr += chunk;
  });
  const ended = new Promise<number | null>((resolve) => {
    child.on("close", (code) => {
      process.off("exit", leave);
      resolve(code);
    });
  });
  return {
    child,
    stdout: () => stdout,
    stderr: () => stderr,
    ended,
    printed: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = pattern.exec(stdout);
          if (found === null) return;
          listeners.delete(look);
          resolve(found[1] ?? found[0]);
        };
        listeners.add(look);
        look();
        void ended.then((code) =>
          reject(new Error(`ended with ${code} before printing ${pattern}:\n${stdout}\n${stderr}`)),
        );
      }),
    kill: async () => {
      process.kill(-(child.pid ?? 0), "SIGKILL");
      await ended;
    },
    stop: async () => {
      // As a terminal does: to the whole group, the engine included.
      if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
        process.kill(-child.pid, "SIGINT");
      return ended;
    },
  };
}
