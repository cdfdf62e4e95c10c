import type { Dialect } from "./dialects/dialect.ts";
import { finite, isoText } from "./dialects/quote.ts";
import type { Parameter } from "./compiled-query.ts";
import type { Literal, Query } from "./nodes.ts";
import { typeOfNumber } from "./sql-type.ts";

/** What printing needs: the dialect, where values go, and how a query inside a scalar is printed. */
export type Printer = {
  readonly dialect: Dialect;
  readonly literal: (literal: Literal) => string;
  readonly query: (query: Query) => string;
};

/**
 * Collects values as numbered parameters, each cast to its type where it is used. Equal values share a number, so that an
 * expression in `select` and `group by` stays one expression for the engine.
 *
 * @param params filled in the order of the numbers
 * @returns a printer of literals
 */
export function bindTo(dialect: Dialect, params: Parameter[]): (literal: Literal) => string {
  const numbers = new Map<string, number>();
  return (node) => {
    const parameter = asParameter(node);
    if (!parameter) return dialect.literal(node);
    const key = JSON.stringify([parameter.type, parameter.value]);
    const known = numbers.get(key);
    const number = known ?? params.push(parameter);
    if (known === undefined) numbers.set(key, number);
    return `cast($${number} as ${dialect.type(parameter.type)})`;
  };
}

/** `null` for what is printed: our own whole numbers, truth values and NULL. */
function asParameter(node: Literal): Parameter | null {
  switch (node.kind) {
    case "text":
      return { type: "varchar", value: node.value };
    case "number":
      return { type: typeOfNumber(node.text), value: node.text };
    case "double":
      return { type: "double", value: finite(node.value) };
    case "date":
    case "timestamp":
      return { type: node.kind, value: isoText(node.kind, node.value) };
    case "integer":
    case "boolean":
    case "null":
      return null;
  }
}
