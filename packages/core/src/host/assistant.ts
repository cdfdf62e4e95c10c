/** What language models may ask of a project, by MCP and in the editor: look-ups alone, with personal data masked. */
import { messageOf } from "../messages/index.ts";
import type { Viewer } from "../viewer.ts";
import {
  mask,
  membersView,
  previewView,
  reachView,
  toText,
  whyView,
  type View,
} from "../views/index.ts";
import type { HostError, Methods } from "./protocol.ts";

/** Asks the engine, in this process or another one. */
export type Ask = <M extends "describe" | "members" | "explain" | "preview">(
  method: M,
  params: Methods[M]["params"],
) => Promise<
  | { readonly ok: true; readonly value: Methods[M]["result"] }
  | { readonly ok: false; readonly error: HostError }
>;

export type AssistantContext = {
  readonly ask: Ask;
  /** As whom: `readerOf` keeps personal data masked. */
  readonly viewer: Viewer;
  readonly locale: string;
  /** Unsaved texts, where an editor has them. */
  readonly texts?: Readonly<Record<string, string>>;
};

export type AssistantAnswer = {
  readonly text: string;
  /** Whose data is in it, and of which run; for the audit log. */
  readonly customers: readonly string[];
  readonly run: string | null;
  readonly isError: boolean;
};

type Arguments = Readonly<Record<string, unknown>>;

export type AssistantTool = {
  readonly name: "describe_project" | "find_customer" | "explain_assignment" | "preview_rule";
  /** For people. */
  readonly title: string;
  /** For the model. */
  readonly description: string;
  /** JSON Schema (2020-12) of the arguments. */
  readonly inputSchema: {
    readonly type: "object";
    readonly properties: Readonly<
      Record<string, { readonly type: "string"; readonly description: string }>
    >;
    readonly required: readonly string[];
    readonly additionalProperties: false;
  };
  readonly run: (input: Arguments, context: AssistantContext) => Promise<AssistantAnswer>;
};

const text = (description: string) => ({ type: "string", description }) as const;
const schemaOf = (
  properties: AssistantTool["inputSchema"]["properties"],
  required: readonly string[],
): AssistantTool["inputSchema"] => ({
  type: "object",
  properties,
  required,
  additionalProperties: false,
});

/** Every tool, in the order in which they are listed. */
export const assistantTools: readonly AssistantTool[] = [
  {
    name: "describe_project",
    title: "Describe the project",
    description:
      "The segmentations with their segments, and the metrics and attributes that rules can name. Ask this first.",
    inputSchema: schemaOf({}, []),
    run: (_, context) => describe(context),
  },
  {
    name: "find_customer",
    title: "Find a customer",
    description:
      "Customers whose name or id matches, the best first, with city, owner and what they spent. Personal data are masked.",
    inputSchema: schemaOf({ query: text("A name, part of a name, or an id") }, ["query"]),
    run: (input, context) =>
      list({ match: wordOf(input, "query") }, context, (count) => `${count} match`),
  },
  {
    name: "explain_assignment",
    title: "Explain an assignment",
    description:
      "Why a customer is in their segments: each clause of the rules with its verdict, value and cut. With `to` also what would move them there.",
    inputSchema: schemaOf(
      {
        customer: text("The exact id; find_customer tells it"),
        to: text("A segment to reach, such as care.save_list"),
      },
      ["customer"],
    ),
    run: explain,
  },
  {
    name: "preview_rule",
    title: "Preview a rule",
    description:
      "For how many customers of the last run a rule holds, and who of them spent most. A rule is a condition such as: recency > 60 and monetary >= 5000. With `file` and `text` instead: what a changed segmentation would count, without saving it.",
    inputSchema: schemaOf(
      {
        rule: text("A condition in the rule language"),
        file: text("Path of a segmentation file, such as segmentations/care.yaml"),
        text: text("The whole text that the file would have"),
      },
      [],
    ),
    run: previewRule,
  },
];

const wordOf = (input: Arguments, name: string): string => {
  const value = input[name];
  return typeof value === "string" ? value.trim() : "";
};

/** So many customers are listed. */
const mostListed = 10;

