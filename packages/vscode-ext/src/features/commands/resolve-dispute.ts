import { userInfo } from "node:os";
import { l10n, window } from "vscode";
import type { Session } from "../../client/session.ts";
import { askEngine } from "./ask-engine.ts";

/** Ends a dispute with what was done about it: whoever reported it is told. */
export async function resolveDispute(session: Session, id: number): Promise<void> {
  const dispute = session.disputes.find((d) => d.id === id);
  if (dispute === undefined) return;
  const note = await window.showInputBox({
    title: l10n.t("Dispute about {0}", dispute.customer),
    prompt: l10n.t("What was done, in a sentence. Whoever reported it is told."),
    value: l10n.t("The rule was changed."),
    validateInput: (value) => (value.trim() === "" ? l10n.t("A sentence, please") : undefined),
  });
  if (note === undefined) return;
  const params = { id, by: `cli:${userInfo().username}`, note };
  const done = await askEngine(session, "resolveDispute", params, l10n.t("Telling them"));
  await session.readDisputes();
  if (done !== undefined)
    window.setStatusBarMessage(l10n.t("Whoever reported it will be told."), 8000);
}
