/** The contacts that people logged, as the engine reads them: the state file is opened once they are asked for. */
import type { ContactDay } from "../domain/strategy/contacts.ts";
import { dayIn } from "../compute/project/today.ts";
import { openState, statePlace, type State } from "../people/index.ts";
import type { Problem } from "../problem.ts";
import { ok, type Result } from "../result.ts";

export type ContactReader = {
  /** Contacts by their days in the time zone; of these customers, or of all. */
  readonly read: (
    timezone: string,
    customers?: readonly string[],
  ) => Promise<Result<readonly ContactDay[], Problem>>;
  readonly close: () => Promise<void>;
};

/** @param folder of the project */
export function contactReader(folder: string): ContactReader {
  let opened: Promise<Result<State, Problem>> | undefined;
  return {
    read: async (timezone, customers) => {
      opened ??= openState(statePlace(folder, process.env));
      const state = await opened;
      if (!state.ok) {
        opened = undefined; // what was in the way may be gone the next time
        return state;
      }
      const contacts = await state.value.contacts(customers);
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
    close: async () => {
      const state = await opened;
      if (state?.ok === true) await state.value.close();
    },
  };
}
