/** Checks with their names resolved: what is expected of whom, and where it stands. */
import type {
  CheckConfig,
  CheckTestConfig,
  ExpectedConfig,
  RowConfig,
} from "../../language/config/check-schema.ts";
import { shareOf } from "../../language/config/check-schema.ts";
import { nearest } from "../../language/config/nearest.ts";
import type { ConfigFile } from "../../language/config/read-config.ts";
import { rangeOfKey, rangeOfValue, type YamlPath } from "../../language/config/yaml-source.ts";
import type { Catalog } from "../../language/model/catalog.ts";
import type { Model, SegmentationModel } from "../../language/model/model.ts";
import { problem, type Place, type Problem } from "../../problem.ts";
import { scoreColumns } from "../segmentation/rfm.ts";
import { valuesOf } from "../values.ts";

export type Expected =
  | { readonly kind: "value"; readonly value: string | number | boolean | null }
  | { readonly kind: "list"; readonly values: readonly string[] }
  | { readonly kind: "range"; readonly atLeast: number | null; readonly atMost: number | null };

/** What of a customer is looked at. */
export type Subject =
  | { readonly kind: "segmentation"; readonly name: string; readonly assign: "first" | "all" }
  | { readonly kind: "value"; readonly column: string };

export type Expectation = {
  readonly customer: string;
  /** As it stands in the file, such as `care` or `recency`. */
  readonly name: string;
  readonly subject: Subject;
  readonly expected: Expected;
  readonly place: Place;
};

export type Bound = { readonly atLeast: number | null; readonly atMost: number | null };
export type SegmentRef = { readonly segmentation: string; readonly segment: string };

export type Assertion =
  | {
      readonly kind: "size";
      readonly of: SegmentRef;
      readonly measure: "customers" | "share" | "revenue";
      readonly bound: Bound;
      readonly place: Place;
    }
  | {
      readonly kind: "coverage";
      readonly segmentation: string;
      readonly bound: Bound;
      readonly place: Place;
    }
  | {
      readonly kind: "drift";
      readonly segmentation: string;
      readonly atMost: number;
      readonly place: Place;
    }
  | { readonly kind: "exclusive"; readonly segments: readonly SegmentRef[]; readonly place: Place };

export type Fixture = {
  readonly asOf: string | null;
  readonly customers: readonly RowConfig[];
  readonly transactions: readonly RowConfig[];
};

export type CheckTest = {
  readonly file: string;
  /** The sentence that should hold. */
  readonly name: string;
  readonly place: Place;
  /** `null`: the project's own data. */
  readonly given: Fixture | null;
  readonly expectations: readonly Expectation[];
  readonly assertions: readonly Assertion[];
};

export type CheckModels = {
  readonly tests: readonly CheckTest[];
  readonly problems: readonly Problem[];
};

/** The tests of all check files; those with a problem are left out and reported. */
export function checkModels(
  checks: readonly ConfigFile<CheckConfig>[],
  model: Model,
  catalog: Catalog,
): CheckModels {
  const problems: Problem[] = [];
  const tests: CheckTest[] = [];
  const first = new Map<string, Place>();
  for (const file of checks) {
    const place = placeOf(file, ["check"]);
    const earlier = first.get(file.value.check.toLowerCase());
    if (earlier === undefined) first.set(file.value.check.toLowerCase(), place);
    else {
      const values = { name: file.value.check, kind: "check" };
      problems.push(problem("duplicate-name", values, place, { related: [earlier] }));
    }
    file.value.tests.forEach((test, index) => {
      const found: Problem[] = [];
      const made = testModel(file, test, index, model, catalog, found);
      problems.push(...found);
      if (found.length === 0) tests.push(made);
    });
  }
  return { tests, problems };
}

const placeOf = (file: ConfigFile<CheckConfig>, path: YamlPath): Place => ({
  file: file.source.path,
  range: rangeOfValue(file.source, path),
});

