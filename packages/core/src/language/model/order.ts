/** Orders metrics and segmentations so that each comes after what it needs. */

export type Ordered = {
  /** Every node; where nodes need each other in a circle, the first that was met comes last. */
  readonly order: readonly string[];
  /** The nodes of the first circle, first and last the same; `undefined` where there is none. */
  readonly cycle: readonly string[] | undefined;
};

/**
 * A topological order, stable in the order given. Walks without recursion: chains may be as long as files are.
 *
 * @param names every node
 * @param needs what a node needs; names that are no nodes are skipped
 * @example orderOf(["b", "a"], (n) => (n === "b" ? ["a"] : [])).order // => ["a", "b"]
 */
export function orderOf(
  names: readonly string[],
  needs: (name: string) => readonly string[],
): Ordered {
  const nodes = new Set(names);
  const order: string[] = [];
  const state = new Map<string, "open" | "done">();
  let cycle: readonly string[] | undefined;
  for (const root of names) {
    const path: { readonly name: string; readonly rest: Iterator<string> }[] = [];
    const open = (name: string): void => {
      if (!nodes.has(name) || state.get(name) === "done") return;
      if (state.get(name) === "open") {
        const walked = path.map((step) => step.name);
        cycle ??= [...walked.slice(walked.indexOf(name)), name];
        return;
      }
      state.set(name, "open");
      path.push({ name, rest: needs(name)[Symbol.iterator]() });
    };
    open(root);
    for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
      const next = step.rest.next();
      if (next.done !== true) {
        open(next.value);
        continue;
      }
      path.pop();
      state.set(step.name, "done");
      order.push(step.name);
    }
  }
  return { order, cycle };
}
