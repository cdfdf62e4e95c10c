/** Runs the real command as a process of its own. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../../packages/core/src/cli/main.ts", import.meta.url));

export type Ended = {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
  /** What `--json` printed; `undefined` where that is no JSON. */
  readonly json: Readonly<Record<string, unknown>>;
};

export type SpawnOptions = {
  readonly cwd?: string;
  readonly environment?: Readonly<Record<string, string>>;
};

/** @example await clientele(["run", folder, "--json"]) */
export function clientele(words: readonly string[], options: SpawnOptions = {}): Promise<Ended> {
  const { INIT_CWD: _, ...inherited } = process.env;
  const child = spawn(
    process.execPath,
    ["--conditions=source", "--disable-warning=ExperimentalWarning", program, ...words],
    { cwd: options.cwd, env: { ...inherited, NO_COLOR: "1", LANG: "C", ...options.environment } },
  );
  let out = "";
  let error = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (error += text));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, out, error, json: parse(out) }));
  });
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text) as Record<string, unknown>; // the tests look at what they expect
  } catch {
    return { notJson: text };
  }
}

type ProblemJson = {
  readonly code: string;
  readonly severity: string;
  readonly file: string;
  readonly range: { readonly start: { readonly line: number; readonly character: number } };
  readonly message: string;
};

/** The problems that `--json` printed. */
export const problemsOf = (ended: Ended): readonly ProblemJson[] =>
  Array.isArray(ended.json["problems"]) ? (ended.json["problems"] as ProblemJson[]) : [];
