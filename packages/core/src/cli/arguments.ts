/** The command line: what may be said, and what was. */
import { parseArgs } from "node:util";
import { isIsoDate } from "../language/expression/parse.ts";
import { fileStart, problem, type Problem } from "../problem.ts";
import { err, ok, type Result } from "../result.ts";

export const commandNames = [
  "init",
  "add",
  "check",
  "profile",
  "run",
  "runs",
  "publish",
  "requests",
  "show",
  "explain",
  "contact",
  "history",
  "disputes",
  "find",
  "segment",
  "strategies",
  "plan",
  "digest",
  "recommend",
  "loyalty",
  "diff",
  "evaluate",
  "model",
  "export",
  "audit",
  "access",
  "forget",
  "deliver",
  "schema",
  "migrate",
  "lsp",
  "mcp",
] as const;
export type CommandName = (typeof commandNames)[number];

/** Options with a value (`string`) and without, each with what help says of it. */
export const optionTypes = {
  project: { type: "string", help: "the project's folder; default the nearest one upwards" },
  "allow-read": {
    type: "string",
    multiple: true,
    help: "a folder outside the project that may be read",
  },
  json: { type: "boolean", help: "one JSON object on stdout" },
  locale: { type: "string", help: "language of what is printed, such as zh-CN" },
  help: { type: "boolean", short: "h", help: "what a command does" },
  version: { type: "boolean", help: "the version" },
  as: {
    type: "string",
    help: "add: the segmentation's name; default the preset's; export: only what this Slack id or address may see; publish --request: whose request it is",
  },
  use: {
    type: "string",
    multiple: true,
    help: "add: which column is what it needs, such as age=alter",
  },
  template: { type: "string", help: "init: which example to start from; default retail" },
  "as-of": {
    type: "string",
    help: "run: compute as if it were this day, such as 2026-11-21; digest: a run, or the newest as of this day",
  },
  publish: { type: "boolean", help: "run: publish when it went well" },
  why: { type: "string", help: "publish: what changed, in a sentence" },
  request: {
    type: "boolean",
    help: "publish: ask for the files as they are; in Slack somebody approves it",
  },
  title: { type: "string", help: "publish --request: what it is called" },
  sort: { type: "string", help: "find, segment: a metric to sort by, the largest first" },
  ascending: { type: "boolean", help: "find, segment: the smallest first" },
  limit: {
    type: "string",
    help: "find, segment: how many rows; default 20; diff: how many who moved; default 5; evaluate: how many who disagree; default 10",
  },
  segmentation: {
    type: "string",
    help: "diff: only this one; plan --opportunity: by its segments; strategies --backlog: of its segments",
  },
  owner: { type: "string", help: "digest: about this owner's customers alone" },
  against: { type: "string", help: "loyalty: a file of other rules, written as loyalty.yaml is" },
  segment: { type: "string", help: "recommend: for a segment, such as value.high" },
  bundles: { type: "boolean", help: "recommend: what is bought together" },
  training: {
    type: "boolean",
    help: "strategies: material for staff: how to serve whom, what to say, and what words mean",
  },
  method: {
    type: "boolean",
    help: "check: what there is of the whole method, from market insight to culture, and what is missing",
  },
  backlog: {
    type: "boolean",
    help: "strategies: what segments need more than others and no strategy addresses",
  },
  opportunity: {
    type: "boolean",
    help: "plan: what it gains beyond one treatment for everybody, by segment",
  },
  evaluate: {
    type: "boolean",
    help: "recommend: test on the last part of the data, beside what is popular",
  },
  for: {
    type: "string",
    help: "export: with a script that reads the file, for spss or sas; add: whom strategies are for, such as rfm or care.save_list",
  },
  target: {
    type: "string",
    help: "evaluate: the metric that groups that no rule covers stand out by; default monetary",
  },
  customer: {
    type: "string",
    help: "evaluate: how sure this customer's segments are, by id or name; audit: who was shown this id",
  },
  actor: { type: "string", help: "audit: who, such as slack:U024BE7LH or cli:li" },
  action: { type: "string", help: "audit: what, such as show, export or contact" },
  since: { type: "string", help: "audit: from this day or time on, such as 2026-11-01" },
  until: {
    type: "string",
    help: "audit: before this day or time; publish --request: until when, such as 'Fri 18:00' or '2 days'; default three working days",
  },
  group: {
    type: "string",
    multiple: true,
    help: "access, export --as: a user group of Slack that they are in, by handle or id",
  },
  to: {
    type: "string",
    help: "export: the file, .csv or .parquet; schema: the file; explain: a segment, such as care.save_list",
  },
  by: {
    type: "string",
    help: "explain: the day by which, such as 2026-11-30; default the month's end",
  },
  consent: { type: "string", help: "export: only customers who agreed to this, such as sms" },
  yes: {
    type: "boolean",
    help: "forget: do it; without it, only what would be done is told; publish: though another configuration was approved",
  },
  personal: { type: "boolean", help: "export: personal data too" },
  purpose: {
    type: "string",
    help: "export: what for, such as sms: who did not agree to it, or wants no contact, is left out",
  },
  pseudonyms: { type: "boolean", help: "export: pseudonyms in place of ids, no personal data" },
  "new-key": { type: "boolean", help: "export: pseudonyms under a new key" },
  reidentify: {
    type: "string",
    help: "export: a file of pseudonyms, to be written with their ids",
  },
  pending: { type: "boolean", help: "deliver: only what an earlier delivery left" },
  "dry-run": { type: "boolean", help: "deliver: what would be sent, without sending it" },
  sensitive: { type: "boolean", help: "segment: sensitive columns in the persona too" },
  out: {
    type: "string",
    help: "profile: write the report as a page, such as report.html; digest: as a picture or text, such as week.png, .svg or .txt",
  },
  channel: { type: "string", help: "contact: how, such as phone; default as it was proposed" },
  outcome: {
    type: "string",
    help: "contact: won, lost, no_answer, later or do_not_contact",
  },
  note: { type: "string", help: "contact: what was said; disputes resolve: what was done" },
  all: {
    type: "boolean",
    help: "disputes: those that are resolved too; requests: those that ended",
  },
  report: {
    type: "string",
    help: "check: write an impact assessment (PIPL Art. 55), .html or .md",
  },
  junit: { type: "string", help: "check: write the outcomes as JUnit XML too" },
  watch: { type: "boolean", help: "check: again on every change, until Ctrl-C" },
  stdio: { type: "boolean", help: "lsp: over standard input and output" },
  data: { type: "boolean", help: "lsp: read the data too, in folders that you trust" },
} as const;

