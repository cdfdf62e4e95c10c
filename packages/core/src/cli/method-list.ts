/** `check --method`: the method's check list, from the configuration, its tests, and what people logged. */
import type { Checked } from "../compute/check/check-project.ts";
import type { Project } from "../compute/project/project.ts";
import { readPublished } from "../compute/snapshot/store.ts";
import { methodOf, type MethodItem } from "../domain/method/method.ts";
import { openState, statePlace } from "../people/index.ts";
import type { Problem } from "../problem.ts";
import { ok, type Result } from "../result.ts";
import { methodLines } from "../views/index.ts";

const contactDays = 90;
const dayMilliseconds = 86_400_000;

/** @returns nothing where the configuration has errors: then there is nothing to hold against the list */
export async function methodList(
  { checked, outcomes }: Checked,
  project: Project,
  now: Date,
): Promise<Result<readonly MethodItem[] | undefined, Problem>> {
  if (checked === undefined) return ok(undefined);
  const state = await openState(statePlace(project.folder, process.env));
  if (!state.ok) return state;
  const { config } = checked.prepared;
  const cases = new Set(
    config.checks.flatMap(({ source, value }) =>
      value.tests.flatMap((t) => (t.given === undefined ? [] : `${source.path}\n${t.test}`)),
    ),
  );
  const targets = outcomes.filter(({ file, name }) => !cases.has(`${file}\n${name}`));
  const published = readPublished(project);
  try {
    const since = now.getTime() - contactDays * dayMilliseconds;
    const contacts = await state.value.contacts();
    const disputes = await state.value.disputes.list();
    return ok(
      methodOf(checked.model, config, {
        targets: targets.length,
        targetsMet: targets.filter((t) => t.status === "passed").length,
        published: published.ok && published.value !== undefined,
        contacts: contacts.filter((c) => Date.parse(c.at) >= since).length,
        disputes: {
          all: disputes.length,
          resolved: disputes.filter((d) => d.resolved !== null).length,
        },
      }),
    );
  } finally {
    await state.value.close();
  }
}

/** @param locale of the sentences */
export const methodJson = (items: readonly MethodItem[], locale: string) =>
  items.map((item) => ({ ...item, ...methodLines(item, locale) }));
