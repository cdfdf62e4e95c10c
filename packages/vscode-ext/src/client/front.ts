import { window, workspace, type TextDocument, type Uri } from "vscode";
import type { Absence } from "../preview/messages.ts";
import { languageId, projectOf } from "./projects.ts";
import type { Session, Sessions } from "./session.ts";

/** The text that commands without an argument are about: the active one of our language, or one that is visible. */
export function documentInFront(): TextDocument | undefined {
  const active = window.activeTextEditor?.document;
  if (active?.languageId === languageId) return active;
  return window.visibleTextEditors.find((e) => e.document.languageId === languageId)?.document;
}

/**
 * Why a file's segments cannot be counted; `null` where they can.
 *
 * @param canCount whether this package carries an engine
 */
export function absenceOf(uri: Uri | undefined, canCount: boolean): Absence | null {
  if (uri === undefined) return "no-project";
  if (uri.scheme !== "file") return "not-on-disk";
  if (!workspace.isTrusted) return "untrusted";
  if (!canCount) return "no-engine";
  if (projectOf(uri) === undefined) return "no-project";
  if (!workspace.getConfiguration("clientele").get("counts.enabled", true)) return "disabled";
  return null;
}

/** The session of a text's project, opened where it must be; `undefined` where nothing can be counted. */
export function sessionFor(
  document: TextDocument | undefined,
  sessions: Sessions,
  canCount: boolean,
): Session | undefined {
  if (document?.languageId !== languageId) return undefined;
  if (absenceOf(document.uri, canCount) !== null) return undefined;
  const root = projectOf(document.uri);
  return root === undefined ? undefined : sessions.open(root);
}