function testModel(
  file: ConfigFile<CheckConfig>,
  test: CheckTestConfig,
  index: number,
  model: Model,
  catalog: Catalog,
  problems: Problem[],
): CheckTest {
  const base = ["tests", index];
  const expectations = expectationsOf(file, test, base, model, problems);
  const assertions = assertionsOf(file, test, base, model, problems);
  const key = { file: file.source.path, range: rangeOfKey(file.source, base) };
  if (expectations.length + assertions.length === 0 && problems.length === 0)
    problems.push(problem("missing-key", { key: "expect" }, key));
  if (test.given !== undefined && assertions.length > 0)
    problems.push(
      problem("bad-value", { key: "given", expected: "expect, without sizes", got: "both" }, key),
    );
  for (const source of ["customers", "transactions"] as const)
    (test.given?.[source] ?? []).forEach((row, at) => {
      unknownColumns(file, row, [...base, "given", source, at], catalog, source, problems);
    });
  return {
    file: file.source.path,
    name: test.test,
    place: placeOf(file, [...base, "test"]),
    given:
      test.given === undefined
        ? null
        : {
            asOf: test.given.as_of ?? null,
            customers: test.given.customers ?? [],
            transactions: test.given.transactions ?? [],
          },
    expectations,
    assertions,
  };
}

function unknownColumns(
  file: ConfigFile<CheckConfig>,
  row: RowConfig,
  path: YamlPath,
  catalog: Catalog,
  source: string,
  problems: Problem[],
): void {
  const columns = catalog.sources.find((s) => s.name === source)?.columns.map((c) => c.name) ?? [];
  const known = new Set(columns.map((name) => name.toLowerCase()));
  for (const name of Object.keys(row)) {
    if (known.has(name.toLowerCase())) continue;
    const place = { file: file.source.path, range: rangeOfKey(file.source, [...path, name]) };
    const values = { column: name, path: source, nearest: nearest(name, columns) };
    problems.push(problem("column-missing", values, place));
  }
}

function expectationsOf(
  file: ConfigFile<CheckConfig>,
  test: CheckTestConfig,
  base: YamlPath,
  model: Model,
  problems: Problem[],
): readonly Expectation[] {
  return Object.entries(test.expect ?? {}).flatMap(([customer, expected]) =>
    Object.entries(expected).flatMap(([name, value]): readonly Expectation[] => {
      const path = [...base, "expect", customer, name];
      const place = placeOf(file, path);
      const key = { file: file.source.path, range: rangeOfKey(file.source, path) };
      const subject = subjectOf(name, model);
      if (subject === undefined) {
        const names = [
          ...model.segmentations.map((s) => s.name),
          ...valuesOf(model).map((v) => v.id),
        ];
        problems.push(problem("unknown-name", { name, nearest: nearest(name, names) }, key));
        return [];
      }
      if (subject.kind === "segmentation") {
        const segmentation = model.segmentations.find((s) => s.name === subject.name);
        const wanted = Array.isArray(value) ? value : typeof value === "string" ? [value] : [];
        for (const segment of wanted) reportUnknown(segment, segmentation, place, problems);
      }
      return [{ customer, name, subject, expected: expectedOf(value), place }];
    }),
  );
}

function reportUnknown(
  segment: string,
  segmentation: SegmentationModel | undefined,
  place: Place,
  problems: Problem[],
): void {
  if (segmentation === undefined) return;
  const known = segmentsOf(segmentation);
  if (known.includes(segment)) return;
  const values = { segment, segmentation: segmentation.name, nearest: nearest(segment, known) };
  problems.push(problem("unknown-segment", values, place));
}

const segmentsOf = (segmentation: SegmentationModel): readonly string[] => [
  ...segmentation.segments.map((s) => s.id),
  ...(segmentation.kind === "rfm" && segmentation.others !== null ? [segmentation.others.id] : []),
];

function expectedOf(value: ExpectedConfig): Expected {
  if (Array.isArray(value)) return { kind: "list", values: value };
  if (typeof value === "object" && value !== null)
    return { kind: "range", atLeast: value.at_least ?? null, atMost: value.at_most ?? null };
  return { kind: "value", value };
}

