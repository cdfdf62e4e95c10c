/** What can be written in the tests of a check file: names of segments and metrics, columns and values of given rows. */
import type { YamlPath } from "../config/yaml-source.ts";
import { textFor } from "../config/text.ts";
import { builtinsOf } from "../model/builtins.ts";
import { scoreNames } from "./check-mentions.ts";
import { isPersonal } from "./column-values.ts";
import type { CompletionKind } from "./completion.ts";
import { declarationsOf } from "./declarations.ts";
import { columnsOf } from "./expression-scope.ts";
import { plainText, type Entry } from "./scan-yaml.ts";
import type { Workspace } from "./workspace.ts";

export type CheckWord = {
  readonly word: string;
  readonly kind: CompletionKind;
  /** A title, a type or a count. */
  readonly detail: string;
};

/** Keys of the maps whose keys the user names: customers, what is expected of one, sources, columns of a row. */
export function checkKeys(
  workspace: Workspace,
  path: YamlPath,
  text: string,
  entries: readonly Entry[],
  locale: string,
): readonly CheckWord[] {
  const [root, test, part, ...more] = path;
  if (root !== "tests") return [];
  if (part === "expect")
    return more.length === 0
      ? givenCustomers(workspace, test, text, entries)
      : more.length === 1
        ? subjects(workspace, locale)
        : [];
  if (part !== "given") return [];
  if (more.length === 0)
    return otherSources(workspace).map((word) => ({ word, kind: "key", detail: "" }));
  return more.length === 2
    ? columnsOf(workspace, String(more[0])).map(({ name, type }) => ({
        word: name,
        kind: "column",
        detail: type,
      }))
    : [];
}

/** Values: segments where one is meant, and what the data hold in a column. */
export function checkValues(
  workspace: Workspace,
  path: YamlPath,
  locale: string,
): readonly CheckWord[] {
  const [root, , part, ...more] = path;
  if (root !== "tests") return [];
  const { segmentations } = declarationsOf(workspace.files);
  const segmentsOf = (own: (typeof segmentations)[number], owner: string): readonly CheckWord[] =>
    own.segments.map(({ id, title }) => ({
      word: owner + id,
      kind: "segment",
      detail: textFor(title, locale),
    }));
  const isItem = typeof more[0] === "number" && more.length === 1;
  if ((part === "segment" && more.length === 0) || (part === "exclusive" && isItem))
    return segmentations.flatMap((s) => segmentsOf(s, `${s.name}.`));
  const nextAction = part === "expect" && more[1] === "next_action" && more.length === 2;
  if (nextAction || (part === "action" && more.length === 0))
    return workspace.config.strategies.flatMap(({ value }) =>
      (value.actions ?? []).map((a) => ({
        word: `${value.strategy}.${a.id}`,
        kind: "value" as const,
        detail: textFor(a.do, locale),
      })),
    );
  if (part === "segmentation")
    return segmentations.map(({ name, title }) => ({
      word: name,
      kind: "segmentation",
      detail: textFor(title, locale),
    }));
  if (part === "expect") {
    const own = segmentations.find((s) => s.name === more[1]);
    if (own === undefined || more.length > 3) return [];
    const ids = segmentsOf(own, "");
    const whole = more.length === 2;
    return whole && own.all ? ids.map((id) => ({ ...id, word: `[${id.word}]` })) : ids;
  }
  if (part !== "given" || more.length !== 3) return [];
  const [source, , name] = more.map(String);
  const column = columnsOf(workspace, source ?? "").find((c) => c.name === name);
  if (column === undefined || isPersonal(workspace.config, source ?? "", column.name)) return [];
  return column.top.map(({ value, count }) => ({
    word: inFlow(value),
    kind: "value",
    detail: String(count),
  }));
}

/** A value as YAML reads it back, also in brackets. */
const inFlow = (value: string): string =>
  /^[\p{L}\p{N}_][\p{L}\p{N}_ .-]*$/u.test(value) && value === value.trim()
    ? value
    : JSON.stringify(value);

const otherSources = ({ config }: Workspace): readonly string[] =>
  Object.keys(config.project?.value.sources ?? {}).filter(
    (name) => !["customers", "transactions", "identities"].includes(name),
  );

/** What can be expected of a customer. */
function subjects(workspace: Workspace, locale: string): readonly CheckWord[] {
  const { metrics, segmentations } = declarationsOf(workspace.files);
  const margin = workspace.config.project?.value.sources.transactions.margin !== undefined;
  return [
    ...segmentations.map(({ name, title }) => ({
      word: name,
      kind: "segmentation" as const,
      detail: textFor(title, locale),
    })),
    ...[...metrics, ...builtinsOf(margin)].map(({ name, title }) => ({
      word: name,
      kind: "metric" as const,
      detail: textFor(title, locale),
    })),
    ...(workspace.config.strategies.length === 0
      ? []
      : [{ word: "next_action", kind: "value" as const, detail: "" }]),
    ...segmentations
      .filter((s) => s.kind === "rfm")
      .flatMap((s) =>
        scoreNames.map((score) => ({
          word: `${s.name}.${score}`,
          kind: "metric" as const,
          detail: "",
        })),
      ),
    ...columnsOf(workspace, "customers").map(({ name, type }) => ({
      word: name,
      kind: "column" as const,
      detail: type,
    })),
  ];
}

/** The ids of the customers that the same test gives. */
function givenCustomers(
  { config }: Workspace,
  test: YamlPath[number] | undefined,
  text: string,
  entries: readonly Entry[],
): readonly CheckWord[] {
  const sources = config.project?.value.sources;
  const keys: Readonly<Record<string, string | undefined>> = {
    customers: sources?.customers?.key,
    transactions: sources?.transactions.customer,
  };
  const ids = entries
    .filter(({ path: [root, own, part, source, , column] }) => {
      const key = keys[String(source)];
      return (
        root === "tests" && own === test && part === "given" && column === key && key !== undefined
      );
    })
    .map((e) => plainText(text, e.value));
  return [...new Set(ids)].map((word) => ({ word: inFlow(word), kind: "value", detail: "" }));
}
