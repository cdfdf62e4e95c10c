/** The contacts that people logged, as the engine reads them: the state file is opened once they are asked for. */
import type { ContactDay } from "../domain/strategy/contacts.ts";
import { dayIn } from "../compute/project/today.ts";
import { openState, statePlace, type ContactRecord, type State } from "../people/index.ts";
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
  return {
    read: async (timezone, customers) => {
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
      const found = await state();
      return found.ok ? ok(await found.value.contacts(customers)) : found;
    },
    close: async () => {
      const found = await opened;
      if (found?.ok === true) await found.value.close();
    },
  };
}
