import { existsSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { attributeColumn } from "../../domain/columns.ts";
import type { Engine } from "../../compute/engine/engine.ts";
import { openProjectEngine } from "../../compute/project/open-project-engine.ts";
import type { Project } from "../../compute/project/project.ts";
import { dayIn } from "../../compute/project/today.ts";
import { allowedRows, consentsFor, withheldBy } from "../../compute/snapshot/export-filter.ts";
import { exportFor } from "../../compute/snapshot/export-for.ts";
import { exportRun, type ExportOptions } from "../../compute/snapshot/export.ts";
import { chooseRun, openBase, type Base } from "../../compute/snapshot/open-base.ts";
import {
  pseudonymKey,
  pseudonymOf,
  reidentify,
  standingOut,
} from "../../compute/snapshot/pseudonyms.ts";
import { seenBy } from "../../compute/snapshot/sight.ts";
import { nearest } from "../../language/config/nearest.ts";
import { consentsOf } from "../../language/model/model.ts";
import { mayDo, openState, statePlace, viewerFor } from "../../people/index.ts";
import { fileStart, problem, type Problem } from "../../problem.ts";
import { err, ok, type Result } from "../../result.ts";
import { accessOf } from "../access-file.ts";
import { wrongUse } from "../arguments.ts";
import { audit, projectOf, type Command, type CommandResult, type Context } from "../context.ts";
import { exportWords } from "../export-words.ts";
import { wordsOf } from "../words.ts";

/** `clientele export --to f.csv|parquet`: customers with their metrics and segments, sorted by id. */
export const exportTo: Command = async (context) => {
  const { options } = context;
  const { to } = options;
  if (to === undefined || !/\.(csv|parquet)$/.test(to))
    return err(wrongUse("export takes --to with a file that ends in .csv or .parquet"));
  if (options.for !== undefined && !to.endsWith(".csv"))
    return err(wrongUse("export --for takes --to with a file that ends in .csv"));
  if (options.pseudonyms && options.personal)
    return err(
      wrongUse("--pseudonyms is without personal data, so it does not go with --personal"),
    );
  if (options.as !== undefined && (options.for !== undefined || options.reidentify !== undefined))
    return err(wrongUse("export --as does not go with --for or --reidentify"));
  const project = projectOf(context, context.operands[0]);
  if (!project.ok) return project;
  const file = resolve(context.cwd, to);
  if (!existsSync(dirname(file)))
    return err(problem("file-missing", { path: dirname(file) }, { file: to, range: fileStart }));
  const chosen = chooseRun(project.value);
  if (!chosen.ok) return chosen;
  if (chosen.value === undefined)
    return err(problem("no-run", {}, { file: ".clientele", range: fileStart }));
  const back = options.reidentify === undefined ? [] : [resolve(context.cwd, options.reidentify)];
  for (const path of back)
    if (!existsSync(path))
      return err(problem("file-missing", { path }, { file: path, range: fileStart }));
  const engine = await openProjectEngine(project.value, [
    dirname(file),
    ...back.map((path) => dirname(path)),
  ]);
  try {
    const base = await openBase(engine, project.value, chosen.value.run, chosen.value.published);
    if (!base.ok) return base;
    const { run } = chosen.value;
    const seen = await exportedFor(context, project.value, engine, base.value);
    if (!seen.ok) return seen;
    const logged = await audit(context, project.value, {
      action: "export",
      asked: [
        to,
        ...(options.purpose === undefined ? [] : [`--purpose ${options.purpose}`]),
        ...(options.as === undefined ? [] : [`--as ${options.as}`]),
      ].join(" "),
      customers: [],
      run,
    });
    if (!logged.ok) return logged;
    const [pseudonymous] = back;
    if (pseudonymous !== undefined) {
      const written = await reidentify(engine, project.value, base.value, pseudonymous, file, {
        signal: context.signal,
      });
      if (!written.ok) return written;
      const { rows, unknown } = written.value;
      const text = exportWords(context.locale).reidentified(rows, unknown, to);
      return ok({ json: { exported: { file: to, rows, unknown, run } }, text, problems: [] });
    }
    return await write(engine, project.value, seen.value, { ...context, to, file, run });
  } finally {
    await engine.close();
  }
};

/** What of a run goes into the file: with `--as`, what that person may see, where they may export at all. */
async function exportedFor(
  context: Context,
  project: Project,
  engine: Engine,
  base: Base,
): Promise<Result<Base, Problem>> {
  const { as: who, group } = context.options;
  if (who === undefined) return ok(base);
  const access = accessOf(project);
  if (!access.ok) return access;
  const today = dayIn(context.now(), base.model.timezone);
  const email = who.includes("@") ? who : null;
  const person = { id: who, email, groups: group, kind: "member" } as const;
  const viewer = viewerFor(access.value, person, { channel: null, today });
  if (!mayDo(viewer, "export"))
    return err(problem("export-refused", { who }, { file: "access.yaml", range: fileStart }));
  return seenBy(engine, base, viewer, { signal: context.signal });
}

type Target = Context & { readonly to: string; readonly file: string; readonly run: string };

async function write(
  engine: Engine,
  project: Project,
  base: Base,
  context: Target,
): Promise<Result<CommandResult, Problem>> {
  const { options, to, run, locale } = context;
  const how = await optionsOf(project, base, context);
  if (!how.ok) return how;
  const { signal } = context;
  const told = exportWords(locale);
  const withheld =
    how.value.purpose === undefined
      ? undefined
      : await withheldBy(engine, base, how.value.purpose, { signal });
  const alone = options.pseudonyms
    ? await standingOut(
        engine,
        base,
        tellingColumns(base),
        allowedRows(how.value.consent, how.value.purpose),
        { signal },
      )
    : undefined;
  const notes = [
    ...(withheld === undefined
      ? []
      : [told.withheld(options.purpose ?? options.consent ?? "", withheld)]),
    ...(alone === undefined ? [] : [told.standingOut(alone)]),
  ];
  const problems = purposeProblems(base, context);
  const more = {
    ...(withheld === undefined ? {} : { withheld }),
    ...(alone === undefined ? {} : { standing_out: alone }),
  };
  if (options.for !== undefined) {
    const { rows, script } = await exportFor(engine, base, options.for, locale, how.value);
    const written = to.replace(/[^/\\]*$/, basename(script));
    const text = [wordsOf(locale).exportedFor(rows, to, written), ...notes].join("\n");
    return ok({
      json: { exported: { file: to, rows, run, script: written, ...more } },
      text,
      problems,
    });
  }
  const rows = await exportRun(engine, base, how.value);
  const text = [wordsOf(locale).exported(rows, to), ...notes].join("\n");
  return ok({ json: { exported: { file: to, rows, run, ...more } }, text, problems });
}

async function optionsOf(
  project: Project,
  { model }: Base,
  { options, file, signal, now }: Target,
): Promise<Result<ExportOptions, Problem>> {
  const { consent, purpose, personal } = options;
  const consents = consentsOf(model);
  const unknown = (name: string) =>
    err(
      problem(
        "unknown-consent",
        { consent: name, nearest: nearest(name, consents) },
        { file: "clientele", range: fileStart },
      ),
    );
  if (consent !== undefined && !consents.includes(consent)) return unknown(consent);
  const asked =
    purpose !== undefined ? consentsFor(model, purpose) : consent === undefined ? [] : [consent];
  if (asked === undefined) return unknown(purpose ?? "");
  // Whoever refused contact since is in no file that is made for reaching people.
  const reaches = purpose !== undefined || consent !== undefined;
  const refused = reaches ? await refusedIn(project) : ok([]);
  if (!refused.ok) return refused;
  const key = options.pseudonyms ? pseudonymKey(project, now(), options.newKey) : undefined;
  return ok({
    to: file,
    personal,
    signal,
    ...(consent === undefined ? {} : { consent }),
    ...(reaches ? { purpose: { consents: asked, refused: refused.value } } : {}),
    ...(key === undefined ? {} : { pseudonyms: (id) => pseudonymOf(key, id) }),
  });
}

/** Customers of whom somebody wrote down that they want no contact. */
async function refusedIn(project: Project): Promise<Result<readonly string[], Problem>> {
  const state = await openState(statePlace(project.folder, process.env));
  if (!state.ok) return state;
  try {
    const contacts = await state.value.contacts();
    const refused = contacts.filter(({ outcome }) => outcome === "do_not_contact");
    return ok([...new Set(refused.map(({ customer }) => customer))]);
  } finally {
    await state.value.close();
  }
}

/** What a file without names still says of who somebody is: where they live, how old they are, what class they are of. */
function tellingColumns({ model, columns }: Base): readonly string[] {
  return (model.customers?.attributes ?? [])
    .filter(({ pii, sensitive, dimension, name }) => {
      const tells = sensitive || dimension === "demographic" || dimension === "geographic";
      return pii === null && name !== model.customers?.label && tells;
    })
    .map(({ name }) => attributeColumn(name))
    .filter((column) => columns.has(column));
}

/** Ways to reach people in a file that does not say what for. */
function purposeProblems({ model }: Base, { options, to }: Target): readonly Problem[] {
  if (!options.personal || options.purpose !== undefined || options.consent !== undefined)
    return [];
  const contact = (model.customers?.attributes ?? []).filter(
    ({ pii }) => pii === "phone" || pii === "email" || pii === "address",
  );
  if (contact.length === 0) return [];
  const columns = contact.map(({ name }) => name).join(", ");
  const place = { file: to, range: fileStart };
  return [problem("export-without-purpose", { columns }, place, { severity: "warning" })];
}
