/** The six comparisons of the rule language. */
export type Comparison = "=" | "<>" | "<" | "<=" | ">" | ">=";

/**
 * Whether a comparison holds between two values of a known order.
 *
 * @param order below, at or above zero as the left is less than, equal to or more than the right
 * @example holds("<=", 0) // => true
 */
export function holds(operator: Comparison, order: number): boolean {
  switch (operator) {
    case "=":
      return order === 0;
    case "<>":
      return order !== 0;
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    case ">=":
      return order >= 0;
  }
}
