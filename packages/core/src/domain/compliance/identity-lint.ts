/** GDPR Art. 5(1)(c) and PIPL Art. 6: no more data than the purpose needs. Segments are of many, and names are for nobody. */
import type { Model } from "../../language/model/model.ts";
import { expressionsOf } from "../../language/model/expressions-of.ts";
import { typedChildren } from "../../language/model/typed-walk.ts";
import type { Typed } from "../../language/model/typed.ts";
import type { Pii } from "../../pii.ts";
import { problem, type Place, type Problem } from "../../problem.ts";
import type { Linted } from "./lint.ts";
import { traitsOf } from "./traits.ts";

/** Fewer customers than this in a segment are persons whom colleagues know. */
const fewest = 5;
/** Below this a project is a list of acquaintances anyway. */
const fewestOfAll = 50;

/** Birth dates and addresses stand for age and region as a rule. */
const identifying: ReadonlySet<Pii> = new Set(["name", "phone", "email", "id_number", "other"]);

/** Rules that ask who somebody is, and metrics that carry it on under another name. */
export function lintIdentity({ model }: Linted): readonly Problem[] {
  return [...rulesOf(model), ...metricsOf(model)];
}

function rulesOf(model: Model): readonly Problem[] {
  const label = model.customers?.label ?? null;
  const look = (rule: Typed, segment: string, place: Place): readonly Problem[] =>
    traitsOf(model, [...withoutNullTests(rule)])
      .filter(
        ({ name, pii, through }) =>
          through.length === 0 && ((pii !== null && identifying.has(pii)) || name === label),
      )
      .map(({ name, pii }) =>
        problem("rule-identifies", { segment, column: name, pii: pii ?? "name" }, place, {
          severity: "warning",
        }),
      );
  return model.segmentations.flatMap((s) => {
    if (s.kind !== "rules") return expressionsOf(s).flatMap((rule) => look(rule, s.name, s.place));
    const among = s.among === null ? [] : look(s.among.rule, s.name, s.place);
    const own = s.segments.flatMap((segment) =>
      segment.when === null ? [] : look(segment.when, `${s.name}.${segment.id}`, segment.whenPlace),
    );
    return [...own, ...among];
  });
}

/** The names of a rule, but for those that are only asked to be there: who has a phone is not who it is. */
function* withoutNullTests(rule: Typed): Iterable<Typed> {
  if (rule.kind === "is-null") return;
  if (rule.kind === "name") yield rule;
  for (const child of typedChildren(rule)) yield* withoutNullTests(child);
}

/** A metric that is what a column of personal data says is shown, exported and sent like any other metric. */
function metricsOf(model: Model): readonly Problem[] {
  return model.metrics.flatMap(({ name, value, place }) => {
    if (value.type !== "text" && value.type !== "unknown") return [];
    const trait = traitsOf(model, [value]).find(({ pii }) => pii !== null);
    if (trait === undefined || trait.pii === null) return [];
    const values = { metric: name, column: trait.name, pii: trait.pii };
    return [problem("pii-in-metric", values, place)];
  });
}

/**
 * Segments of a run with so few customers that their members are known by name.
 *
 * @param sizes customers by segmentation and segment
 * @param all customers of the run; nothing is said below 50
 */
export function smallSegments(
  model: Model,
  sizes: Readonly<Record<string, Readonly<Record<string, number>>>>,
  all: number,
): readonly Problem[] {
  if (all < fewestOfAll) return [];
  return model.segmentations.flatMap((s) =>
    s.unit !== null
      ? []
      : s.segments.flatMap(({ id, place }) => {
          const count = sizes[s.name]?.[id] ?? 0;
          if (count === 0 || count >= fewest) return [];
          const values = { segment: `${s.name}.${id}`, count, fewest };
          return problem("segment-small", values, place, { severity: "info" });
        }),
  );
}
