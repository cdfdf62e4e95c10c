import { ProgressLocation, env, l10n, window } from "vscode";
import { messageOf } from "@clientele/core/language";
import type { Methods } from "@clientele/core/host";
import { stageText } from "../../client/stage-text.ts";
import type { Session } from "../../client/session.ts";

/** Asks the engine with a sign that it is at work, which can be cancelled. What went wrong is told; then there is no answer. */
export async function askEngine<M extends keyof Methods>(
  session: Session,
  method: M,
  params: Methods[M]["params"],
  title: string,
): Promise<Methods[M]["result"] | undefined> {
  const answer = await window.withProgress(
    { location: ProgressLocation.Notification, title, cancellable: true },
    (report, token) => {
      const cancelled = new AbortController();
      token.onCancellationRequested(() => cancelled.abort());
      return session.engine.ask(method, params, {
        signal: cancelled.signal,
        onProgress: (progress) => report.report({ message: stageText(progress) }),
      });
    },
  );
  if (answer.ok) return answer.value;
  if (answer.error.kind === "cancelled") return undefined;
  const reason =
    answer.error.kind === "failed"
      ? l10n.t("Counting stopped: {0}. Editing works.", answer.error.message)
      : answer.error.problems.map((p) => messageOf(p, env.language)).join(" ");
  void window.showErrorMessage(reason);
  return undefined;
}
