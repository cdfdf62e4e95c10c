/** What the engine's child does for one project: every method of the protocol. */
import type { Files } from "../language/files.ts";
import type { Method, Methods, ProjectInfo } from "./protocol.ts";
import { askingMethods } from "./methods/asking.ts";
import { accessMethods } from "./methods/access.ts";
import { customersMethods } from "./methods/customers.ts";
import { dataMethods } from "./methods/data.ts";
import { disputesMethods } from "./methods/disputes.ts";
import { editingMethods } from "./methods/editing.ts";
import { digestsMethods } from "./methods/digests.ts";
import { historyMethods } from "./methods/history.ts";
import { homeMethods } from "./methods/home.ts";
import { releasesMethods } from "./methods/releases.ts";
import { qualityMethods } from "./methods/quality.ts";
import { runsMethods } from "./methods/runs.ts";
import { servingMethods } from "./methods/serving.ts";
import { projectInfo } from "./project-info.ts";
import { openContext, type MethodsOf } from "./session-context.ts";

export type Session = MethodsOf<Exclude<Method, "open" | "shutdown">> & {
  readonly info: () => Promise<ProjectInfo>;
  readonly close: () => Promise<void>;
};

/**
 * Opens a project: an engine in memory, and the snapshot that answers.
 *
 * @param params the project's folder, what else may be read, unsaved texts
 * @param clock for dates of runs; an argument, so that tests can choose
 * @param released in place of the files on disk: what was approved
 */
export async function openSession(
  params: Methods["open"]["params"],
  clock: () => Date,
  released: Files | null = null,
): Promise<Session> {
  const context = await openContext(params, clock, released);
  const { engine, project, bases, prepared, contacts, names } = context;
  return {
    ...accessMethods(context),
    ...dataMethods(context),
    ...customersMethods(context),
    ...askingMethods(context),
    ...historyMethods(context),
    ...homeMethods(context),
    ...qualityMethods(context),
    ...editingMethods(context),
    ...disputesMethods(context),
    ...servingMethods(context),
    ...digestsMethods(context),
    ...runsMethods(context),
    ...releasesMethods(context),
    info: () => bases.use((base) => projectInfo(engine, project, base, prepared)),
    close: async () => {
      await contacts.close();
      await names?.close();
      await engine.close();
    },
  };
}
