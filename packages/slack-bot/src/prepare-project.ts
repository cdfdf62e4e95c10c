import { existsSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { fileStart, generateData, hasErrors, problem, type Problem } from "@clientele/core";
import type { Host, ProjectInfo } from "@clientele/core/host";
import {
  problemLines,
  runSummaryView,
  segmentsView,
  toText,
  type View,
} from "@clientele/core/views";
import { keepOpen, type OpenProject } from "./open-project.ts";
import { publishGuarded, refused, runProject } from "./refresh-run.ts";
import type { Serving } from "./serve.ts";
import { sourcesChanged } from "./sources-changed.ts";

const examples = fileURLToPath(new URL("../../../examples", import.meta.url));
/** The example that is served when no project is named. */
const example = join(examples, "retail");

/** @example projectFolder("crm") // the absolute path of ./crm */
export const projectFolder = (given: string | null): string =>
  given === null ? example : resolve(given);

/**
 * Opens the project in the engine. Where nothing is published yet, or the sources have changed since, it is run and published
 * first; the example's data are made where they are missing.
 *
 * @param published told which run was published
 * @returns the project as it is published, `null` when it has problems, which have been told
 */
export async function prepareProject(
  serving: Serving,
  host: Host,
  folder: string,
  published: (run: string) => void,
): Promise<OpenProject | null> {
  const { settings, signal, print, tell, locale } = serving;
  const show = (view: View) => print(toText(view, { locale, ...terminal() }));
  const config = join(folder, "clientele.yaml");
  if (!existsSync(config)) {
    tellProblems(serving, [
      problem("no-project", { path: folder }, { file: config, range: fileStart }),
    ]);
    return null;
  }
  const shipped = dirname(folder) === examples;
  if (shipped && (await generateData(folder, basename(folder)))) tell("Made the example's data.");
  const open = () =>
    host.call(
      "open",
      { project: folder, allowRead: settings.allowRead, names: true, released: true },
      { signal },
    );
  const opened = await open();
  if (!opened.ok) return refused(serving, opened.error);
  const kept = (info: ProjectInfo) =>
    keepOpen(host, info, async () => {
      const again = await open();
      return again.ok ? again.value : null;
    });
  const { base, problems } = opened.value;
  if (problems.length > 0) tell(`${folder}:`);
  tellProblems(serving, problems);
  // What is published goes on answering while the files are being mended.
  if (hasErrors(problems)) return base === null ? null : kept(opened.value);
  if (base?.published === true && !(await stale(host, folder, signal))) {
    const counted = await host.call("preview", { panel: "start" }, { signal });
    if (counted.ok) show(segmentsView(counted.value, { locale }));
    return kept(opened.value);
  }
  const live = await host.call("live", {}, { signal });
  const approved = live.ok && live.value.published?.approval != null;
  const ran = await runProject(serving, host, approved ? null : firstRun);
  if (!ran.ok) return refused(serving, ran.error);
  // What was approved publishes itself on new data, if its guards pass.
  if (approved && !(await publishGuarded(serving, host, ran.value.run, firstRun)))
    return kept(opened.value);
  if (!approved) published(ran.value.run);
  const reopened = await open();
  if (!reopened.ok) return refused(serving, reopened.error);
  show(runSummaryView(ran.value, reopened.value, { locale }));
  return kept(reopened.value);
}

/** Why a run that the bot makes when it starts is published. */
export const firstRun = "first run, or changed sources";

async function stale(host: Host, folder: string, signal: AbortSignal): Promise<boolean> {
  const found = await host.call("sources", {}, { signal });
  return found.ok && sourcesChanged(folder, found.value.sources);
}

function tellProblems({ tell, locale }: Serving, problems: readonly Problem[]): void {
  for (const line of problemLines(problems, locale)) tell(line);
}

/** As wide as the terminal, in colour where it is one and colour is not unwanted. */
function terminal(): { readonly width: number; readonly colour: boolean } {
  const { isTTY, columns } = process.stdout;
  return { width: Math.min(columns ?? 100, 100), colour: isTTY && !process.env["NO_COLOR"] };
}
