/**
 * The evaluator and DuckDB give the same answers. `CLIENTELE_SEED` runs the expressions and rows of one seed again,
 * `AGREEMENT_EXPRESSIONS` says how many expressions.
 */
import fc from "fast-check";
import { expect, it } from "vitest";
import { plain } from "../../packages/core/src/compute/engine/cell.ts";
import type { Lane, Row } from "../../packages/core/src/compute/engine/engine.ts";
import { evaluate, type Value } from "../../packages/core/src/domain/explain/evaluate.ts";
import { toScalar } from "../../packages/core/src/domain/to-scalar.ts";
import type { Expr } from "../../packages/core/src/language/expression/ast.ts";
import { parse } from "../../packages/core/src/language/expression/parse.ts";
import { print } from "../../packages/core/src/language/expression/print.ts";
import type { Typed } from "../../packages/core/src/language/model/typed.ts";
import {
  as,
  asc,
  cast,
  col,
  createTableAs,
  decimal,
  int,
  nil,
  select,
  table,
  text,
  values,
  type SqlType,
} from "../../packages/core/src/query/index.ts";
import { folders, open } from "../core/engine/open.ts";
import { rulesOver } from "../core/explain/rules.ts";
import { columns, metric, someCell, type Kind } from "./agreement-cells.ts";
import { someExpression } from "./agreement-generator.ts";
import { randomFrom, type Random } from "./random.ts";

const seed = fc.readConfigureGlobal().seed ?? 1;
const expressions = Number(process.env["AGREEMENT_EXPRESSIONS"] ?? 1_000);
const rows = 200;
const batch = 25;
const place = `CLIENTELE_SEED=${seed}`;

const kinds = new Map<string, Kind>(
  Object.entries(columns).flatMap(([kind, names]) =>
    // Object.entries forgets that the keys are kinds.
    names.map((name) => [name, kind as Kind] as const),
  ),
);
const sqlTypes: Readonly<Record<string, SqlType>> = {
  whole: "bigint",
  big: "bigint",
  money: decimal(18, 4),
  cents: decimal(10, 2),
  ratio: "double",
  score: "double",
  text: "varchar",
  date: "date",
  timestamp: "timestamp",
  boolean: "boolean",
};
const rules = rulesOver(kinds, new Map([[metric, null]]));

async function fill(lane: Lane, random: Random): Promise<readonly Row[]> {
  const cells = Array.from({ length: rows }, (_, id) => [
    int(id),
    ...[...kinds].map(([name, kind]) => {
      const cell = someCell(name, kind, random);
      const type = sqlTypes[name] ?? sqlTypes[kind] ?? "varchar";
      return cell === null ? nil(type) : cast(text(cell), type);
    }),
  ]);
  await lane.run(createTableAs(table("t"), values(["id", ...kinds.keys()], cells)));
  return lane.rows(select({ from: table("t"), orderBy: [asc(col("id"))] }));
}

type Rule = { readonly text: string; readonly node: Typed };

/** What the engine gives for each row, by number of the rule; an error names the rule that it comes from. */
async function ask(lane: Lane, some: readonly Rule[]): Promise<readonly Row[]> {
  const query = select({
    columns: some.map(({ node }, i) => as(`e${i}`, toScalar(node, rules.names))),
    from: table("t"),
    orderBy: [asc(col("id"))],
  });
  try {
    return await lane.rows(query);
  } catch (cause) {
    const [only] = some;
    if (some.length === 1) throw new Error(`${place}: ${only?.text}`, { cause });
    for (const rule of some) await ask(lane, [rule]);
    throw cause;
  }
}

const same = (a: Value, b: Value): boolean => a === b || (a === 0 && b === 0);

it("evaluates as DuckDB does, whatever the expression and the row", async () => {
  const random = randomFrom(seed);
  const lane = await open(folders().inside);
  const customers = await fill(lane, random);
  let pairs = 0;
  const differences: { rule: string; engine: Value; evaluated: Value; row: Row }[] = [];
  for (let done = 0; done < expressions; done += batch) {
    const some = Array.from({ length: batch }, () => {
      const written = print(someExpression(random, 1 + random.below(4)));
      return { text: written, node: rules.typed(written) };
    });
    const answers = await ask(lane, some);
    for (const [i, rule] of some.entries())
      for (const [j, row] of customers.entries()) {
        pairs += 1;
        const engine = plain(answers[j]?.[`e${i}`]);
        const evaluated = evaluate(rule.node, rules.valueOf(row));
        if (!same(engine, evaluated)) differences.push({ rule: rule.text, engine, evaluated, row });
      }
  }
  const shortest = differences.toSorted((a, b) => a.rule.length - b.rule.length)[0];
  const found = `${place}: ${differences.length} of ${pairs} differ`;
  expect(differences.length, `${found}, e.g. ${JSON.stringify(shortest)}`).toBe(0);
  expect(pairs).toBeGreaterThanOrEqual(rows * expressions);
});

it("parses what it prints", () => {
  const random = randomFrom(seed);
  for (let i = 0; i < 2_000; i += 1) {
    const tree = someExpression(random, 1 + random.below(5));
    const written = print(tree);
    const { expr, faults } = parse(written);
    expect(faults, `${place}: ${written}`).toEqual([]);
    expect(withoutPlaces(expr), `${place}: ${written}`).toEqual(withoutPlaces(tree));
  }
});

const withoutPlaces = (expr: Expr): unknown =>
  JSON.parse(
    JSON.stringify(expr, (key, value: unknown) =>
      key === "span" || key === "nameSpan" ? undefined : value,
    ),
  );
