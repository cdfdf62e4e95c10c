/** Names for questions about a model that was computed: what `find` and the bot's rules may mention. */
import { foldName } from "./fold-name.ts";
import { joinedNames } from "./joined-names.ts";
import { hasMargin, sourcesBeside, type Model } from "./model.ts";
import { customerScope } from "./scopes.ts";
import type { Scope } from "./scope.ts";
import type { NameRef } from "./typed.ts";

/** The scope of a rule about customers of a run. Aggregates are not allowed: they would need the transactions. */
export function modelScope(model: Model): Scope {
  return customerScope(
    {
      attributes: new Map(
        (model.customers?.attributes ?? []).map((a) => {
          const ref: NameRef = { kind: "attribute", name: a.name };
          return [a.name.toLowerCase(), { ref, type: a.type, unit: a.unit ?? null }];
        }),
      ),
      margin: hasMargin(model),
      computed: model,
      openAttributes: false,
      broken: new Set(),
      joined: joinedNames(sourcesBeside(model), true),
      metrics: new Map(
        model.metrics.map((m) => {
          const ref: NameRef = { kind: "metric", name: m.name };
          return [foldName(m.name), { ref, type: m.value.type, unit: m.value.unit }];
        }),
      ),
      segmentations: new Map(
        model.segmentations.map((s) => {
          const ids = s.segments.map((x) => x.id);
          const others = s.kind === "rfm" && s.others !== null ? [s.others.id] : [];
          const segments = [...ids, ...others];
          return [foldName(s.name), { name: s.name, all: s.assign === "all", segments }];
        }),
      ),
    },
    null,
    null,
  );
}
