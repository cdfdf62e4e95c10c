/** PIPL Art. 28 and 31: the data of children under 14 need a parent's or guardian's consent; GDPR Art. 8: of minors care. */
import { createVariables } from "../../language/analysis/variables.ts";
import { excludes, unconstrained } from "../../language/analysis/conjunctions.ts";
import { negated, type Formula } from "../../language/analysis/formula.ts";
import { logicOf } from "../../language/analysis/logic.ts";
import type { Variables } from "../../language/analysis/variables.ts";
import { expressionsOf } from "../../language/model/expressions-of.ts";
import { foldName } from "../../language/model/fold-name.ts";
import type { Model } from "../../language/model/model.ts";
import type { StrategyModel } from "../../language/model/strategy-model.ts";
import { scalarAt } from "../../language/config/yaml-source.ts";
import { walkTyped } from "../../language/model/typed-walk.ts";
import type { Typed } from "../../language/model/typed.ts";
import { problem, type Fix, type Problem } from "../../problem.ts";
import { audienceOfStrategy, strategiesOf, type Linted } from "./lint.ts";
import { traitsOf } from "./traits.ts";

const calledAge = /^(?:customer_?)?age(?:_?years)?$|^(?:客户)?年龄$/i;
const calledGuardian = /guardian|parent(?:al)?_?(?:consent|ok)|监护|家长/i;

const none = { start: 0, end: 0 };

/** Strategies whose customers may be children, as far as rules and data tell. */
export function lintMinors(linted: Linted): readonly Problem[] {
  const { model, catalog } = linted;
  const age = ageOf(model);
  if (age === undefined) return [];
  const column = catalog?.sources
    .find(({ name }) => name === "customers")
    ?.columns.find(({ name }) => foldName(name) === foldName(age));
  const youngest = column?.minimum ?? null;
  const variables = variablesOf(model);
  return strategiesOf(linted).flatMap(({ strategy }) => {
    const audience = audienceOfStrategy(model, strategy);
    const isSaid =
      traitsOf(model, audience).some(({ name }) => name === age) ||
      audience.some((rule) => namedIn(rule).includes(age));
    if (youngest === null && !isSaid) return [];
    if (isGuarded(model, strategy, audience)) return [];
    const conditions = conditionsOf(model, strategy, age, variables);
    const limit = ([14, 18] as const).find(
      (years) =>
        !(youngest !== null && Number(youngest) >= years) &&
        !excludes(unconstrained, variables, ...conditions, under(age, years, variables)),
    );
    if (limit === undefined) return [];
    const values = { strategy: strategy.name, age: limit, column: age };
    const severity = limit === 14 ? "error" : "warning";
    const fixes = limitFix(linted, strategy, age, limit);
    return [problem("minors-reached", values, strategy.place, { severity, fixes })];
  });
}

/** The column with ages: of the table, or, before anybody has looked at it, of rules. */
function ageOf(model: Model): string | undefined {
  const own = model.customers?.attributes.find(
    ({ name, type }) => calledAge.test(name) && (type === "number" || type === "unknown"),
  );
  if (own !== undefined) return own.name;
  const rules = model.segmentations.flatMap(expressionsOf);
  return rules.flatMap(namedIn).find((name) => calledAge.test(name));
}

const namedIn = (rule: Typed): readonly string[] =>
  walkTyped(rule).flatMap((node) =>
    node.kind === "name" && node.ref.kind === "attribute" ? node.ref.name : [],
  );

const under = (age: string, years: number, variables: Variables): Formula => {
  const number = { type: "number", unit: null, span: none } as const;
  const name: Typed = { kind: "name", ref: { kind: "attribute", name: age }, ...number };
  const limit: Typed = { kind: "number", text: String(years), ...number };
  const test: Typed = {
    kind: "binary",
    operator: "<",
    left: name,
    right: limit,
    type: "boolean",
    unit: null,
    span: none,
  };
  return logicOf(test, variables).yes;
};

