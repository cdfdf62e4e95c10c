/** What people said, contacts above all, as the engine reads it: the state file is opened once that is asked for. */
import { existsSync } from "node:fs";
import type { ContactDay } from "../domain/strategy/contacts.ts";
import { dayIn } from "../compute/project/today.ts";
import {
  isPostgresAddress,
  openState,
  statePlace,
  type AuditEntry,
  type ContactRecord,
  type State,
} from "../people/index.ts";
import type { Problem } from "../problem.ts";
import { ok, type Result } from "../result.ts";

export type ContactReader = {
  /** Contacts by their days in the time zone; of these customers, or of all. */
  readonly read: (
    timezone: string,
    customers?: readonly string[],
  ) => Promise<Result<readonly ContactDay[], Problem>>;
  /** The same of these customers, as they were written down. */
  readonly entries: (
    customers: readonly string[],
  ) => Promise<Result<readonly ContactRecord[], Problem>>;
  /** Anything else that people said; `none` where there is nothing to read. */
  readonly withState: <T>(
    use: (state: State) => Promise<T>,
  ) => Promise<Result<T, Problem> | "none">;
  /** Writes down what was done here rather than by a surface. */
  readonly audit: (entry: AuditEntry) => Promise<Result<null, Problem>>;
  readonly close: () => Promise<void>;
};

/** @param folder of the project */
export function contactReader(folder: string): ContactReader {
  let opened: Promise<Result<State, Problem>> | undefined;
  const state = async (): Promise<Result<State, Problem>> => {
    opened ??= openState(statePlace(folder, process.env));
    const found = await opened;
    if (!found.ok) opened = undefined; // what was in the way may be gone the next time
    return found;
  };
  /** Asking makes no file; and a Node without SQLite, as some editors have, does without what stands in one. */
  const isThere = (): boolean => {
    const place = statePlace(folder, process.env);
    return (
      isPostgresAddress(place) ||
      (existsSync(place) && process.getBuiltinModule("node:sqlite") !== undefined)
    );
  };
  return {
    read: async (timezone, customers) => {
      if (!isThere()) return ok([]);
      const found = await state();
      if (!found.ok) return found;
      const contacts = await found.value.contacts(customers);
      return ok(
        contacts.map(({ at, customer, outcome, strategy, action }) => ({
          customer,
          outcome,
          strategy,
          action,
          day: dayIn(new Date(at), timezone),
        })),
      );
    },
    entries: async (customers) => {
      if (!isThere()) return ok([]);
      const found = await state();
      return found.ok ? ok(await found.value.contacts(customers)) : found;
    },
    withState: async (use) => {
      if (!isThere()) return "none";
      const found = await state();
      return found.ok ? ok(await use(found.value)) : found;
    },
    audit: async (entry) => {
      const found = await state();
      if (!found.ok) return found;
      await found.value.audit(entry);
      return ok(null);
    },
    close: async () => {
      const found = await opened;
      if (found?.ok === true) await found.value.close();
    },
  };
}
