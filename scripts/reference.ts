/**
 * Writes `docs/reference/` from the schemas, the built-in metrics and the functions. A test compares.
 *
 *     node --conditions=source scripts/reference.ts
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { format } from "oxfmt";
import { textFor } from "../packages/core/src/language/config/text.ts";
import { fileKinds, jsonSchemaOf } from "../packages/core/src/language/config/json-schema.ts";
import type { FileKind } from "../packages/core/src/language/config/read-config.ts";
import { builtins } from "../packages/core/src/language/model/builtins.ts";
import { definitionOf, signatureFor } from "../packages/core/src/language/model/function-words.ts";
import {
  aggregates,
  functions,
  signatureOf,
} from "../packages/core/src/language/model/functions.ts";

/** The part of JSON Schema that our schemas use. */
type Schema = {
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema | boolean;
  readonly prefixItems?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
};

const generated = "<!-- Written by scripts/reference.ts; change the schema, not this page. -->";

const intros: Readonly<Record<FileKind, string>> = {
  project: "`clientele.yaml`: where the data are, and the metrics of a customer.",
  segmentation:
    "`segmentations/*.yaml`: a scheme in each file. `kind` decides which keys there are.",
  strategy:
    "`strategies/*.yaml`: how the customers of a segment are served, and what there is to do for them.",
  plan: "`plans/*.yaml`: what there is to spend, and whom to serve first with it.",
  digest: "`digests/*.yaml`: what is told, to whom, and when. See [digests](../digests.md).",
  loyalty:
    "`loyalty.yaml`: how points are earned and used, and the levels that they lead to. See [loyalty](../loyalty.md).",
  access: "`access.yaml`: who may see and do what in Slack. See [access](../access.md).",
  check: "`checks/*.yaml`: tests of the configuration.",
};

/** The pages by file name, laid out as all Markdown here is. */
export async function referencePages(): Promise<ReadonlyMap<string, string>> {
  const pages: readonly (readonly [string, string])[] = [
    ...fileKinds.map((kind) => [`${kind}.md`, keysPage(kind)] as const),
    ["metrics.md", metricsPage()],
    ["functions.md", functionsPage()],
  ];
  const laidOut = pages.map(async ([name, text]) => {
    const { code } = await format(name, text, { printWidth: 100 });
    return [name, code] as const;
  });
  return new Map(await Promise.all(laidOut));
}

function keysPage(kind: FileKind): string {
  const schema: Schema = jsonSchemaOf(kind);
  const options = variants(schema);
  const sections =
    options.length === 1
      ? tables(schema, "")
      : options.flatMap((option) => {
          const named = String(option.properties?.["kind"]?.const);
          return [`## kind: ${named}`, ...tables(option, "")];
        });
  return page(`# Keys of a ${kind} file`, intros[kind], ...sections);
}

const variants = (schema: Schema): readonly Schema[] => schema.oneOf ?? schema.anyOf ?? [schema];

/** The table of a map's keys, then those of the maps in it. */
function tables(schema: Schema, path: string): readonly string[] {
  const { properties = {}, required = [] } = schema;
  const rows = Object.entries(properties).map(([name, value]) => {
    const must = required.includes(name) ? "yes" : defaultOf(value);
    return [`\`${name}\``, typeOf(value), must, value.description ?? ""];
  });
  if (rows.length === 0) return [];
  const inner = Object.entries(properties).flatMap(([name, value]) =>
    mapsIn(value, path === "" ? name : `${path}.${name}`),
  );
  return [
    ...(path === "" ? [] : [`### ${path}`]),
    table(["key", "value", "needed", "what it says"], rows),
    ...inner,
  ];
}

function mapsIn(value: Schema, path: string): readonly string[] {
  const { additionalProperties: rest, items } = value;
  return [
    ...variants(value).flatMap((option) =>
      option === value ? tables(value, path) : mapsIn(option, path),
    ),
    ...(typeof rest === "object" ? mapsIn(rest, `${path}.<name>`) : []),
    ...(typeof items === "object" ? mapsIn(items, `${path}[]`) : []),
  ];
}

/** A constant as YAML writes it. */
const told = (value: unknown): string =>
  typeof value === "string" ? value : JSON.stringify(value);

const defaultOf = ({ default: value }: Schema): string =>
  value === undefined || JSON.stringify(value) === "{}" ? "" : `default \`${told(value)}\``;

function typeOf(schema: Schema): string {
  const options = variants(schema);
  if (options.length > 1) return [...new Set(options.map(typeOf))].join(" or ");
  if (schema.const !== undefined) return `\`${told(schema.const)}\``;
  if (schema.enum !== undefined)
    return schema.enum.map((value) => `\`${String(value)}\``).join(" · ");
  if (typeof schema.type === "object") return wordsOf(schema.type);
  switch (schema.type) {
    case "array":
      return schema.prefixItems === undefined ? "list" : `list of ${schema.prefixItems.length}`;
    case "object":
      return "map";
    case "string":
      return "text";
    case "integer": {
      const { minimum = 0, maximum = Number.MAX_SAFE_INTEGER } = schema;
      return maximum < Number.MAX_SAFE_INTEGER ? `${minimum} to ${maximum}` : `${minimum} or more`;
    }
    default:
      return schema.type ?? "anything";
  }
}

/** YAML reads `1` and `true` as no text, so rules and formulas may be those too. */
function wordsOf(types: readonly string[]): string {
  if (types.toSorted().join() === "boolean,number,string") return "expression";
  return types.map((type) => typeOf({ type })).join(" or ");
}

const metricsPage = (): string =>
  page(
    "# Built-in metrics",
    "Every project has them. `within: 365 days` beside a rule or a formula lets them look back only so far.",
    table(
      ["name", "unit", "title", "what it is", "中文"],
      builtins.map(({ name, unit, type, title, definition }) => [
        `\`${name}\``,
        unit ?? type,
        textFor(title, "en"),
        textFor(definition, "en"),
        `${textFor(title, "zh")}:${textFor(definition, "zh")}`.replace(":", "："),
      ]),
    ),
  );

const functionsPage = (): string =>
  page(
    "# Functions of the rule language",
    "None is transcendental: engines differ there in the last bit. `null` in gives `null` out, unless it says otherwise.",
    "## In every rule and formula",
    table(
      ["function", "gives", "what it computes", "中文"],
      functions.map((f) => [
        `\`${signatureOf(f)}\``,
        f.result === "same" ? "as its argument" : f.result,
        definitionOf(f.name, "en"),
        definitionOf(f.name, "zh"),
      ]),
    ),
    "## Aggregates of transactions, in metrics",
    "Each takes `filter (where …)` behind its brackets: `sum(amount) filter (where channel = 'app')`.",
    table(
      ["aggregate", "what it computes", "中文"],
      aggregates.map((name) => [
        `\`${signatureFor(name) ?? name}\``,
        definitionOf(name, "en"),
        definitionOf(name, "zh"),
      ]),
    ),
  );

const page = (title: string, ...parts: readonly string[]): string =>
  `${[title, generated, ...parts].join("\n\n")}\n`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), `|${head.map(() => "---|").join("")}`, ...rows.map(line)].join("\n");
}

if (import.meta.main) {
  const folder = fileURLToPath(new URL("../docs/reference/", import.meta.url));
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of await referencePages()) writeFileSync(folder + name, text);
}
