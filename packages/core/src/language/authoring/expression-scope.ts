/** Which names an expression can use where it stands, for completion and hovers. */
import type { YamlPath } from "../config/yaml-source.ts";
import type { FactorsConfig } from "../config/schema.ts";
import { textFor } from "../config/text.ts";
import { isPlainName } from "../expression/lexer.ts";
import { builtinsOf } from "../model/builtins.ts";
import type { CatalogColumn } from "../model/catalog.ts";
import { sinceContactName, sinceContactWords } from "../model/strategy-scope.ts";
import { isPersonal } from "./column-values.ts";
import type { Declarations } from "./declarations.ts";
import type { Workspace } from "./workspace.ts";

export type KnownName = {
  /** As it is written in an expression, in quotes where it must be. */
  readonly name: string;
  readonly kind: "metric" | "segmentation" | "segment" | "column";
  /** A type, or what it belongs to. */
  readonly detail: string;
  readonly documentation: string;
  /** Values to compare it with, most frequent first, with what is known of each. */
  readonly values: readonly { readonly value: string; readonly detail: string }[];
};

export type ExpressionScope = {
  readonly names: readonly KnownName[];
  /** Names inside an aggregate's brackets; `undefined` where there can be none. */
  readonly rows: readonly KnownName[] | undefined;
};

/**
 * The names for the expression at a path.
 *
 * @param path of its value in the file; `sources.…` are about rows, all others about customers
 * @param locale of the titles
 */
export function expressionScope(
  workspace: Workspace,
  declarations: Declarations,
  path: YamlPath,
  locale: string,
): ExpressionScope {
  const [root, source] = path;
  if (root === "sources") return { names: columnNames(workspace, String(source)), rows: undefined };
  const ofRows = ["recommendations", "earn", "spend"].includes(String(root));
  if (ofRows) return { names: rowNames(workspace, path), rows: undefined };
  const margin = workspace.config.project?.value.sources.transactions.margin !== undefined;
  const own = root === "metrics" ? String(path[1]) : undefined;
  const metrics = declarations.metrics.filter((m) => m.name !== own);
  const names: readonly KnownName[] = [
    ...metrics.map((m) => ({
      name: quoted(m.name),
      kind: "metric" as const,
      detail: textFor(m.title, locale),
      documentation: m.within === undefined ? m.value : `${m.value}\n${m.within}`,
      values: [],
    })),
    ...builtinsOf(margin).map((b) => ({
      name: b.name,
      kind: "metric" as const,
      detail: textFor(b.title, locale),
      documentation: textFor(b.definition, locale),
      values: [],
    })),
    ...(root === "actions" ? [sinceContact(locale)] : []),
    ...declarations.segmentations.flatMap((s): readonly KnownName[] => {
      const values = s.segments.map(({ id, title }) => ({
        value: id,
        detail: textFor(title, locale),
      }));
      if (!s.all)
        return [
          {
            name: quoted(s.name),
            kind: "segmentation",
            detail: textFor(s.title, locale),
            documentation: "",
            values,
          },
        ];
      return s.segments.map(({ id, title, rule }) => ({
        name: `${quoted(s.name)}.${quoted(id)}`,
        kind: "segment",
        detail: textFor(title, locale),
        documentation: rule,
        values: [],
      }));
    }),
    ...columnNames(workspace, "customers"),
    ...joinedNames(workspace),
    { name: "as_of", kind: "column", detail: "date", documentation: "", values: [] },
  ];
  const sources = workspace.config.project?.value.sources ?? {};
  const others = Object.entries(sources).flatMap(([name, declared]) =>
    ["customers", "transactions"].includes(name) || isFactors(declared) ? [] : [name],
  );
  const rows = [
    ...lineNames.filter(({ name }) => margin || name !== "margin"),
    ...columnNames(workspace, "transactions"),
    ...others.flatMap((other) => [
      { ...rowsOf, name: quoted(other) },
      ...columnNames(workspace, other).map((c) => ({ ...c, name: `${quoted(other)}.${c.name}` })),
    ]),
  ];
  return { names, rows };
}