export type Options = {
  readonly project?: string;
  readonly allowRead: readonly string[];
  readonly json: boolean;
  readonly locale?: string;
  readonly help: boolean;
  readonly version: boolean;
  readonly as?: string;
  readonly use: readonly string[];
  readonly template?: string;
  readonly asOf?: string;
  readonly publish: boolean;
  readonly why?: string;
  readonly request: boolean;
  readonly title?: string;
  readonly sort?: string;
  readonly ascending: boolean;
  readonly limit?: number;
  readonly segmentation?: string;
  readonly owner?: string;
  readonly segment?: string;
  readonly against?: string;
  readonly bundles: boolean;
  readonly evaluate: boolean;
  readonly opportunity: boolean;
  readonly backlog: boolean;
  readonly method: boolean;
  readonly training: boolean;
  readonly target?: string;
  readonly customer?: string;
  readonly actor?: string;
  readonly action?: string;
  readonly since?: string;
  readonly until?: string;
  readonly group: readonly string[];
  readonly to?: string;
  readonly for?: "spss" | "sas";
  /** add: a segmentation, or one of its segments. */
  readonly audience?: string;
  readonly by?: string;
  readonly consent?: string;
  readonly yes: boolean;
  readonly personal: boolean;
  readonly purpose?: string;
  readonly pseudonyms: boolean;
  readonly newKey: boolean;
  readonly reidentify?: string;
  readonly dryRun: boolean;
  readonly pending: boolean;
  readonly report?: string;
  readonly sensitive: boolean;
  readonly out?: string;
  readonly channel?: string;
  readonly outcome?: string;
  readonly note?: string;
  readonly junit?: string;
  readonly watch: boolean;
  readonly all: boolean;
  readonly data: boolean;
};

export type Invocation = {
  /** `undefined`: none was given. */
  readonly command: CommandName | undefined;
  readonly operands: readonly string[];
  readonly options: Options;
};

export const wrongUse = (reason: string): Problem =>
  problem("wrong-use", { reason }, { file: "clientele", range: fileStart });

