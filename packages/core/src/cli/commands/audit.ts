import { auditActions, openState, statePlace, type AuditRecord } from "../../people/index.ts";
import { nearest } from "../../language/config/nearest.ts";
import { err, ok } from "../../result.ts";
import { toText, type View } from "../../views/index.ts";
import { accessOf } from "../access-file.ts";
import { accessWords } from "../access-words.ts";
import { wrongUse } from "../arguments.ts";
import { actorOf, projectOf, styleOf, type Command } from "../context.ts";

/** So many entries are told unless another number is asked for. */
const usual = 50;

/** `clientele audit [--actor A] [--customer C] [--action X] [--since D] [--until D]`: who was shown what, and who changed what. */
export const audit: Command = async (context) => {
  const { options, locale } = context;
  const { actor, customer, since, until } = options;
  for (const [name, at] of [
    ["since", since],
    ["until", until],
  ] as const)
    if (at !== undefined && Number.isNaN(new Date(at).getTime()))
      return err(wrongUse(`--${name} takes a day or a time such as 2026-11-01, got "${at}"`));
  const action = auditActions.find((known) => known === options.action);
  if (options.action !== undefined && action === undefined) {
    const near = nearest(options.action, auditActions);
    const meant = near === "" ? "" : `, did you mean ${near}?`;
    return err(
      wrongUse(`--action takes one of ${auditActions.join(", ")}, got "${options.action}"${meant}`),
    );
  }
  const limit = options.limit ?? usual;
  if (limit < 1 || limit > 1000) return err(wrongUse("--limit takes a number from 1 to 1000"));
  const project = projectOf(context);
  if (!project.ok) return project;
  const access = accessOf(project.value);
  if (!access.ok) return access;
  const state = await openState(statePlace(project.value.folder, process.env));
  if (!state.ok) return state;
  try {
    const keepDays = access.value?.keepDays ?? null;
    const now = context.now().toISOString();
    const pruned =
      keepDays === null
        ? 0
        : await state.value.pruneAudit({ keepDays, now, actor: actorOf(), surface: "cli" });
    const entries = await state.value.audited({
      limit,
      ...(actor === undefined ? {} : { actor }),
      ...(customer === undefined ? {} : { customer }),
      ...(action === undefined ? {} : { action }),
      ...(since === undefined ? {} : { since }),
      ...(until === undefined ? {} : { until }),
    });
    const words = accessWords(locale).audit;
    const told =
      entries.length === 0 ? words.none : toText(tableOf(entries, words), styleOf(context));
    return ok({
      json: { pruned, entries: entries.map(entryJson) },
      text: pruned === 0 ? told : `${words.pruned(pruned)}\n\n${told}`,
      problems: [],
    });
  } finally {
    await state.value.close();
  }
};

const entryJson = ({ customerCount, ...entry }: AuditRecord) => ({
  ...entry,
  customer_count: customerCount,
});

/** So many ids are shown of one entry. */
const mostIds = 3;

function tableOf(
  entries: readonly AuditRecord[],
  words: ReturnType<typeof accessWords>["audit"],
): View {
  const column = (id: "at" | "actor" | "action" | "asked" | "customers") =>
    ({ id, label: words[id], type: "text" }) as const;
  const shown = ({ customers, customerCount }: AuditRecord): string => {
    const more = customerCount > mostIds ? ` … (${customerCount})` : "";
    return customers.slice(0, mostIds).join(" ") + more;
  };
  return {
    id: "audit",
    title: words.title,
    run: null,
    blocks: [
      {
        kind: "table",
        columns: [
          column("at"),
          column("actor"),
          column("action"),
          column("asked"),
          column("customers"),
        ],
        rows: entries.map((entry) =>
          [
            entry.at.slice(0, 16).replace("T", " "),
            entry.channel === null ? entry.actor : `${entry.actor} ${entry.channel}`,
            entry.action,
            entry.asked,
            shown(entry),
          ].map((value) => ({ value, type: "text" as const })),
        ),
      },
    ],
    actions: [],
  };
}
