/** The customers of a test's own, computed by the same queries as real ones. */
import { assignments } from "../../domain/assignments.ts";
import type { CheckTest } from "../../domain/checks/check-types.ts";
import type { Model } from "../../language/model/model.ts";
import type { Problem } from "../../problem.ts";
import { createTableAs, table } from "../../query/index.ts";
import { ok, type Result } from "../../result.ts";
import type { Lane, QueryOptions, Row } from "../engine/engine.ts";
import { factorRows } from "../ingest/factors.ts";
import type { PreviewInput } from "../preview/preview-features.ts";
import { buildFeatures, featuresInput } from "../run/features.ts";
import { dropTables, learnFits } from "../run/fits.ts";
import { customersInput, ingestInput } from "../run/prepare.ts";
import { latestDay } from "../run/run.ts";
import { closedIn, factorInputs, otherInput } from "../run/source-rows.ts";
import type { SavedFit } from "../snapshot/manifest.ts";
import { fixtureTable, givenLines } from "./fixture.ts";
import { rowsOf } from "./rows-of.ts";

const fixtureFeatures = "check_features";

/** The rows that a test names, by id, and the day that they are of. */
export async function fixtureRows(
  lane: Lane,
  test: CheckTest,
  input: PreviewInput,
  cards: Readonly<Record<string, SavedFit>>,
  options: QueryOptions,
): Promise<Result<{ readonly rows: ReadonlyMap<string, Row>; readonly asOf: string }, Problem>> {
  const { model, prepared, project, now } = input;
  const given = test.given ?? { asOf: null, customers: [], transactions: [], others: new Map() };
  const source = ingestInput(project, prepared, model, now);
  const rows = fixtureTable(given.transactions, source.source, model.transactions.textColumns);
  const asLines = givenLines({ ...source, files: [] }, rows);
  const others = model.others.map((other) => {
    const of = otherInput(project, prepared, model, other, now);
    const rowsGiven = fixtureTable(
      given.others.get(other.name) ?? [],
      of.source,
      other.textColumns,
    );
    return { model: other, rows: givenLines({ ...of, files: [] }, rowsGiven) };
  });
  // Given rows of factors stand for the project's own; they say nothing about a customer, so none given means those.
  const factors = factorInputs(prepared, model).map((of) => {
    const ofTest = given.others.get(of.model.name) ?? [];
    if (ofTest.length === 0) return factorRows(of);
    return factorRows({ ...of, rows: fixtureTable(ofTest, of.source, of.model.textColumns) });
  });
  const closed = await closedIn(lane, prepared, model, options);
  const customers = customersInput(prepared, model);
  const asOf =
    given.asOf ??
    model.asOf ??
    (await latestDay(lane, asLines, source.today, options)) ??
    source.today;
  const customerRows =
    customers === null
      ? null
      : {
          ...customers,
          rows: fixtureTable(
            given.customers.length > 0 ? given.customers : impliedCustomers(test, model),
            customers.source,
            model.customers?.textColumns ?? [],
          ),
        };
  const built = await buildFeatures(
    lane,
    fixtureFeatures,
    featuresInput(project, model, {
      transactions: asLines,
      others,
      factors,
      customers: customerRows,
      closed: closed.ok ? closed.value : [],
      asOf,
    }),
    options,
  );
  if (!built.ok) return built;
  const base = table(fixtureFeatures);
  const fits = await learnFits(
    lane,
    { base, model, asOf, data: "", prefix: "check", seed: 0, known: [cards], anyData: true },
    options,
  );
  if (!fits.ok) throw new Error("unreachable: the project has learned what its model needs");
  const { fitted, tables } = fits.value;
  await lane.run(
    createTableAs(
      table("check_customers"),
      assignments(base, model, asOf, undefined, undefined, undefined, fitted),
      { orReplace: true },
    ),
    options,
  );
  const found = await rowsOf(
    lane,
    table("check_customers"),
    [...new Set(test.expectations.map((e) => e.customer))],
    options,
  );
  await dropTables(lane, [fixtureFeatures, "check_customers", ...tables]);
  return ok({ rows: found, asOf });
}

/** A row for each customer whom a test names, where the key is a column and no rows are given. */
function impliedCustomers(
  test: CheckTest,
  model: Model,
): readonly Readonly<Record<string, string>>[] {
  const key = model.customers?.key;
  if (key?.kind !== "name" || key.ref.kind !== "column") return [];
  const { column } = key.ref;
  return [...new Set(test.expectations.map((e) => e.customer))].map((id) => ({ [column]: id }));
}
