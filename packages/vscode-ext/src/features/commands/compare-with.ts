import { ThemeIcon, l10n, window, type QuickPickItem } from "vscode";
import type { Session } from "../../client/session.ts";
import type { Against } from "../counts.ts";
import { askEngine } from "./ask-engine.ts";
import { runDescription } from "./runs.ts";

/**
 * Chooses what counts, lenses and moves are compared with: what is published, the last run, or a run by its name.
 *
 * @param named `default`, `latest` or a run; asked for where it is left out
 */
export async function compareWith(session: Session, named?: string): Promise<void> {
  if (named !== undefined) {
    const known = named === "default" || named === "latest";
    session.counts.compareWith(known ? named : { run: named });
    return;
  }
  const found = await askEngine(session, "runs", {}, l10n.t("Runs"));
  if (found === undefined) return;
  const { runs } = found;
  const [latest] = runs;
  if (latest === undefined) {
    void window.showInformationMessage(l10n.t("There is no run yet: run the project first."));
    return;
  }
  const { against } = session.counts;
  const published = runs.find((run) => run.published);
  const choices: (QuickPickItem & { readonly against: Against })[] = [
    ...(published === undefined
      ? []
      : [
          {
            label: l10n.t("What is published"),
            description: published.run,
            against: "default" as const,
          },
        ]),
    {
      label: l10n.t("The last run"),
      description: latest.run,
      against: published === undefined ? "default" : "latest",
    },
    ...runs.map((run) => ({
      label: run.run,
      description: runDescription(run),
      against: { run: run.run },
    })),
  ];
  const isChosen = (choice: Against): boolean =>
    typeof choice === "string" || typeof against === "string"
      ? choice === against
      : choice.run === against.run;
  const picked = await window.showQuickPick(
    choices.map((choice) =>
      isChosen(choice.against) ? { ...choice, iconPath: new ThemeIcon("check") } : choice,
    ),
    { placeHolder: l10n.t("What to compare with") },
  );
  if (picked !== undefined) session.counts.compareWith(picked.against);
}
