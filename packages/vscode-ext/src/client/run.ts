import {
  ProgressLocation,
  commands,
  env,
  l10n,
  window,
  workspace,
  type TextDocument,
} from "vscode";
import { formatNumber } from "@clientele/core/views";
import { messageOf } from "@clientele/core/language";
import { documentsOf } from "./projects.ts";
import { stageText } from "./stage-text.ts";
import type { Session } from "./session.ts";

/** Computes the project as it is saved and makes the result the base of comparison, unless something is published. */
export async function runProject(session: Session, log: (line: string) => void): Promise<void> {
  await saveProject(session);
  const answer = await window.withProgress(
    { location: ProgressLocation.Window, title: l10n.t("Running the project") },
    (report) =>
      session.counts.pauseFor(() =>
        session.engine.ask(
          "run",
          {},
          { onProgress: (progress) => report.report({ message: stageText(progress) }) },
        ),
      ),
  );
  if (answer.ok) {
    const n = formatNumber(answer.value.customers);
    const took = answer.value.seconds.toFixed(1);
    window.setStatusBarMessage(l10n.t("{0} customers in {1} s", n, took), 8000);
    log(`run ${answer.value.run}: ${n} customers, ${took} s`);
    session.refresh();
    return;
  }
  if (answer.error.kind === "cancelled") return;
  const reasons =
    answer.error.kind === "failed"
      ? [answer.error.message]
      : answer.error.problems.map((p) => messageOf(p, env.language));
  for (const reason of reasons) log(reason);
  const show = l10n.t("Show output");
  const pressed = await window.showErrorMessage(
    l10n.t("The run did not finish: {0}", reasons[0] ?? ""),
    show,
  );
  if (pressed === show) await commands.executeCommand("clientele.showOutput");
}

/** Saves the open texts of a project: what is computed or asked for is what its files say. */
export async function saveProject(session: Session): Promise<void> {
  for (const document of documentsOf(session.root)) await saveWhole(document);
}

/** How often a file is looked at after a save, and how long between two looks, in milliseconds. */
const looks = 40;
const pause = 50;

/**
 * Saves a text until its file says the same. While an automatic save is under way the editor calls the text clean and saves
 * nothing, and a run would compute what stood there before.
 */
async function saveWhole(document: TextDocument): Promise<void> {
  for (let look = 0; look < looks; look += 1) {
    await document.save();
    const written = await workspace.fs.readFile(document.uri).then(
      (bytes) => new TextDecoder().decode(bytes),
      () => undefined, // not there yet, or no longer: the run will say so
    );
    if (written === document.getText()) return;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
