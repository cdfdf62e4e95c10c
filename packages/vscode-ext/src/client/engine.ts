import { existsSync } from "node:fs";
import { join } from "node:path";
import { connectHost, type Host, type HostError, type Methods } from "@clientele/core/host";
import { engineProgram } from "./engine-program.ts";

export type EngineOptions = {
  readonly root: string;
  /** The folder of the bundles. */
  readonly programs: string;
  readonly allowRead: () => readonly string[];
  readonly log: (line: string) => void;
};

type CallOptions = Parameters<Host["call"]>[2];
export type EngineAnswer<M extends keyof Methods> =
  | { readonly ok: true; readonly value: Methods[M]["result"] }
  | { readonly ok: false; readonly error: HostError };

/** How long the engine's process may be deaf before it is ended, in milliseconds. It listens while it computes. */
const patience = 30_000;

/** Whether this package carries the native engine; the universal one does not. */
export const hasEngine = (programs: string): boolean =>
  existsSync(join(programs, "node_modules/@duckdb"));

/** The engine of one project, in a child process that the first question starts. */
export class Engine {
  readonly #options: EngineOptions;
  #host: Promise<Host> | undefined;
  #opening: Promise<EngineAnswer<"open">> | undefined;

  constructor(options: EngineOptions) {
    this.#options = options;
  }

  /** Asks the engine; the first question opens the project. */
  async ask<M extends keyof Methods>(
    method: M,
    params: Methods[M]["params"],
    options?: CallOptions,
  ): Promise<EngineAnswer<M>> {
    const connecting = (this.#host ??= this.#connect());
    const host = await connecting;
    if (this.#host !== connecting) return { ok: false, error: { kind: "cancelled" } }; // closed meanwhile
    this.#opening ??= host.call("open", {
      project: this.#options.root,
      allowRead: this.#options.allowRead(),
    });
    const opening = this.#opening;
    const opened = await opening;
    if (!opened.ok) {
      // What keeps a project from opening may have been mended when somebody asks again.
      if (this.#opening === opening) this.#opening = undefined;
      return opened;
    }
    return host.call(method, params, options);
  }

  /** The project as it was when it was opened; `undefined` where nobody has asked anything yet, or it did not open. */
  async info(): Promise<Methods["open"]["result"] | undefined> {
    const opened = await this.#opening;
    return opened?.ok === true ? opened.value : undefined;
  }

  /** The next question opens the project again, with other rights to read. */
  reopen(): void {
    this.#opening = undefined;
  }

  async close(): Promise<void> {
    const host = this.#host;
    this.#host = undefined;
    this.#opening = undefined;
    await (await host)?.close();
  }

  async #connect(): Promise<Host> {
    return connectHost({
      entry: join(this.#options.programs, "host.cjs"),
      execPath: await engineProgram(),
      execArgv: [],
      patience,
      log: this.#options.log,
    });
  }
}
