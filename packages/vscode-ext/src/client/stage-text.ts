import { l10n } from "vscode";
import type { Progress } from "@clientele/core/host";

const stages: Readonly<Record<Progress["stage"], () => string>> = {
  catalog: () => l10n.t("reading columns"),
  ingest: () => l10n.t("reading data"),
  metrics: () => l10n.t("computing metrics"),
  segments: () => l10n.t("assigning segments"),
  snapshot: () => l10n.t("writing the snapshot"),
};

/** What the engine is at, in the reader's words: `computing metrics 40 %`. */
export function stageText({ stage, done }: Progress): string {
  const text = stages[stage]();
  return done === null ? text : `${text} ${Math.round(done * 100)} %`;
}
