/** Whether names are there at all: what finding them in a longer text asks. */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { nameIndexStatements } from "../../query/name-index-statements.ts";
import { isLong } from "./match-of.ts";
import type { Findable } from "./match-order.ts";
import { normaliseName } from "./normalise-name.ts";

/** What the names of customers are asked. Stretches come normalised. */
export type NameOracle = {
  /** A whole name, alias, id or address. */
  readonly isWhole: (stretch: string) => boolean;
  /** A stretch of some name, of three characters at least. */
  readonly isPart: (stretch: string) => boolean;
};

/**
 * Names held in memory, for as many as are compared one by one.
 *
 * @example nameOracle([{ id: "7", names: ["苏州丽华纺织"] }]).isPart("丽华纺织") // => true
 */
export function nameOracle(customers: readonly Findable[]): NameOracle {
  const whole = new Set<string>();
  const names: string[] = [];
  for (const { id, names: called, emails = [] } of customers) {
    for (const name of called) names.push(normaliseName(name));
    for (const key of [id, ...called, ...emails]) whole.add(normaliseName(key));
  }
  const all = names.join("\n");
  return {
    isWhole: (stretch) => whole.has(stretch),
    isPart: (stretch) => isLong(stretch) && all.includes(stretch),
  };
}

/** @param db as `openNameIndex` filled it */
export function nameKnown(db: DatabaseSync): NameOracle {
  const { search } = nameIndexStatements;
  const statements = new Map<string, StatementSync>();
  const finds = (sql: string, value: string): boolean => {
    const statement = statements.get(sql) ?? db.prepare(sql);
    statements.set(sql, statement);
    return statement.get(value, 1) !== undefined;
  };
  return {
    isWhole: (stretch) => finds(search.exact, stretch),
    isPart: (stretch) =>
      isLong(stretch) && finds(search.parts, `name : "${stretch.replaceAll('"', '""')}"`),
  };
}
