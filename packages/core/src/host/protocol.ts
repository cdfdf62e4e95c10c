/**
 * What goes between a surface and the engine's child process, as JSON lines or Node IPC.
 *
 * In: `{ id, method, params, revision }` or `{ cancel: id }`. Out: `{ id, result | error, revision }` or `{ id, progress }`.
 * Besides `{ ping }` in and `{ pong }` out, so that a child that hangs is told from one that computes.
 * The latest preview of a panel wins: an older one of the same `panel` is cancelled. Runs have a lane of their own.
 */
import type { Problem } from "../problem.ts";
import type { CustomerMethods } from "./signatures/customers.ts";
import type { EditingMethods } from "./signatures/editing.ts";
import type { JudgingMethods } from "./signatures/judging.ts";
import type { ProjectMethods } from "./signatures/project.ts";
import type { ReleaseMethods } from "./signatures/releases.ts";
import type { ServingMethods } from "./signatures/serving.ts";

export type * from "./answers/project.ts";
export type * from "./answers/asking.ts";
export type * from "./answers/counts.ts";
export type * from "./answers/customers.ts";
export type * from "./answers/delivered.ts";
export type * from "./answers/digest.ts";
export type * from "./answers/disputes.ts";
export type * from "./answers/history.ts";
export type * from "./answers/home.ts";
export type * from "./answers/reach.ts";
export type * from "./answers/run-summary.ts";
export type * from "./answers/rehearsal.ts";
export type * from "./answers/runs.ts";
export type * from "./answers/what-if.ts";
export type * from "./signatures/common.ts";

/** Every method: what it takes and what it answers. */
export type Methods = ProjectMethods &
  EditingMethods &
  ReleaseMethods &
  CustomerMethods &
  JudgingMethods &
  ServingMethods;

export type Method = keyof Methods;

export type Progress = {
  /** What is done now, e.g. "read transactions". */
  readonly stage: "catalog" | "ingest" | "metrics" | "segments" | "snapshot";
  readonly detail: string;
  /** In [0, 1]; `null` where the end is not known. */
  readonly done: number | null;
};

export type Request = {
  [M in Method]: {
    readonly id: number;
    readonly method: M;
    readonly params: Methods[M]["params"];
    readonly revision?: number;
  };
}[Method];

export type HostError =
  | { readonly kind: "problems"; readonly problems: readonly Problem[] }
  | { readonly kind: "cancelled" }
  /** Our own fault, or the engine died: nothing that the user could mend. */
  | { readonly kind: "failed"; readonly message: string };

/** A child that hangs answers no ping, one that computes does. */
export type Incoming = Request | { readonly cancel: number } | { readonly ping: number };
export type Outgoing =
  | { readonly pong: number }
  | { readonly id: number; readonly result: unknown; readonly revision?: number }
  | { readonly id: number; readonly error: HostError; readonly revision?: number }
  | { readonly id: number; readonly progress: Progress };
