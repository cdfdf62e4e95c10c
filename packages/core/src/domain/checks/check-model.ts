/** Checks with their names resolved: what is expected of whom, and where it stands. */
import type { CheckTestConfig, RowConfig } from "../../language/config/check-schema.ts";
import { nearest } from "../../language/config/nearest.ts";
import type { YamlPath } from "../../language/config/yaml-source.ts";
import type { Catalog } from "../../language/model/catalog.ts";
import { foldName } from "../../language/model/fold-name.ts";
import { sourcesBeside, type Model } from "../../language/model/model.ts";
import { hasErrors, problem, type Place, type Problem } from "../../problem.ts";
import { assertionsOf } from "./assertion-models.ts";
import { instead, placeOf, placeOfKey, type CheckFile } from "./check-places.ts";
import type { CheckTest } from "./check-types.ts";
import { exclusiveFindings } from "./exclusive-findings.ts";
import { expectationsOf } from "./expectation-models.ts";

export type CheckModels = {
  readonly tests: readonly CheckTest[];
  readonly problems: readonly Problem[];
};

/** The tests of all check files; those with a problem are left out and reported. */
export function checkModels(
  checks: readonly CheckFile[],
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
      if (!hasErrors(found)) tests.push(made);
    });
  }
  return { tests, problems };
}

function testModel(
  file: CheckFile,
  test: CheckTestConfig,
  index: number,
  model: Model,
  catalog: Catalog,
  problems: Problem[],
): CheckTest {
  const base = ["tests", index];
  const expectations = expectationsOf(file, test, base, model, problems);
  const assertions = assertionsOf(file, test, base, model, problems);
  if (problems.length === 0)
    problems.push(
      ...assertions.flatMap((a) =>
        a.kind === "exclusive" ? exclusiveFindings(a, model, catalog) : [],
      ),
    );
  const key = placeOfKey(file, base);
  if (expectations.length + assertions.length === 0 && problems.length === 0)
    problems.push(problem("missing-key", { key: "expect" }, key));
  if (test.given !== undefined && assertions.length > 0)
    problems.push(
      problem("bad-value", { key: "given", expected: "expect, without sizes", got: "both" }, key),
    );
  const { as_of: asOf, ...given } = test.given ?? {};
  const rows = new Map(Object.entries(given).map(([name, r]) => [foldName(name), r ?? []]));
  const sources = ["customers", "transactions", ...sourcesBeside(model).map((other) => other.name)];
  for (const [source, ofSource] of Object.entries(given)) {
    const name = sources.find((known) => foldName(known) === foldName(source));
    const path = [...base, "given", source];
    if (name === undefined) {
      const values = {
        key: source,
        nearest: nearest(source, sources),
        allowed: sources.join(", "),
      };
      const place = placeOfKey(file, path);
      problems.push(problem("unknown-key", values, place, instead(values.nearest, place)));
    } else
      (ofSource ?? []).forEach((row, at) => {
        unknownColumns(file, row, [...path, at], catalog, name, problems);
      });
  }
  return {
    file: file.source.path,
    title: file.value.title ?? null,
    name: test.test,
    place: placeOf(file, [...base, "test"]),
    given:
      test.given === undefined
        ? null
        : {
            asOf: asOf ?? null,
            customers: rows.get("customers") ?? [],
            transactions: rows.get("transactions") ?? [],
            others: new Map(
              sourcesBeside(model).map(({ name }) => [name, rows.get(foldName(name)) ?? []]),
            ),
          },
    expectations,
    assertions,
  };
}

function unknownColumns(
  file: CheckFile,
  row: RowConfig,
  path: YamlPath,
  catalog: Catalog,
  source: string,
  problems: Problem[],
): void {
  const columns = catalog.sources.find((s) => s.name === source)?.columns.map((c) => c.name);
  if (columns === undefined) return; // nobody has looked at the data yet
  const known = new Set(columns.map((name) => name.toLowerCase()));
  for (const name of Object.keys(row)) {
    if (known.has(name.toLowerCase())) continue;
    const place = placeOfKey(file, [...path, name]);
    const near = nearest(name, columns);
    const values = { column: name, path: source, nearest: near };
    problems.push(problem("column-missing", values, place, instead(near, place)));
  }
}
