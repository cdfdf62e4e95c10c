/** Runs the checks of a project: given customers in tables of their own, the rest on the project's data. */
import { assignments } from "../../domain/assignments.ts";
import { idColumn, segmentationColumn, segmentColumn } from "../../domain/columns.ts";
import type { Assertion, CheckTest, SegmentRef } from "../../domain/checks/check-types.ts";
import {
  and,
  as,
  col,
  countAll,
  createTableAs,
  eq,
  inList,
  select,
  table,
  text,
  type Query,
  type Relation,
  type Scalar,
} from "../../query/index.ts";
import type { ServingTotals } from "../../domain/strategy/serving-totals.ts";
import type { SegmentationCount } from "../../host/protocol.ts";
import type { Model } from "../../language/model/model.ts";
import type { Problem } from "../../problem.ts";
import { ok, type Result } from "../../result.ts";
import { psi } from "../../stats/psi.ts";
import { sureText } from "../engine/cell.ts";
import type { Lane, QueryOptions, Row } from "../engine/engine.ts";
import { factorRows } from "../ingest/factors.ts";
import { closedIn, factorInputs, otherInput } from "../run/source-rows.ts";
import { preview } from "../preview/preview.ts";
import { previewFits } from "../preview/preview-fits.ts";
import { featuresFor, type PreviewInput } from "../preview/preview-features.ts";
import { buildFeatures, featuresInput } from "../run/features.ts";
import { customersInput, ingestInput } from "../run/prepare.ts";
import { dropTables, hasFits, learnFits } from "../run/fits.ts";
import { latestDay } from "../run/run.ts";
import type { SavedFit } from "../snapshot/manifest.ts";
import { sumStrategies } from "../plan/sum-strategies.ts";
import { expectationFailures } from "./expectations.ts";
import { fixtureTable, givenLines } from "./fixture.ts";
import { boundText, isWithin, percent, type Failure, type Outcome } from "./outcome.ts";

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

function lazily<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

type ProjectData = {
  readonly assigned: Query;
  readonly counts: ReadonlyMap<string, SegmentationCount>;
  readonly customers: number;
  readonly asOf: string;
  /** What strategies come to, once a check asks. */
  readonly totals: () => Promise<ServingTotals | undefined>;
  readonly problems: readonly Problem[];
};

async function projectData(
  lane: Lane,
  input: PreviewInput,
  options: QueryOptions,
): Promise<Result<ProjectData, Problem>> {
  const features = await featuresFor(lane, input, options);
  if (!features.ok) return features;
  const { relation, asOf, columns, held, problems } = features.value;
  const fits = await previewFits(lane, input, features.value, options);
  if (!fits.ok) return fits;
  const counted = await preview(lane, input, options);
  if (!counted.ok) return counted;
  const assigned = assignments(
    relation,
    input.model,
    asOf,
    undefined,
    columns,
    held,
    fits.value.fitted,
  );
  const counts = new Map(counted.value.segmentations.map((s) => [s.id, s]));
  const served = { model: input.model, asOf, customers: assigned };
  const totals = lazily(() => sumStrategies(lane, served, { log: [], today: asOf }, options));
  return ok({ assigned, counts, customers: counted.value.customers, asOf, totals, problems });
}

