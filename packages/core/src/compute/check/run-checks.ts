/** Runs the checks of a project: given customers in tables of their own, the rest on the project's data. */
import type { CheckTest } from "../../domain/checks/check-types.ts";
import type { Model } from "../../language/model/model.ts";
import type { Problem } from "../../problem.ts";
import { ok, type Result } from "../../result.ts";
import type { Lane, QueryOptions } from "../engine/engine.ts";
import type { PreviewInput } from "../preview/preview-features.ts";
import { assertionFailures } from "./assertions.ts";
import { expectationFailures } from "./expectations.ts";
import { fixtureRows } from "./fixture-rows.ts";
import type { Failure, Outcome } from "./outcome.ts";
import { lazily, projectCards, projectData, type ProjectData } from "./project-data.ts";
import { rowsOf } from "./rows-of.ts";

export type CheckRun = {
  readonly outcomes: readonly Outcome[];
  readonly problems: readonly Problem[];
};

/**
 * Runs tests one after the other.
 *
 * @param input what a preview needs: the model, the data, and the base that drift is measured against
 * @param onTest called when one is done
 */
export async function runChecks(
  lane: Lane,
  tests: readonly CheckTest[],
  input: PreviewInput,
  options: QueryOptions & { readonly onTest?: (outcome: Outcome) => void } = {},
): Promise<Result<CheckRun, Problem>> {
  const outcomes: Outcome[] = [];
  const data = lazily(() => projectData(lane, input, options));
  const learned = lazily(() => projectCards(lane, input, options));
  const problems: Problem[] = [];
  for (const test of tests) {
    const started = performance.now();
    const done = (failures: readonly Failure[], reason: Outcome["reason"] = null): void => {
      const status = failures.length > 0 ? "failed" : reason === null ? "passed" : "skipped";
      const { file, title, name, place } = test;
      const outcome: Outcome = {
        file,
        title,
        name,
        place,
        status,
        failures,
        reason,
        milliseconds: performance.now() - started,
      };
      outcomes.push(outcome);
      options.onTest?.(outcome);
    };
    if (test.given !== null) {
      const cards = await learned();
      if (!cards.ok) return cards;
      const rows = await fixtureRows(lane, test, input, cards.value, options);
      done(
        rows.ok
          ? expectationFailures(test.expectations, rows.value.rows, input.model, rows.value.asOf)
          : rows.errors.map((found) => circleFailure(found, test.place)),
      );
      continue;
    }
    const found = await data();
    if (!found.ok) return found;
    problems.push(...found.value.problems);
    const failures = [
      ...(await customerFailures(lane, test, found.value, input.model, options)),
      ...(await assertionFailures(lane, test.assertions, found.value, input.model, options)),
    ];
    const compares = test.assertions.some((a) => a.kind === "drift") && input.base === null;
    done(failures, compares ? "nothing-published" : null);
  }
  return ok({ outcomes, problems: [...new Set(problems)] });
}

async function customerFailures(
  lane: Lane,
  test: CheckTest,
  data: ProjectData,
  model: Model,
  options: QueryOptions,
): Promise<readonly Failure[]> {
  const ids = [...new Set(test.expectations.map((e) => e.customer))];
  if (ids.length === 0) return [];
  const rows = await rowsOf(lane, data.assigned, ids, options);
  return expectationFailures(test.expectations, rows, model, data.asOf);
}

/** Given accounts that are above each other: all that can be wrong with given rows besides their values. */
const circleFailure = (found: Problem, place: Failure["place"]): Failure => ({
  subject: "parent",
  expected: "no circle of accounts",
  got: found.code === "parent-cycle" ? found.values.ids : found.code,
  place,
});
