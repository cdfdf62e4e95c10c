/** A set of customers in words, so that a person sees how their question was read. */
import type { ProjectInfo } from "../../../host/protocol.ts";
import { textFor } from "../../../language/config/text.ts";
import { metricOf, segmentTitle, valueCell } from "../../../views/cells.ts";
import { formatCell } from "../../../views/format.ts";
import type { ViewOptions } from "../../../views/view-options.ts";
import type { Condition, CustomerSet, Operand, Sort } from "../question.ts";
import { answerWords } from "./words.ts";

/** The title of a value in the reader's language. */
export const valueTitle = (project: ProjectInfo, id: string, locale: string): string =>
  textFor(metricOf(project, id)?.title ?? id, locale);

/** A value as its unit says. */
function told(
  project: ProjectInfo,
  id: string,
  value: string | number | boolean | null,
  options: ViewOptions,
): string {
  return formatCell(valueCell(metricOf(project, id), value, project.currency), options);
}

/**
 * @returns "" for all customers
 * @example setWords([{ kind: "one-of", value: "city", values: ["Wuxi"], negated: false }], project, { locale: "en" }) // => "Wuxi"
 */
export const setWords = (set: CustomerSet, project: ProjectInfo, options: ViewOptions): string =>
  set.map((condition) => conditionWords(condition, project, options)).join(" · ");

function conditionWords(condition: Condition, project: ProjectInfo, options: ViewOptions): string {
  const { locale } = options;
  const words = answerWords(locale);
  const operand = (value: string, of: Operand): string =>
    told(project, value, of.kind === "number" ? Number(of.text) : of.value, options);
  const title = (value: string): string => valueTitle(project, value, locale);
  switch (condition.kind) {
    case "segment": {
      const name = segmentTitle(project, condition.segmentation, condition.segment, locale);
      return condition.negated ? words.notIn(name) : name;
    }
    case "compare": {
      const sign = { "=": "=", "<>": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥" }[condition.is];
      return `${title(condition.value)} ${sign} ${operand(condition.value, condition.than)}`;
    }
    case "between":
      return words.between2(
        title(condition.value),
        operand(condition.value, condition.low),
        operand(condition.value, condition.high),
      );
    case "one-of": {
      const names = condition.values.join(words.or);
      return condition.negated ? words.notIn(names) : names;
    }
    case "missing":
      return condition.negated
        ? words.has(title(condition.value))
        : words.missing(title(condition.value));
    case "never-bought":
      return words.neverBought;
    case "any":
      return condition.of.map((one) => conditionWords(one, project, options)).join(words.or);
    case "rule":
      return condition.text;
  }
}

/** How a list is ordered. */
export const sortWords = (sort: Sort, project: ProjectInfo, { locale }: ViewOptions): string =>
  answerWords(locale).sortedBy(valueTitle(project, sort.by, locale), sort.descending);