/** What given customers are told by: nothing can be learned from a few, so the project's own data teach. */
async function projectCards(
  lane: Lane,
  input: PreviewInput,
  options: QueryOptions,
): Promise<Result<Readonly<Record<string, SavedFit>>, Problem>> {
  if (!hasFits(input.model, "")) return ok({});
  const features = await featuresFor(lane, input, options);
  if (!features.ok) return features;
  const fits = await previewFits(lane, input, features.value, options);
  return fits.ok ? ok(fits.value.cards) : fits;
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

async function rowsOf(
  lane: Lane,
  from: Relation,
  ids: readonly string[],
  options: QueryOptions,
): Promise<ReadonlyMap<string, Row>> {
  const where = inList(
    col(idColumn),
    ids.map((id) => text(id)),
  );
  const rows = await lane.rows(select({ from, where }), options);
  return new Map(rows.map((row) => [sureText(row[idColumn]), row]));
}

async function assertionFailures(
  lane: Lane,
  assertions: readonly Assertion[],
  data: ProjectData,
  model: Model,
  options: QueryOptions,
): Promise<readonly Failure[]> {
  const failures: Failure[] = [];
  for (const a of assertions)
    failures.push(...(await assertionFailure(lane, a, data, model, options)));
  return failures;
}

async function assertionFailure(
  lane: Lane,
  assertion: Assertion,
  data: ProjectData,
  model: Model,
  options: QueryOptions,
): Promise<readonly Failure[]> {
  const { place } = assertion;
  switch (assertion.kind) {
    case "size": {
      const { segmentation, segment } = assertion.of;
      const size = data.counts.get(segmentation)?.segments.find((s) => s.id === segment);
      const got = size?.[assertion.measure] ?? 0;
      const told = assertion.measure === "share" ? percent : String;
      if (isWithin(got, assertion.bound)) return [];
      const subject = `${segmentation}.${segment} · ${assertion.measure}`;
      return [{ subject, expected: boundText(assertion.bound, told), got: told(got), place }];
    }
    case "action": {
      const found = await actionMeasure(assertion, data);
      if (found !== null && isWithin(found, assertion.bound)) return [];
      const { strategy, action, measure, bound } = assertion;
      const told = measure === "share" ? percent : (n: number): string => String(Math.round(n));
      return [
        {
          subject: `${strategy}.${action} · ${measure}`,
          expected: boundText(bound, told),
          got: found === null ? "not known" : told(found),
          place,
        },
      ];
    }
    case "coverage": {
      const { unassigned = 0, outside = 0 } = data.counts.get(assertion.segmentation) ?? {};
      const participants = data.customers - outside;
      const got = participants === 0 ? 1 : 1 - unassigned / participants;
      if (isWithin(got, assertion.bound)) return [];
      const subject = `${assertion.segmentation} · coverage`;
      return [{ subject, expected: boundText(assertion.bound, percent), got: percent(got), place }];
    }
    case "drift": {
      const segments = data.counts.get(assertion.segmentation)?.segments ?? [];
      const comparable = segments.filter((s) => s.before !== null);
      if (comparable.length === 0) return [];
      const got = psi(
        comparable.map((s) => s.before ?? 0),
        comparable.map((s) => s.customers),
      );
      if (got <= assertion.atMost) return [];
      const subject = `${assertion.segmentation} · psi`;
      return [{ subject, expected: `<= ${assertion.atMost}`, got: got.toFixed(3), place }];
    }
    case "exclusive": {
      const shared = await sharedCustomers(lane, assertion.segments, data.assigned, model, options);
      return shared.map(({ names, customers }) => ({
        subject: names,
        expected: "no customer in both",
        got: String(customers),
        place,
      }));
    }
  }
}

/** @returns `null` where nobody's gain is known */
async function actionMeasure(
  { strategy, action, measure }: Extract<Assertion, { readonly kind: "action" }>,
  data: ProjectData,
): Promise<number | null> {
  const totals = await data.totals();
  const found = totals?.strategies
    .find((s) => s.strategy === strategy)
    ?.actions.find((a) => a.action === action);
  switch (measure) {
    case "customers":
      return found?.eligible ?? 0;
    case "share":
      return data.customers === 0 ? 0 : (found?.eligible ?? 0) / data.customers;
    case "cost":
      return found?.money ?? 0;
    case "gain":
      return found?.gain?.value ?? null;
  }
}

async function sharedCustomers(
  lane: Lane,
  segments: readonly SegmentRef[],
  assigned: Query,
  model: Model,
  options: QueryOptions,
): Promise<readonly { readonly names: string; readonly customers: number }[]> {
  const pairs = segments.flatMap((a, i) => segments.slice(i + 1).map((b) => [a, b] as const));
  if (pairs.length === 0) return [];
  const isIn = ({ segmentation, segment }: SegmentRef): Scalar => {
    const all = model.segmentations.find((s) => s.name === segmentation)?.assign === "all";
    return all
      ? col(segmentColumn(segmentation, segment))
      : eq(col(segmentationColumn(segmentation)), text(segment));
  };
  const columns = pairs.map(([a, b], i) => as(`pair_${i}`, countAll(and(isIn(a), isIn(b)))));
  const row = await lane.one(select({ columns, from: assigned }), options);
  return pairs.flatMap(([a, b], i) => {
    const customers = Number(row[`pair_${i}`]);
    const names = `${a.segmentation}.${a.segment}, ${b.segmentation}.${b.segment}`;
    return customers === 0 ? [] : [{ names, customers }];
  });
}

/** Given accounts that are above each other: all that can be wrong with given rows besides their values. */
const circleFailure = (found: Problem, place: Failure["place"]): Failure => ({
  subject: "parent",
  expected: "no circle of accounts",
  got: found.code === "parent-cycle" ? found.values.ids : found.code,
  place,
});

const fixtureFeatures = "check_features";

/** The customers of a test's own, computed by the same queries as real ones. */
async function fixtureRows(
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
