/** What can be segmented, as the project's text says it, half-typed or not. */
import { textFor, type Localised } from "../config/text.ts";
import type { Span } from "../expression/ast.ts";
import type { Files } from "../files.ts";
import { foldName } from "../model/fold-name.ts";
import { customerUnit, parentUnit, rootUnit } from "../model/unit-models.ts";
import { isEmpty, plainText, scanYaml } from "./scan-yaml.ts";

type Unit = {
  readonly name: string;
  /** What it is, or the formula of a group. */
  readonly words: Localised;
  readonly formula: string | undefined;
};

const customer: Unit = {
  name: customerUnit,
  words: {
    en: "Each customer: what is segmented where nothing is said.",
    zh: "每位客户；不写时即以客户为单位。",
  },
  formula: undefined,
};
const tree = (formula: string): readonly Unit[] => [
  {
    name: parentUnit,
    words: {
      en: "The account above a customer, the customer itself where there is none.",
      zh: "客户的上级账户；没有上级时为客户自身。",
    },
    formula,
  },
  {
    name: rootUnit,
    words: {
      en: "The account at the top of a customer's tree.",
      zh: "客户所在账户树的最上级账户。",
    },
    formula,
  },
];
const groupWords: Localised = {
  en: "A group of customers; those in none are units of their own.",
  zh: "客户分组；不属于任何组的客户各自为一个单位。",
};

/** The units that a segmentation can name, in the order in which they are offered. */
export function unitsIn(files: Files): readonly Unit[] {
  const text = files.read("clientele.yaml")?.text ?? "";
  const entries = scanYaml(text);
  const under = (...path: readonly string[]) =>
    entries.filter(
      (e) => e.path.length === path.length + 1 && path.every((part, i) => e.path[i] === part),
    );
  const parent = under("sources", "customers").find((e) => e.path.at(-1) === "parent");
  const groups = under("sources", "customers", "groups").map((e) => ({
    name: String(e.path.at(-1)),
    words: groupWords,
    formula: isEmpty(e.value) ? undefined : plainText(text, e.value),
  }));
  return [
    customer,
    ...(parent === undefined ? [] : tree(plainText(text, parent.value))),
    ...groups,
  ];
}

/** What the unit under the cursor is; `undefined` where the cursor is on none. */
export function unitAt(
  files: Files,
  text: string,
  offset: number,
  locale: string,
): { readonly markdown: string; readonly span: Span } | undefined {
  const entry = scanYaml(text).find((e) => e.path.length === 1 && e.path[0] === "unit");
  if (entry === undefined || offset < entry.value.start || offset > entry.value.end)
    return undefined;
  const name = plainText(text, entry.value);
  const unit = unitsIn(files).find((u) => foldName(u.name) === foldName(name));
  if (unit === undefined) return undefined;
  const formula =
    unit.formula === undefined ? "" : `\n\n~~~sql\n${unit.formula.replaceAll("~~~", "")}\n~~~`;
  return {
    markdown: `**${unit.name}**\n\n${textFor(unit.words, locale)}${formula}`,
    span: entry.value,
  };
}
