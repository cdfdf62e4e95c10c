import {
  LanguageStatusSeverity,
  env,
  l10n,
  languages,
  type Disposable,
  type LanguageStatusItem,
} from "vscode";
import { formatDate } from "@clientele/core/views";
import type { Absence } from "../preview/messages.ts";
import { languageId } from "./projects.ts";
import type { Session } from "./session.ts";
import { stageText } from "./stage-text.ts";

/** The entry in the language status: how far the data go, and how the engine is. */
export class Status implements Disposable {
  readonly #item: LanguageStatusItem;

  constructor() {
    this.#item = languages.createLanguageStatusItem("clientele.engine", { language: languageId });
    this.#item.name = "Clientele";
  }

  /** What it says now, and whether it is counting. */
  get said(): { readonly text: string; readonly detail: string; readonly busy: boolean } {
    const { text, detail = "", busy } = this.#item;
    return { text, detail, busy };
  }

  show(session: Session | undefined, absence: Absence | null): void {
    const item = this.#item;
    const state = session?.counts.state;
    item.busy = absence === null && (state?.counting ?? false);
    item.severity = LanguageStatusSeverity.Information;
    if (absence !== null || state === undefined) {
      item.text = l10n.t("Not counting");
      item.detail = absenceText(absence);
      item.command = undefined;
      return;
    }
    item.command = { command: "clientele.showOutput", title: l10n.t("Show output") };
    if (state.error?.kind === "failed") {
      item.severity = LanguageStatusSeverity.Error;
      item.text = l10n.t("Counting stopped: {0}. Editing works.", state.error.message);
      item.detail = "DuckDB";
      item.command = { command: "clientele.restartEngine", title: l10n.t("Restart") };
      return;
    }
    const asOf = state.result?.asOf ?? null;
    item.text =
      asOf === null
        ? l10n.t("No counts yet")
        : l10n.t(
            "Data to {0}",
            formatDate(asOf, { locale: env.language, today: new Date().toISOString() }),
          );
    const { result, progress } = state;
    const doing =
      progress === undefined
        ? result && `${Math.round(result.milliseconds)} ms`
        : stageText(progress);
    item.detail = doing === undefined ? "DuckDB" : `DuckDB · ${doing}`;
  }

  dispose(): void {
    this.#item.dispose();
  }
}

/** Why nothing is counted, in short. */
export function absenceText(absence: Absence | null): string {
  switch (absence) {
    case "untrusted":
      return l10n.t("the folder is not trusted");
    case "not-on-disk":
      return l10n.t("the project is not on a disk");
    case "no-engine":
      return l10n.t("no engine for this platform");
    case "no-project":
      return l10n.t("no clientele.yaml in this folder or above");
    case "disabled":
      return l10n.t("switched off in the settings");
    case null:
      return "DuckDB";
  }
}
