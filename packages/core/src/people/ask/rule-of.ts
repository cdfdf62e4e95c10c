/** Conditions of a question in the rule language, which the engine understands. */
import { isPlainName } from "../../language/expression/lexer.ts";
import type { AskCatalog } from "./ask-catalog.ts";
import type { Condition, CustomerSet, Operand } from "./question.ts";

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const name = (id: string): string =>
  id
    .split(".")
    .map((part) => (isPlainName(part) ? part : `"${part.replaceAll('"', '""')}"`))
    .join(".");

const operand = (of: Operand): string =>
  of.kind === "number"
    ? of.text
    : of.kind === "date"
      ? `date ${quoted(of.value)}`
      : quoted(of.value);

/**
 * The rule that picks the customers of a set; undefined for all customers.
 *
 * @example ruleOf([{ kind: "compare", value: "clv", is: ">", than: { kind: "number", text: "5000" } }], catalog) // => "clv > 5000"
 */
export function ruleOf(set: CustomerSet, catalog: AskCatalog): string | undefined {
  if (set.length === 0) return undefined;
  const rules = set.map((condition) => one(condition, catalog));
  return rules.length === 1 ? rules[0] : rules.map(grouped).join(" and ");
}

/** Brackets where "and" would pull a part apart. */
const grouped = (rule: string): string => (/\b(?:or|and|not)\b/i.test(rule) ? `(${rule})` : rule);

function one(condition: Condition, catalog: AskCatalog): string {
  switch (condition.kind) {
    case "segment": {
      const { segmentation, segment, negated } = condition;
      const all = catalog.segmentations.find(({ id }) => id === segmentation)?.assign === "all";
      if (all) return `${negated ? "not " : ""}${name(`${segmentation}.${segment}`)}`;
      const is = `${name(segmentation)} = ${quoted(segment)}`;
      return negated ? `(${name(segmentation)} is null or not ${is})` : is;
    }
    case "compare":
      return `${name(condition.value)} ${condition.is} ${operand(condition.than)}`;
    case "between":
      return `${name(condition.value)} between ${operand(condition.low)} and ${operand(condition.high)}`;
    case "one-of": {
      const { value, values, negated } = condition;
      const [first = ""] = values;
      if (values.length > 1)
        return `${name(value)} ${negated ? "not " : ""}in (${values.map(quoted).join(", ")})`;
      return `${name(value)} ${negated ? "<>" : "="} ${quoted(first)}`;
    }
    case "missing":
      return `${name(condition.value)} is ${condition.negated ? "not " : ""}null`;
    case "never-bought":
      return "coalesce(frequency, 0) = 0";
    case "any":
      return condition.of.map((c) => grouped(one(c, catalog))).join(" or ");
    case "rule":
      return condition.text;
  }
}