/** Reads the words behind `clientele`. */
export function readArguments(words: readonly string[]): Result<Invocation, Problem> {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...words],
      options: optionTypes,
      allowPositionals: true,
      strict: true,
    });
  } catch (error) {
    if (error instanceof TypeError)
      return err(wrongUse(error.message.split(". ")[0] ?? error.message));
    throw error;
  }
  const { values, positionals } = parsed;
  const [first, ...operands] = positionals;
  const command = commandNames.find((name) => name === first);
  if (first !== undefined && command === undefined)
    return err(wrongUse(`there is no command "${first}"`));
  const limit = values.limit === undefined ? undefined : Number(values.limit);
  if (limit !== undefined && (!Number.isInteger(limit) || limit < 0))
    return err(wrongUse(`--limit takes a whole number, got "${values.limit}"`));
  const asOf = values["as-of"];
  if (asOf !== undefined && command !== "digest" && !/^\d{4}-\d{2}-\d{2}$/.test(asOf))
    return err(wrongUse(`--as-of takes a date such as 2026-11-21, got "${asOf}"`));
  const program = command === "add" ? undefined : values.for;
  if (program !== undefined && program !== "spss" && program !== "sas")
    return err(wrongUse(`--for takes spss or sas, got "${program}"`));
  if (values.by !== undefined && !isIsoDate(values.by))
    return err(wrongUse(`--by takes a date such as 2026-11-30, got "${values.by}"`));
  return ok({
    command,
    operands,
    options: {
      allowRead: values["allow-read"] ?? [],
      use: values.use ?? [],
      ...(values.as === undefined ? {} : { as: values.as }),
      json: values.json ?? false,
      help: values.help ?? false,
      version: values.version ?? false,
      publish: values.publish ?? false,
      request: values.request ?? false,
      ...(values.title === undefined ? {} : { title: values.title }),
      yes: values.yes ?? false,
      personal: values.personal ?? false,
      pseudonyms: values.pseudonyms ?? false,
      newKey: values["new-key"] ?? false,
      dryRun: values["dry-run"] ?? false,
      pending: values.pending ?? false,
      ...(values.purpose === undefined ? {} : { purpose: values.purpose }),
      ...(values.reidentify === undefined ? {} : { reidentify: values.reidentify }),
      ...(values.report === undefined ? {} : { report: values.report }),
      sensitive: values.sensitive ?? false,
      ascending: values.ascending ?? false,
      watch: values.watch ?? false,
      all: values.all ?? false,
      data: values.data ?? false,
      bundles: values.bundles ?? false,
      evaluate: values.evaluate ?? false,
      opportunity: values.opportunity ?? false,
      backlog: values.backlog ?? false,
      method: values.method ?? false,
      training: values.training ?? false,
      ...(values.against === undefined ? {} : { against: values.against }),
      ...(values.segment === undefined ? {} : { segment: values.segment }),
      ...(values.out === undefined ? {} : { out: values.out }),
      ...(values.channel === undefined ? {} : { channel: values.channel }),
      ...(values.outcome === undefined ? {} : { outcome: values.outcome }),
      ...(values.note === undefined ? {} : { note: values.note }),
      ...(values.junit === undefined ? {} : { junit: values.junit }),
      ...(values.project === undefined ? {} : { project: values.project }),
      ...(values.locale === undefined ? {} : { locale: values.locale }),
      ...(values.template === undefined ? {} : { template: values.template }),
      ...(asOf === undefined ? {} : { asOf }),
      ...(values.why === undefined ? {} : { why: values.why }),
      ...(values.sort === undefined ? {} : { sort: values.sort }),
      ...(limit === undefined ? {} : { limit }),
      ...(values.segmentation === undefined ? {} : { segmentation: values.segmentation }),
      ...(values.owner === undefined ? {} : { owner: values.owner }),
      ...(values.target === undefined ? {} : { target: values.target }),
      ...(values.customer === undefined ? {} : { customer: values.customer }),
      ...(values.actor === undefined ? {} : { actor: values.actor }),
      ...(values.action === undefined ? {} : { action: values.action }),
      ...(values.since === undefined ? {} : { since: values.since }),
      ...(values.until === undefined ? {} : { until: values.until }),
      group: values.group ?? [],
      ...(values.to === undefined ? {} : { to: values.to }),
      ...(program === undefined ? {} : { for: program }),
      ...(command === "add" && values.for !== undefined ? { audience: values.for } : {}),
      ...(values.by === undefined ? {} : { by: values.by }),
      ...(values.consent === undefined ? {} : { consent: values.consent }),
    },
  });
}
