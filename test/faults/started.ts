/** The real command as a process that a test can kill, stop and wait for. */
import { spawn, type ChildProcess } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../../packages/core/src/cli/main.ts", import.meta.url));

export type Ended = {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly error: string;
};

export type Started = { readonly child: ChildProcess; readonly ended: Promise<Ended> };

export function start(words: readonly string[]): Started {
  const { INIT_CWD: _, ...inherited } = process.env;
  const child = spawn(
    process.execPath,
    ["--conditions=source", "--disable-warning=ExperimentalWarning", program, ...words],
    { env: { ...inherited, NO_COLOR: "1", LANG: "C" } },
  );
  let out = "";
  let error = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (error += text));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code, signal, out, error }));
  });
  return { child, ended };
}

/** Waits until `holds` or the process ends. @returns whether it held while the process was alive */
export async function reached({ child }: Started, holds: () => boolean): Promise<boolean> {
  while (child.exitCode === null && child.signalCode === null) {
    if (holds()) return true;
    await setImmediate();
  }
  return false;
}

/** All paths below `.clientele`; folders that vanish while we look are left out. */
export function stateOf(folder: string): readonly string[] {
  const found: string[] = [];
  const walk = (inside: string): void => {
    for (const entry of namesIn(join(folder, ".clientele", inside))) {
      const path = inside === "" ? entry.name : `${inside}/${entry.name}`;
      found.push(path);
      if (entry.isDirectory()) walk(path);
    }
  };
  walk("");
  return found;
}

function namesIn(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (error instanceof Error && "code" in error) return [];
    throw error;
  }
}

/** What must not be there when nothing runs: locks, asides, what an engine put into its temporary folder. */
export const leftovers = (folder: string): readonly string[] =>
  stateOf(folder).filter((path) => /(?:^|\/)\.|run\.lock|^tmp\/|files\.json\.\d/.test(path));
