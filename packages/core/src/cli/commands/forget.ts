import {
  dropCaches,
  eraseFromRuns,
  isForgotten,
  searchKept,
  sourcesWith,
  suppressCustomer,
  type Searched,
} from "../../compute/forget/forget.ts";
import { dropFromDeliveries } from "../../compute/deliver/outbox.ts";
import { findPerson, type Person } from "../../compute/forget/person.ts";
import { scrubText } from "../../compute/forget/scrub.ts";
import { openProjectEngine } from "../../compute/project/open-project-engine.ts";
import type { Project } from "../../compute/project/project.ts";
import { lockRuns } from "../../compute/run/run-lock.ts";
import type { Lane } from "../../compute/engine/engine.ts";
import { listRuns, readManifest } from "../../compute/snapshot/store.ts";
import { compactState, openState, statePlace, type Traces } from "../../people/index.ts";
import type { Problem } from "../../problem.ts";
import { err, ok, type Result } from "../../result.ts";
import { wrongUse } from "../arguments.ts";
import { actorOf, projectOf, type Command, type CommandResult, type Context } from "../context.ts";
import { forgetWords } from "../forget-words.ts";

/**
 * `clientele forget CUSTOMER [--yes]`: erases one person from everything that the project keeps, and proves it. Without
 * `--yes` it tells where the person is and changes nothing.
 */
export const forget: Command = async (context) => {
  const asked = context.operands.join(" ").trim();
  if (asked === "") return err(wrongUse("forget takes a customer's id or whole name"));
  const project = projectOf(context);
  if (!project.ok) return project;
  const engine = await openProjectEngine(project.value);
  try {
    const found = await whom(engine, project.value, asked, context);
    if (!found.ok) return found;
    return await (context.options.yes
      ? erase(engine, project.value, found.value, context)
      : preview(project.value, found.value, context));
  } finally {
    context.terminal.progress("");
    await engine.close();
  }
};

/** The person, or, after an erasure that was cut short, what is left of them: the id. */
async function whom(
  lane: Lane,
  project: Project,
  asked: string,
  { signal }: Context,
): Promise<Result<Person, Problem>> {
  const found = await findPerson(lane, project, asked, { signal });
  if (found.ok || !isForgotten(project, asked)) return found;
  return ok({ ids: [asked], words: [], runs: [] });
}

type Told = {
  readonly certificate: string | null;
  readonly rows: number;
  readonly runs: number;
  readonly traces: Traces;
  readonly searched: Searched;
  readonly sources: readonly string[];
};

async function preview(
  project: Project,
  person: Person,
  context: Context,
): Promise<Result<CommandResult, Problem>> {
  const traces = await withState(project, (state) => state.traces(identityOf(person)));
  if (!traces.ok) return traces;
  return ok(
    report(
      {
        certificate: null,
        rows: person.runs.reduce((sum, run) => sum + run.rows, 0),
        runs: person.runs.length,
        traces: traces.value,
        searched: searchKept(project, person),
        sources: sourcesWith(project, filesRead(project), person),
      },
      person,
      context,
    ),
  );
}

async function erase(
  lane: Lane,
  project: Project,
  person: Person,
  context: Context,
): Promise<Result<CommandResult, Problem>> {
  const at = context.now();
  const lock = lockRuns(project, at);
  if (!lock.ok) return lock;
  try {
    const sources = sourcesWith(project, filesRead(project), person);
    // From here on no run brings the person back, whatever happens to this process.
    const certificate = suppressCustomer(project, person.ids, at.toISOString());
    const traces = await withState(project, async (state) => {
      const counted = await state.traces(identityOf(person));
      await state.forget(identityOf(person));
      return counted;
    });
    if (!traces.ok) return traces;
    dropCaches(project);
    dropFromDeliveries(project, person.ids);
    const words = forgetWords(context.locale);
    const erased = await eraseFromRuns(lane, project, person, at.toISOString(), {
      signal: context.signal,
      onRun: (run) => context.terminal.progress(words.writing(run)),
    });
    if (!erased.ok) return erased;
    const logged = await withState(project, (state) =>
      state.audit({
        at: at.toISOString(),
        actor: actorOf(),
        surface: "cli",
        channel: null,
        action: "forget",
        asked: certificate,
        customers: [],
        run: null,
      }),
    );
    if (!logged.ok) return logged;
    await compactState(statePlace(project.folder, process.env));
    const told = {
      certificate,
      rows: erased.value,
      runs: person.runs.length,
      traces: traces.value,
      searched: searchKept(project, person),
      sources,
    };
    return ok(report(told, person, context));
  } finally {
    lock.value();
  }
}

const identityOf = (person: Person) => ({
  ids: person.ids,
  scrub: (text: string) => scrubText(text, person),
});

type OpenState = Extract<Awaited<ReturnType<typeof openState>>, { ok: true }>["value"];

async function withState<T>(
  project: Project,
  use: (state: OpenState) => Promise<T>,
): Promise<Result<T, Problem>> {
  const state = await openState(statePlace(project.folder, process.env));
  if (!state.ok) return state;
  try {
    return ok(await use(state.value));
  } finally {
    await state.value.close();
  }
}

/** Files that the last run read. */
function filesRead(project: Project): readonly string[] {
  const [last] = listRuns(project);
  const manifest = last === undefined ? undefined : readManifest(project, last);
  if (manifest?.ok !== true) return [];
  return manifest.value.sources.flatMap(({ files }) => files.map((file) => file.name));
}

function report(told: Told, person: Person, { locale }: Context): CommandResult {
  const words = forgetWords(locale);
  const { certificate, rows, runs, traces, searched, sources } = told;
  const done = certificate !== null;
  const left = done && searched.found.length > 0;
  const lines = [
    done ? words.done(certificate) : words.would,
    `  ${words.snapshots(rows, runs)}`,
    `  ${words.state(traces.lookUps, traces.contacts, traces.mentions)}`,
    `  ${words.needles(person.ids.length, person.words.length)}`,
    `  ${words.searched(searched.files, searched.bytes)}`,
    ...(searched.found.length === 0
      ? [`  ${words.nothing}`]
      : [words.still, ...searched.found.map(({ file, words: n }) => `    ${file} (${n})`)]),
    ...(sources.length === 0
      ? []
      : [words.sources, ...sources.map((file) => `    ${file}`), ...(done ? [words.kept] : [])]),
    ...(done ? [words.totals] : [words.doIt]),
  ];
  return {
    json: {
      forgotten: {
        done,
        certificate,
        snapshots: { rows, runs },
        look_ups: traces.lookUps,
        contacts: traces.contacts,
        mentions: traces.mentions,
        searched_for: { ids: person.ids.length, words: person.words.length },
        searched,
        sources,
      },
    },
    text: lines.join("\n"),
    problems: [],
    failed: left,
  };
}