/** A segmentation, an RFM score (`rfm.recency`), a metric or an attribute. */
function subjectOf(name: string, model: Model): Subject | undefined {
  const segmentation = model.segmentations.find((s) => s.name === name);
  if (segmentation !== undefined)
    return { kind: "segmentation", name, assign: segmentation.assign };
  const [of, score] = name.split(".");
  const rfm = model.segmentations.find((s) => s.name === of);
  if (rfm?.kind === "rfm" && score !== undefined) {
    const columns = scoreColumns(rfm);
    const byName: Readonly<Record<string, string>> = {
      recency: columns.r,
      frequency: columns.f,
      monetary: columns.m,
    };
    const column = byName[score];
    if (column !== undefined) return { kind: "value", column };
  }
  const value = valuesOf(model).find((v) => v.id === name);
  return value === undefined ? undefined : { kind: "value", column: value.column };
}

function assertionsOf(
  file: ConfigFile<CheckConfig>,
  test: CheckTestConfig,
  base: YamlPath,
  model: Model,
  problems: Problem[],
): readonly Assertion[] {
  const at = (...path: readonly string[]): Place => placeOf(file, [...base, ...path]);
  const assertions: Assertion[] = [];
  const needs = (key: string, because: string): void => {
    problems.push(
      problem(
        "missing-key",
        { key },
        { file: file.source.path, range: rangeOfKey(file.source, [...base, because]) },
      ),
    );
  };
  const of =
    test.segment === undefined
      ? undefined
      : segmentRef(test.segment, model, at("segment"), problems);
  const sizes = [
    ["customers", plainBound(test.customers)],
    ["share", shareBound(test.share)],
    ["revenue", plainBound(test.revenue)],
  ] as const;
  for (const [measure, bound] of sizes) {
    if (bound === undefined) continue;
    if (test.segment === undefined) needs("segment", measure);
    else if (of !== undefined)
      assertions.push({ kind: "size", of, measure, bound, place: at(measure) });
  }
  const { segmentation } = test;
  if (segmentation !== undefined && !model.segmentations.some((s) => s.name === segmentation)) {
    const near = nearest(
      segmentation,
      model.segmentations.map((s) => s.name),
    );
    problems.push(
      problem("unknown-name", { name: segmentation, nearest: near }, at("segmentation")),
    );
  }
  const coverage = shareBound(test.coverage);
  if (coverage !== undefined) {
    if (segmentation === undefined) needs("segmentation", "coverage");
    else
      assertions.push({ kind: "coverage", segmentation, bound: coverage, place: at("coverage") });
  }
  if (test.drift !== undefined) {
    if (segmentation === undefined) needs("segmentation", "drift");
    else
      assertions.push({
        kind: "drift",
        segmentation,
        atMost: test.drift.psi.at_most,
        place: at("drift", "psi", "at_most"),
      });
  }
  if (test.exclusive !== undefined) {
    const segments = test.exclusive.flatMap(
      (name, i) =>
        segmentRef(name, model, placeOf(file, [...base, "exclusive", i]), problems) ?? [],
    );
    assertions.push({ kind: "exclusive", segments, place: at("exclusive") });
  }
  return assertions;
}

function segmentRef(
  name: string,
  model: Model,
  place: Place,
  problems: Problem[],
): SegmentRef | undefined {
  const all = model.segmentations.flatMap((s) =>
    segmentsOf(s).map((segment) => ({ segmentation: s.name, segment })),
  );
  const found = all.filter((s) => `${s.segmentation}.${s.segment}` === name || s.segment === name);
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const near = nearest(
    name,
    all.map((s) => `${s.segmentation}.${s.segment}`),
  );
  problems.push(
    problem("unknown-segment", { segment: name, segmentation: "", nearest: near }, place),
  );
  return undefined;
}

type PlainBound = { readonly at_least?: number | undefined; readonly at_most?: number | undefined };
type PercentBound = {
  readonly at_least?: string | undefined;
  readonly at_most?: string | undefined;
};

const plainBound = (bound: PlainBound | undefined): Bound | undefined =>
  bound === undefined
    ? undefined
    : { atLeast: bound.at_least ?? null, atMost: bound.at_most ?? null };

function shareBound(bound: PercentBound | undefined): Bound | undefined {
  if (bound === undefined) return undefined;
  const share = (text: string | undefined): number | null =>
    text === undefined ? null : shareOf(text);
  return { atLeast: share(bound.at_least), atMost: share(bound.at_most) };
}
