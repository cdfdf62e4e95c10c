/** Orders metrics and segmentations so that each comes after what it needs. */

/**
 * A topological order, stable in the order given.
 *
 * @param names every node
 * @param needs what a node needs
 * @returns the order, or the nodes of one cycle, first and last the same
 * @example orderOf(["b", "a"], (n) => (n === "b" ? ["a"] : [])) // => { order: ["a", "b"] }
 */
export function orderOf(
  names: readonly string[],
  needs: (name: string) => readonly string[],
): { readonly order: readonly string[] } | { readonly cycle: readonly string[] } {
  const order: string[] = [];
  const state = new Map<string, "open" | "done">();
  const path: string[] = [];
  const visit = (name: string): readonly string[] | undefined => {
    if (state.get(name) === "done") return undefined;
    if (state.get(name) === "open") return [...path.slice(path.indexOf(name)), name];
    state.set(name, "open");
    path.push(name);
    for (const need of needs(name)) {
      const cycle = visit(need);
      if (cycle !== undefined) return cycle;
    }
    path.pop();
    state.set(name, "done");
    order.push(name);
    return undefined;
  };
  for (const name of names) {
    const cycle = visit(name);
    if (cycle !== undefined) return { cycle };
  }
  return { order };
}
