/** Types rules over a table of columns, for tests that ask the evaluator and the engine alike. */
import { plain } from "../../../packages/core/src/compute/engine/cell.ts";
import type { Row } from "../../../packages/core/src/compute/engine/engine.ts";
import type { ValueOf } from "../../../packages/core/src/domain/explain/evaluate.ts";
import type { Names } from "../../../packages/core/src/domain/to-scalar.ts";
import type { ColumnType } from "../../../packages/core/src/language/model/catalog.ts";
import { asOf, rowScope } from "../../../packages/core/src/language/model/scopes.ts";
import { typeExpression } from "../../../packages/core/src/language/model/type-expression.ts";
import type { NameRef, Typed, Unit } from "../../../packages/core/src/language/model/typed.ts";
import type { Problem } from "../../../packages/core/src/problem.ts";
import { col, date } from "../../../packages/core/src/query/index.ts";

const today = "2026-11-21";

export type Rules = {
  /** @throws Error for a rule with problems */
  readonly typed: (rule: string) => Typed;
  readonly problems: (rule: string) => readonly Problem[];
  readonly names: Names;
  readonly valueOf: (row: Row) => ValueOf;
};

/**
 * @param columns of the table
 * @param metrics those of them that have been calculated, with their units
 */
export function rulesOver(
  columns: ReadonlyMap<string, ColumnType>,
  metrics: ReadonlyMap<string, Unit> = new Map(),
): Rules {
  const rest = { nullShare: null, distinct: null, minimum: null, maximum: null, top: [] };
  const known = [...columns].map(([name, type]) => ({
    name,
    type,
    nativeType: "",
    complete: false,
    ...rest,
  }));
  const computed = [...metrics].map(
    ([name, unit]) =>
      [name, { ref: { kind: "metric", name }, type: columns.get(name) ?? "number", unit }] as const,
  );
  const scope = rowScope(
    "t",
    new Map(known.map((column) => [column.name.toLowerCase(), column])),
    new Map(),
    new Map([...computed, ["as_of", asOf]]),
  );
  const find = (rule: string) => {
    const rangeOf = ({ start, end }: { readonly start: number; readonly end: number }) => ({
      start: { line: 0, character: start },
      end: { line: 0, character: end },
    });
    return typeExpression({ text: rule, rangeOf }, "rule", scope);
  };
  return {
    typed: (rule) => {
      const { typed, problems } = find(rule);
      if (problems.length > 0) throw new Error(`${rule}\n${JSON.stringify(problems[0])}`);
      return typed;
    },
    problems: (rule) => find(rule).problems,
    names: (ref) => {
      const column = columnOf(ref);
      return column === undefined ? date(today) : col(column);
    },
    valueOf: (row) => (ref) => {
      const column = columnOf(ref);
      return column === undefined ? today : plain(row[column]);
    },
  };
}

const columnOf = (ref: NameRef): string | undefined =>
  ref.kind === "column" ? ref.column : ref.kind === "metric" ? ref.name : undefined;
