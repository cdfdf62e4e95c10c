import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import { openState, statePlace } from "@clientele/core";
import { connectHost } from "@clientele/core/host";
import { problemLines } from "@clientele/core/views";
import { createAccess } from "./access/access.ts";
import { createDeciders } from "./access/deciders.ts";
import { createDirectory } from "./access/directory.ts";
import { keepToPolicy } from "./access/retention.ts";
import { startApprovals } from "./approvals/start-approvals.ts";
import { startDigests, type DigestOptions } from "./digests/start-digests.ts";
import { createAsking } from "./ask/asking.ts";
import { renewSeals } from "./install/installation-store.ts";
import { eventsPath, startBot, type Bot } from "./app.ts";
import type { Settings } from "./env.ts";
import { healthPath } from "./health.ts";
import type { Log } from "./log.ts";
import type { StartOptions } from "./options.ts";
import { keepFresh } from "./keep-fresh.ts";
import { firstRun, prepareProject, projectFolder } from "./prepare-project.ts";
import { startsRuns } from "./refresh-run.ts";
import type { Services } from "./services.ts";
import { startWorkspace } from "./start-workspace.ts";

export type Serving = {
  readonly options: StartOptions;
  readonly settings: Settings;
  /** Aborted when the process is asked to end. */
  readonly signal: AbortSignal;
  /** Of whoever reads the terminal. */
  readonly locale: string;
  readonly log: Log;
  /** The result: to stdout. */
  readonly print: (text: string) => void;
  /** Progress and problems: to stderr. */
  readonly tell: (line: string) => void;
};

/**
 * Prepares the project, serves the local workspace and the Slacks that the settings name, until the signal.
 *
 * @returns the exit code: 0 when ended by the signal, 1 when the project has problems
 */
export async function serve(serving: Serving): Promise<number> {
  const { settings, options, signal, log, print, tell } = serving;
  const folder = projectFolder(options.project ?? settings.project);
  const host = connectHost({ log: (line) => log.warn("engine", { line: withoutData(line) }) });
  const open: { close: () => Promise<void> | void }[] = [host];
  try {
    const published: string[] = [];
    const project = await prepareProject(serving, host, folder, (run) => published.push(run));
    if (signal.aborted) return 0;
    if (project === null) return 1;
    const state = await openState(
      statePlace(folder, { CLIENTELE_STATE: settings.state ?? undefined }),
    );
    if (!state.ok) {
      for (const line of problemLines(state.errors, serving.locale)) tell(line);
      return 1;
    }
    open.push(state.value);
    const digests = digestOptions(settings.digests);
    const directory = createDirectory(() => Date.now());
    const services: Services = {
      access: createAccess(project, directory, log),
      deciders: createDeciders(project, directory),
      directory,
      engine: project,
      project: project.info,
      state: state.value,
      asking: createAsking(project, () => Date.now()),
      clock: digests.clock,
      lease: digests.lease,
      log,
    };
    for (const run of published)
      await state.value.audit({
        at: new Date().toISOString(),
        actor: startsRuns,
        surface: "slack",
        channel: null,
        action: "publish",
        asked: firstRun,
        customers: [],
        run,
      });
    const retention = keepToPolicy(services);
    open.push({ close: () => clearInterval(retention) });
    if (settings.refresh > 0) open.push(keepFresh(serving, services, folder, settings.refresh));
    const install = settings.slack?.install ?? null;
    if (install !== null) {
      const closed = await renewSeals(state.value, install.keys);
      if (closed.length > 0) {
        tell(closedSeals(closed));
        return 1;
      }
    }
    if (settings.slack !== null) {
      const bot = await connected(startBot(settings.slack, services), serving);
      if (bot === null) return 0;
      open.push({ close: bot.stop });
      open.push(startDigests(bot.slacks.digests, services, digests));
      open.push(startApprovals(bot.slacks, services, digests.lease));
      const { appToken, signingSecret } = settings.slack;
      print(connection(bot, appToken !== null, signingSecret !== null));
      if (install !== null && bot.address !== null)
        print(`Install it in a workspace at ${bot.address}/slack/install`);
      if (bot.address !== null) print(`Health at ${bot.address}${healthPath}`);
    }
    if (options.workspace) {
      const workspace = await startWorkspace(
        services,
        options.port,
        // Each digest is sent once: to Slack, where there is one.
        settings.slack === null ? digests : null,
      );
      open.push(workspace);
      print(`\nLocal workspace: ${workspace.address}\nCtrl-C ends it.`);
    }
    if (!signal.aborted) await once(signal, "abort");
    return 0;
  } finally {
    for (const part of open.toReversed()) await part.close();
  }
}

/** How long a connection may take before whoever waits for it is told, in milliseconds. */
const quietFor = 5000;

/** The bot once Slack has taken it; `null` where the process is asked to end before, as Slack is asked for minutes. */
async function connected(
  starting: Promise<Bot>,
  { signal, tell }: Pick<Serving, "signal" | "tell">,
): Promise<Bot | null> {
  const settled = new AbortController();
  const ended = AbortSignal.any([signal, settled.signal]);
  setTimeout(quietFor, undefined, { signal: ended }).then(
    () => tell("Slack has not answered yet; it is asked again for five minutes."),
    () => {}, // it answered, or nobody waits any more
  );
  try {
    const asked = signal.aborted
      ? Promise.resolve()
      : once(signal, "abort", { signal: settled.signal });
    return await Promise.race([starting, asked.then(() => null)]);
  } finally {
    settled.abort();
  }
}

/** The clock goes on from the time that the settings name. */
function digestOptions({ now, lease }: Settings["digests"]): DigestOptions {
  const ahead = now === null ? 0 : Date.parse(now) - Date.now();
  return { clock: () => new Date(Date.now() + ahead), lease };
}

const closedSeals = (places: readonly string[]): string =>
  `CLIENTELE_TOKEN_KEY does not open what is kept of ${places.join(", ")}. Set the key that it was sealed with, or set that one as CLIENTELE_TOKEN_KEY_OLD beside a new one.`;

function connection(bot: Bot, socket: boolean, http: boolean): string {
  const ways = [
    ...(socket ? ["Socket Mode"] : []),
    ...(bot.address === null || !http ? [] : [`HTTP at ${bot.address}${eventsPath}`]),
  ];
  return `Connected to Slack: ${ways.join(" and ")}.`;
}

/** What the engine writes in distress can quote rows: only where it happened and of which class it is goes to the log. */
const withoutData = (line: string): string =>
  /^\s+at /.test(line) ? line.trim() : (/^\w*(?:Error|Warning)\b/.exec(line)?.[0] ?? "…");
