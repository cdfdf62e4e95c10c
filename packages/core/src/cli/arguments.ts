/** The command line: what may be said, and what was. */
import { parseArgs } from "node:util";
import { nearest } from "../language/config/nearest.ts";
import { isIsoDate } from "../language/expression/parse.ts";
import { fileStart, problem, type Problem } from "../problem.ts";
import { err, ok, type Result } from "../result.ts";
import { meant, surplusOf, unreadable } from "./stray-words.ts";

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

/** Options with a value (`string`) and without; `option-words.ts` says what they mean. */
export const optionTypes = {
  project: { type: "string" },
  "allow-read": { type: "string", multiple: true },
  json: { type: "boolean" },
  locale: { type: "string" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean" },
  as: { type: "string" },
  use: { type: "string", multiple: true },
  template: { type: "string" },
  "as-of": { type: "string" },
  refit: { type: "boolean" },
  publish: { type: "boolean" },
  why: { type: "string" },
  request: { type: "boolean" },
  title: { type: "string" },
  sort: { type: "string" },
  ascending: { type: "boolean" },
  limit: { type: "string" },
  segmentation: { type: "string" },
  owner: { type: "string" },
  against: { type: "string" },
  segment: { type: "string" },
  bundles: { type: "boolean" },
  training: { type: "boolean" },
  method: { type: "boolean" },
  backlog: { type: "boolean" },
  opportunity: { type: "boolean" },
  evaluate: { type: "boolean" },
  for: { type: "string" },
  target: { type: "string" },
  customer: { type: "string" },
  actor: { type: "string" },
  action: { type: "string" },
  since: { type: "string" },
  until: { type: "string" },
  group: { type: "string", multiple: true },
  to: { type: "string" },
  by: { type: "string" },
  consent: { type: "string" },
  yes: { type: "boolean" },
  personal: { type: "boolean" },
  purpose: { type: "string" },
  pseudonyms: { type: "boolean" },
  "new-key": { type: "boolean" },
  reidentify: { type: "string" },
  pending: { type: "boolean" },
  "dry-run": { type: "boolean" },
  sensitive: { type: "boolean" },
  out: { type: "string" },
  channel: { type: "string" },
  outcome: { type: "string" },
  note: { type: "string" },
  all: { type: "boolean" },
  report: { type: "string" },
  junit: { type: "string" },
  watch: { type: "boolean" },
  stdio: { type: "boolean" },
  data: { type: "boolean" },
} as const;
export type OptionName = keyof typeof optionTypes;

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
  readonly refit: boolean;
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
      return err(wrongUse(unreadable(error.message, Object.keys(optionTypes))));
    throw error;
  }
  const { values, positionals } = parsed;
  const [first, ...operands] = positionals;
  const command = commandNames.find((name) => name === first);
  if (first !== undefined && command === undefined)
    return err(wrongUse(`there is no command "${first}"${meant(nearest(first, commandNames))}`));
  if (command !== undefined && !(values.help ?? false)) {
    const surplus = surplusOf(command, operands, Object.keys(values));
    if (surplus !== undefined) return err(wrongUse(surplus));
  }
  const limit = values.limit === undefined ? undefined : Number(values.limit);
  if (limit !== undefined && (!Number.isInteger(limit) || limit < 0))
    return err(wrongUse(`--limit takes a whole number, got "${values.limit}"`));
  const asOf = values["as-of"];
  if (asOf !== undefined && command !== "digest" && !isIsoDate(asOf))
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
      refit: values.refit ?? false,
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
