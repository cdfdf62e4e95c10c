/** Names for questions about a run: those of rules, and what answers besides call a value. */
import { findBuiltin } from "../language/model/builtins.ts";
import { modelScope } from "../language/model/model-scope.ts";
import type { Model } from "../language/model/model.ts";
import type { Resolved, Scope } from "../language/model/scope.ts";

/**
 * The scope of a rule about customers of a run, as `modelScope`; also a built-in metric in a window that was computed
 * (`monetary_365`), and `owner` where the project says which column that is. A name of the project comes first.
 */
export function answerScope(model: Model): Scope {
  const scope = modelScope(model);
  const windowed = new Map(
    model.windows.flatMap(({ name, within }): readonly (readonly [string, Resolved])[] => {
      const builtin = findBuiltin(name);
      if (builtin === undefined) return [];
      const ref = { kind: "builtin", name, within } as const;
      return [[`${name}_${within}`, { ref, type: builtin.type, unit: builtin.unit }]];
    }),
  );
  const owner = model.customers?.owner ?? null;
  return {
    ...scope,
    // Read only where a name is unknown.
    get names() {
      return [...scope.names, ...windowed.keys(), ...(owner === null ? [] : ["owner"])];
    },
    resolve: (parts) => {
      const known = scope.resolve(parts);
      if (known !== undefined || parts.length !== 1) return known;
      const name = parts[0]?.toLowerCase() ?? "";
      if (name === "owner" && owner !== null) return scope.resolve(["customers", owner]);
      return windowed.get(name);
    },
  };
}