/** What rules of actions know besides the customer. */
const sinceContact = (locale: string): KnownName => ({
  name: sinceContactName,
  kind: "metric",
  detail: textFor(sinceContactWords.title, locale),
  documentation: textFor(sinceContactWords.definition, locale),
  values: [],
});

/** Names in a row of what recommendations and points look at: of transactions, or of the source that they name. */
function rowNames(workspace: Workspace, path: YamlPath): readonly KnownName[] {
  const { project, loyalty } = workspace.config;
  const named =
    path[0] === "spend"
      ? loyalty?.value.spend?.source
      : path[1] === "browsing"
        ? (project?.value.recommendations?.browsing?.source ?? "")
        : "transactions";
  if (named !== undefined && named !== "transactions") return columnNames(workspace, named);
  const lines = lineNames.filter(({ name }) => name !== "margin");
  return [...lines, ...columnNames(workspace, "transactions")];
}

/** Columns of the rows of other sources that hold for a customer. */
const joinedNames = (workspace: Workspace): readonly KnownName[] =>
  Object.entries(workspace.config.project?.value.sources ?? {}).flatMap(([name, source]) => {
    const columns = columnNames(workspace, name);
    const kind = source !== undefined && "kind" in source ? source.kind : undefined;
    if (kind === "levels") return columns.map((c) => ({ ...c, name: `${quoted(name)}.${c.name}` }));
    if (isFactors(source)) {
      const match = Object.values(source.match);
      const values = columns.filter((c) => !match.some((m) => quoted(m) === c.name));
      return values.map((c) => ({ ...c, name: `${quoted(name)}.${c.name}` }));
    }
    const score = source !== undefined && "score" in source ? quoted(source.score) : undefined;
    return columns.filter((c) => c.name === score);
  });

const isFactors = (source: unknown): source is FactorsConfig =>
  typeof source === "object" && source !== null && "kind" in source && source.kind === "factors";

/** A source as `count(visits)` names it. */
const rowsOf = { kind: "column", detail: "", documentation: "", values: [] } as const;

const lineNames: readonly KnownName[] = [
  ["amount", "number"],
  ["day", "date"],
  ["order", "text"],
  ["margin", "number"],
  ["as_of", "date"],
].map(([name = "", detail = ""]) => ({
  name,
  kind: "column",
  detail,
  documentation: "",
  values: [],
}));

/** The columns of a source, as far as its data are known. */
export const columnsOf = ({ catalog }: Workspace, source: string): readonly CatalogColumn[] =>
  catalog?.sources.find((s) => s.name === source)?.columns ?? [];

/** The columns of a source as names; before its data are known, those that the configuration describes. */
function columnNames(workspace: Workspace, source: string): readonly KnownName[] {
  if (workspace.catalog !== undefined)
    return columnsOf(workspace, source).map((column) =>
      columnName(column, isPersonal(workspace.config, source, column.name)),
    );
  const described =
    source === "customers"
      ? (workspace.config.project?.value.sources.customers?.columns ?? {})
      : {};
  return Object.entries(described).map(([name, { type }]) => ({
    name: quoted(name),
    kind: "column",
    detail: type ?? "",
    documentation: "",
    values: [],
  }));
}

/** @param hidden where its values are personal data */
function columnName(column: CatalogColumn, hidden: boolean): KnownName {
  const { name, type, top, distinct, minimum, maximum } = column;
  const span = !hidden && minimum !== null && maximum !== null ? [`${minimum} … ${maximum}`] : [];
  const many = distinct === null ? [] : [`${distinct} distinct`];
  return {
    name: quoted(name),
    kind: "column",
    detail: type,
    documentation: [...span, ...many].join(", "),
    values:
      type === "text" && !hidden
        ? top.map(({ value, count }) => ({ value, detail: String(count) }))
        : [],
  };
}

/** A name as an expression needs it. */
export const quoted = (name: string): string =>
  isPlainName(name) ? name : `"${name.replaceAll('"', '""')}"`;
