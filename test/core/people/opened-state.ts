/** A state that is closed with its test, processes that use one, and a look-up to write into it. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { onTestFinished } from "vitest";
import {
  openState,
  type AuditEntry,
  type State,
  type StateOptions,
} from "../../../packages/core/src/people/index.ts";

const run = promisify(execFile);

/** @param name of a file in `processes/` */
export const startProcess = (name: string, place: string) =>
  run(process.execPath, [
    "--conditions=source",
    join(import.meta.dirname, "processes", `${name}.ts`),
    place,
  ]);

/** Throws where it cannot be opened. */
export async function opened(place: string, options?: StateOptions): Promise<State> {
  const result = await openState(place, options);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  onTestFinished(result.value.close);
  return result.value;
}

export const lookUp: AuditEntry = {
  at: "2026-11-18T09:00:00.000Z",
  actor: "slack:U024BE7LH",
  surface: "slack",
  channel: "C061EG9SL",
  action: "show",
  asked: "丽华 🧵",
  customers: ["00428", "00417"],
  run: "20261118-a41c",
};
