import { userInfo } from "node:os";
import { env, l10n, window } from "vscode";
import { messageOf } from "@clientele/core/language";
import { formatDate } from "@clientele/core/views";
import { saveProject } from "../../client/run.ts";
import type { Session } from "../../client/session.ts";

/** What a request says; the author's address where git does not know it. */
export type Wanted = { readonly title: string; readonly why: string; readonly author?: string };

/** Whether a caller of the command says it all. */
export const isWanted = (given: unknown): given is Wanted =>
  typeof given === "object" && given !== null && "title" in given && "why" in given;

/**
 * Asks for the files as they are saved to be published: named people approve or reject that in Slack.
 *
 * @param given what is asked for otherwise
 */
export async function requestPublish(session: Session, given?: Wanted): Promise<void> {
  if (given !== undefined) {
    await saveProject(session);
    await ask(session, given);
    return;
  }
  const title = await window.showInputBox({
    title: l10n.t("Request publishing"),
    prompt: l10n.t("What it is about, in a few words. Approvers see it first."),
    validateInput: (value) => (value.trim() === "" ? l10n.t("A few words, please") : undefined),
  });
  if (title === undefined) return;
  const why = await window.showInputBox({
    title,
    prompt: l10n.t("Why, in a sentence. It is kept with the decision."),
  });
  if (why === undefined) return;
  await saveProject(session);
  await ask(session, { title, why });
}

async function ask(session: Session, wanted: Wanted): Promise<void> {
  const actor = `cli:${userInfo().username}`;
  const answer = await session.engine.ask("requestPublish", { actor, ...wanted });
  if (answer.ok) {
    const until = formatDate(answer.value.expires, {
      locale: env.language,
      today: new Date().toISOString(),
    });
    void window.showInformationMessage(
      l10n.t("Request {0} waits for approval until {1}.", answer.value.request, until),
    );
    return;
  }
  if (answer.error.kind === "cancelled") return;
  const problems = answer.error.kind === "problems" ? answer.error.problems : [];
  if (wanted.author === undefined && problems.some((p) => p.code === "author-unknown")) {
    const author = await window.showInputBox({
      title: wanted.title,
      prompt: l10n.t("Your e-mail address, as Slack knows it: nobody approves their own request."),
    });
    if (author !== undefined) await ask(session, { ...wanted, author });
    return;
  }
  const reason =
    answer.error.kind === "failed"
      ? l10n.t("Counting stopped: {0}. Editing works.", answer.error.message)
      : problems.map((p) => messageOf(p, env.language)).join(" ");
  void window.showErrorMessage(reason);
}