async function list(
  query: { readonly match?: string; readonly where?: string },
  context: AssistantContext,
  head: (count: number) => string,
): Promise<AssistantAnswer> {
  const { ask, viewer, locale } = context;
  const [name] = Object.values(query);
  if (name === "" || name === undefined) return refused("The query is empty.");
  const project = await ask("describe", {});
  if (!project.ok) return failed(project.error, locale);
  const params = { viewer, ...query, sort: "monetary", descending: true, limit: mostListed };
  const found = await ask(
    "members",
    query.match === undefined ? params : { viewer, ...query, limit: mostListed },
  );
  if (!found.ok) return failed(found.error, locale);
  const { rows, total, base } = found.value;
  const metrics = ["monetary", "recency", "frequency"].filter((id) =>
    project.value.metrics.some((m) => m.id === id),
  );
  const view = membersView(found.value, project.value, { locale, metrics });
  const share = `${head(total)} of ${base.customers} customers, data to ${base.asOf}.`;
  return {
    text: `${share}\n\n${textOf({ ...view, title: "" }, context)}`,
    customers: rows.map((row) => row.id),
    run: base.run,
    isError: false,
  };
}

async function describe({ ask, locale }: AssistantContext): Promise<AssistantAnswer> {
  const project = await ask("describe", {});
  if (!project.ok) return failed(project.error, locale);
  const { base, segmentations, metrics, currency } = project.value;
  const lines = [
    base === null
      ? "Nothing has been run yet."
      : `${base.customers} customers, data to ${base.asOf}, ${base.published ? "published" : "last run"}, ${currency}.`,
    "",
    "Segmentations:",
    ...segmentations.map(
      (s) => `- ${s.id} (${s.kind}): ${s.segments.map((segment) => segment.id).join(", ")}`,
    ),
    "",
    "Names in rules:",
    ...metrics
      .filter((m) => m.pii === null && !m.sensitive)
      .map((m) => `- ${m.id}: ${m.type}${m.unit === null ? "" : ` (${m.unit})`}`),
  ];
  return { text: lines.join("\n"), customers: [], run: base?.run ?? null, isError: false };
}

async function explain(input: Arguments, context: AssistantContext): Promise<AssistantAnswer> {
  const { ask, viewer, locale } = context;
  const customer = wordOf(input, "customer");
  const target = /^([^.]+)\.(.+)$/.exec(wordOf(input, "to"));
  if (customer === "") return refused("The customer is missing.");
  const project = await ask("describe", {});
  if (!project.ok) return failed(project.error, locale);
  const to =
    target === null ? {} : { to: { segmentation: target[1] ?? "", segment: target[2] ?? "" } };
  const found = await ask("explain", { viewer, customer, ...to });
  if (!found.ok) return failed(found.error, locale);
  const { reach, base } = found.value;
  const views = [
    whyView(found.value, project.value, { locale }),
    ...(reach === undefined ? [] : [reachView(found.value, reach, project.value, { locale })]),
  ];
  return {
    text: views.map((view) => textOf(view, context)).join("\n\n"),
    customers: [found.value.customer.id],
    run: base.run,
    isError: false,
  };
}

async function previewRule(input: Arguments, context: AssistantContext): Promise<AssistantAnswer> {
  const { ask, locale, texts = {} } = context;
  const file = wordOf(input, "file");
  if (file === "")
    return list({ where: wordOf(input, "rule") }, context, (count) => `It holds for ${count}`);
  const written = input["text"];
  if (typeof written !== "string") return refused("The text of the file is missing.");
  if (!/^segmentations\/[^/\\]+\.ya?ml$/.test(file))
    return refused("The file has to be one of segmentations/, such as segmentations/care.yaml.");
  const overlay = { ...texts, [file]: written };
  const counted = await ask("preview", { panel: "assistant", overlay });
  if (!counted.ok) return failed(counted.error, locale);
  const { problems, segmentations, base } = counted.value;
  const errors = problems.filter((p) => p.severity === "error");
  if (errors.length > 0) return failed({ kind: "problems", problems: errors }, locale);
  const own = segmentations.filter((s) => s.file === file);
  const view = previewView({ ...counted.value, segmentations: own }, { locale });
  return { text: textOf(view, context), customers: [], run: base?.run ?? null, isError: false };
}

const textOf = (view: View, { viewer, locale }: AssistantContext): string =>
  toText(mask(view, viewer), { locale, width: 120 });

const refused = (reason: string): AssistantAnswer => ({
  text: reason,
  customers: [],
  run: null,
  isError: true,
});

function failed(error: HostError, locale: string): AssistantAnswer {
  if (error.kind === "cancelled") return refused("Cancelled.");
  if (error.kind === "failed") return refused(error.message);
  return refused(
    error.problems
      .map(
        (p) =>
          `${p.range.start.line + 1}:${p.range.start.character + 1} ${p.code}: ${messageOf(p, locale)}`,
      )
      .join("\n"),
  );
}
