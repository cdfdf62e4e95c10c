import { parseArgs } from "node:util";

/** What the command line says; the environment fills what it leaves open. */
export type StartOptions = {
  readonly project: string | null;
  /** The local workspace's port; 0 takes any that is free. */
  readonly port: number;
  readonly workspace: boolean;
};

export type OptionsResult =
  | { readonly ok: true; readonly options: StartOptions }
  | { readonly ok: false; readonly message: string };

export const usage = "usage: npm start -- [--project DIR] [--port N] [--no-workspace]";

/** The port of the local workspace unless another is asked for. */
const usualPort = 4700;

/**
 * Reads the command line.
 *
 * @param args without the program's own
 * @example readOptions(["--port", "0"]) // => { ok: true, options: { project: null, port: 0, workspace: true } }
 */
export function readOptions(args: readonly string[]): OptionsResult {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        project: { type: "string" },
        port: { type: "string", default: String(usualPort) },
        "no-workspace": { type: "boolean", default: false },
      },
    });
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      return {
        ok: false,
        message: `--port must be a number from 0 to 65535, got "${values.port}"`,
      };
    const workspace = !values["no-workspace"];
    return { ok: true, options: { project: values.project ?? null, port, workspace } };
  } catch (error) {
    if (error instanceof TypeError) return { ok: false, message: error.message };
    throw error;
  }
}
