import { evaluate, type ValueOf } from "../../../packages/core/src/domain/explain/evaluate.ts";
import type { Facts } from "../../../packages/core/src/language/analysis/domain.ts";
import { ruleOf, type Rule } from "../../../packages/core/src/language/analysis/rule.ts";
import { createVariables } from "../../../packages/core/src/language/analysis/variables.ts";
import type { Span } from "../../../packages/core/src/language/expression/ast.ts";
import { modelScope } from "../../../packages/core/src/language/model/model-scope.ts";
import type { Resolved } from "../../../packages/core/src/language/model/scope.ts";
import { typeExpression } from "../../../packages/core/src/language/model/type-expression.ts";
import type { Typed } from "../../../packages/core/src/language/model/typed.ts";
import type { TextEdit } from "../../../packages/core/src/problem.ts";
import { build, catalogOf } from "../language/project.ts";

/** A project whose rules can name things of every type. */
const { model } = build(
  {
    "clientele.yaml": `clientele: 1
name: Test
sources:
  customers: { from: c.csv, key: id }
  transactions: { from: t.csv, customer: c, time: t, amount: a }
metrics:
  orders_ever: { value: frequency }
`,
    "segmentations/care.yaml":
      "segmentation: care\nkind: rules\nassign: all\nsegments: [{ id: save, when: recency > 9 }]",
    "segmentations/tier.yaml": `segmentation: tier
kind: rules
segments:
  - { id: high, when: frequency > 9 }
  - { id: mid, when: frequency > 3 }
  - { id: low, when: frequency > 0 }
`,
  },
  catalogOf({
    customers: {
      id: "text",
      age: "number",
      price: "number",
      city: "text",
      town: "text",
      vip: "boolean",
      joined: "date",
      left_at: "date",
      seen: "timestamp",
    },
    transactions: { c: "text", t: "date", a: "number" },
  }),
);
if (model === undefined) throw new Error("the project has a mistake");
const scope = modelScope(model);
const loose: Resolved = { ref: { kind: "attribute", name: "loose" }, type: "unknown", unit: null };

const facts: Facts = {
  metric: (name) => model.metrics.find((m) => m.name === name)?.value,
  aggregate: () => undefined,
  segmentsOf: (name) => (name === "tier" ? ["high", "mid", "low"] : undefined),
};

const rangeOf = ({ start, end }: Span) => ({
  start: { line: 0, character: start },
  end: { line: 0, character: end },
});

export function typed(text: string): Typed {
  const found = typeExpression({ text, rangeOf }, "s.yaml", {
    ...scope,
    // A column of data that have not been read.
    resolve: (parts) => (parts[0] === "loose" ? loose : scope.resolve(parts)),
  });
  if (found.problems.length > 0)
    throw new Error(`${text}: ${JSON.stringify(found.problems.map((p) => [p.code, p.values]))}`);
  return found.typed;
}

/** Rules of one segmentation, named r0, r1 …; problems stand in line 0 at the offsets of their rule. */
export function rulesOf(...texts: readonly string[]): readonly Rule[] {
  const variables = createVariables(facts);
  return texts.map((text, i) =>
    ruleOf(`r${i}`, typed(text), { text, rangeOf }, `r${i}`, variables),
  );
}

export type Row = Readonly<Record<string, string | number | boolean | null>>;

export const isTrue = (rule: Typed, row: Row): boolean => evaluate(rule, valuesOf(row)) === true;

const valuesOf =
  (row: Row): ValueOf =>
  (ref) => {
    if (ref.kind === "as-of") return row["as_of"] ?? null;
    if (ref.kind === "segment") return row[`${ref.segmentation}.${ref.segment}`] ?? null;
    if (ref.kind === "metric") return row["frequency"] ?? null;
    return "name" in ref ? (row[ref.name] ?? null) : null;
  };

/** A rule's text after edits in line 0. */
export const edited = (text: string, edits: readonly TextEdit[]): string =>
  edits
    .toSorted((a, b) => b.range.start.character - a.range.start.character)
    .reduce(
      (t, { range, newText }) =>
        t.slice(0, range.start.character) + newText + t.slice(range.end.character),
      text,
    );