/** What must hold of a customer whom the strategy reaches. */
function conditionsOf(
  model: Model,
  { for: { segmentation: name, segment } }: StrategyModel,
  age: string,
  variables: Variables,
): readonly Formula[] {
  const segmentation = model.segmentations.find((s) => s.name === name);
  if (segmentation === undefined) return [];
  const yes = (rule: Typed): Formula => logicOf(expanded(model, rule), variables).yes;
  const among = segmentation.among === null ? [] : [yes(segmentation.among.rule)];
  const kept = model.customers?.where ?? null;
  const where = kept === null ? [] : [yes(asAttributes(kept, age))];
  if (segmentation.kind !== "rules" || segment === null) return [...among, ...where];
  const at = segmentation.segments.findIndex((s) => s.id === segment);
  const own = segmentation.segments[at]?.when ?? null;
  const before =
    segmentation.assign === "all"
      ? []
      : segmentation.segments.slice(0, at).flatMap((s) => s.when ?? []);
  return [
    ...among,
    ...where,
    ...(own === null ? [] : [yes(own)]),
    ...before.map((rule) => negated(yes(rule))),
  ];
}

/** The rule with what its yes-or-no metrics and segments say in their place. */
function expanded(model: Model, rule: Typed): Typed {
  if (rule.kind === "not") return { ...rule, operand: expanded(model, rule.operand) };
  if (rule.kind === "binary" && (rule.operator === "and" || rule.operator === "or"))
    return { ...rule, left: expanded(model, rule.left), right: expanded(model, rule.right) };
  if (rule.kind !== "name") return rule;
  const { ref } = rule;
  if (ref.kind === "metric") {
    const value = model.metrics.find((m) => m.name === ref.name)?.value;
    return value?.type === "boolean" ? expanded(model, value) : rule;
  }
  if (ref.kind !== "segment") return rule;
  const segmentation = model.segmentations.find((s) => s.name === ref.segmentation);
  if (segmentation?.kind !== "rules" || segmentation.assign !== "all") return rule;
  const when = segmentation.segments.find((s) => s.id === ref.segment)?.when ?? null;
  return when === null ? rule : expanded(model, when);
}

/** The rule of the rows that are kept, with the column of the age as customers' rules name it. */
function asAttributes(rule: Typed, age: string): Typed {
  if (rule.kind === "binary")
    return {
      ...rule,
      left: asAttributes(rule.left, age),
      right: asAttributes(rule.right, age),
    };
  const isAge =
    rule.kind === "name" &&
    rule.ref.kind === "column" &&
    foldName(rule.ref.column) === foldName(age);
  return isAge ? { ...rule, type: "number", ref: { kind: "attribute", name: age } } : rule;
}

/** Whether the strategy, or the rows that are kept, ask for a guardian's consent. */
function isGuarded(model: Model, strategy: StrategyModel, audience: readonly Typed[]): boolean {
  const everyAction =
    strategy.actions.length > 0 &&
    strategy.actions.every(({ when }) => when !== null && namesGuardian(model, [when.rule]));
  const kept = model.customers?.where ?? null;
  return (
    everyAction ||
    namesGuardian(model, audience) ||
    namesGuardian(model, kept === null ? [] : [kept])
  );
}

const namesGuardian = (model: Model, expressions: readonly Typed[]): boolean =>
  traitsOf(model, expressions).some(({ name }) => calledGuardian.test(name)) ||
  expressions.some((expression) =>
    walkTyped(expression).some(
      (node) =>
        node.kind === "name" && node.ref.kind === "column" && calledGuardian.test(node.ref.column),
    ),
  );

function variablesOf(model: Model): Variables {
  return createVariables({
    metric: (name) => model.metrics.find((m) => m.name === name)?.value,
    aggregate: (id) => model.aggregates.find((a) => a.id === id),
    segmentsOf: (name) =>
      model.segmentations.find((s) => s.name === name)?.segments.map((s) => s.id),
  });
}

/** The rule with the limit behind it, where it is written in one line. */
function limitFix(
  { config, model }: Linted,
  { for: { segmentation, segment } }: StrategyModel,
  age: string,
  limit: number,
): readonly Fix[] {
  const found = model.segmentations.find((s) => s.name === segmentation);
  if (found?.kind !== "rules" || segment === null) return [];
  const at = found.segments.findIndex((s) => s.id === segment);
  const file = config.segmentations.find((f) => f.source.path === found.place.file);
  const text = file && scalarAt(file.source, ["segments", at, "when"]);
  if (file === undefined || text === undefined) return [];
  const range = text.rangeOf({ start: 0, end: text.text.length });
  if (range.start.line !== range.end.line || !/^[\w.]+$/.test(age)) return [];
  const path = file.source.path;
  const more = `${age} >= ${limit}`;
  return [
    {
      title: more,
      edits: [
        { file: path, range: { start: range.start, end: range.start }, newText: "(" },
        { file: path, range: { start: range.end, end: range.end }, newText: `) and ${more}` },
      ],
    },
  ];
}
