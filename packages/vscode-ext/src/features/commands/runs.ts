import { userInfo } from "node:os";
import { env, l10n, window } from "vscode";
import { diffView, formatDate, formatNumber } from "@clientele/core/views";
import { ownerOf, type RunInfo } from "@clientele/core/host";
import type { Session } from "../../client/session.ts";
import type { ViewPages } from "../view-pages.ts";
import { askEngine } from "./ask-engine.ts";

const today = (): string => new Date().toISOString();

/** @example runDescription(run) // => "data to 18 Nov · 48,210 customers · published" */
export const runDescription = ({ asOf, customers, published }: RunInfo): string =>
  [
    l10n.t("data to {0}", formatDate(asOf, { locale: env.language, today: today() })),
    l10n.t("{0} customers", formatNumber(customers)),
    ...(published ? [l10n.t("published")] : []),
  ].join(" · ");

async function pickRun(
  session: Session,
  placeHolder: string,
  without?: string,
): Promise<RunInfo | undefined> {
  const found = await askEngine(session, "runs", {}, l10n.t("Runs"));
  const runs = (found?.runs ?? []).filter(({ run }) => run !== without);
  if (found !== undefined && runs.length === 0)
    void window.showInformationMessage(l10n.t("There is no run yet: run the project first."));
  if (runs.length === 0) return undefined;
  const picked = await window.showQuickPick(
    runs.map((run) => ({
      label: run.run,
      description: runDescription(run),
      run,
    })),
    { placeHolder },
  );
  return picked?.run;
}

/** Makes a run the one that every surface answers from. On this machine: there is no approval to wait for. */
export async function publishRun(session: Session, named?: RunInfo): Promise<void> {
  const run = named ?? (await pickRun(session, l10n.t("Which run to publish")));
  if (run === undefined) return;
  const why = await window.showInputBox({
    title: l10n.t("Publish {0}", run.run),
    prompt: l10n.t("What changed, in a sentence. Everybody who asks will see it."),
  });
  if (why === undefined) return;
  const by = `cli:${userInfo().username}`;
  const params = { run: run.run, by, why };
  const done = await askEngine(session, "publish", params, l10n.t("Publishing"));
  if (done === undefined) return;
  window.setStatusBarMessage(l10n.t("{0} is published", done.run), 8000);
  session.refresh();
}

/** Who moved between two runs, and why, as a page. */
export async function compareRuns(
  session: Session,
  pages: ViewPages,
  named?: RunInfo,
): Promise<void> {
  const to = named ?? (await pickRun(session, l10n.t("Which run to look at")));
  if (to === undefined) return;
  const from = await pickRun(session, l10n.t("Which run to compare it with"), to.run);
  if (from === undefined) return;
  const viewer = ownerOf("editor");
  const params = { viewer, from: from.run, to: to.run };
  const diff = await askEngine(session, "diff", params, l10n.t("Comparing two runs"));
  const project = await session.engine.ask("describe", {});
  if (diff === undefined || !project.ok) return;
  const view = diffView(diff, project.value, { locale: env.language, today: today() });
  await pages.show(`${from.run} → ${to.run}`, view, env.language);
}
