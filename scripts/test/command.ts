import { spawn } from "node:child_process";

export type Ended = {
  /** The exit code; 1 where a signal ended it or it could not be started. */
  readonly code: number;
  /** What it printed on stdout, when that was asked for. */
  readonly output: string;
};

/**
 * Runs a program and shows what it prints as it prints it.
 *
 * @param command the program and its arguments
 * @param options `keep` also keeps its stdout
 * @example await run(["tsc", "-b"]) // => { code: 0, output: "" }
 */
export function run(
  command: readonly [string, ...string[]],
  options: { readonly keep?: boolean } = {},
): Promise<Ended> {
  const [program, ...args] = command;
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      stdio: ["ignore", options.keep === true ? "pipe" : "inherit", "inherit"],
    });
    let output = "";
    child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
      output += chunk;
      process.stdout.write(chunk);
    });
    child.on("error", (error) => {
      console.error(`${program}: ${error.message}`);
      resolve({ code: 1, output });
    });
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Whether a program ends well; it prints nothing. */
export function succeeds(command: readonly [string, ...string[]]): Promise<boolean> {
  const [program, ...args] = command;
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: "ignore" });
    child.on("error", () => resolve(false));
    child.on("close", (code) => resolve(code === 0));
  });
}
