import { join } from "node:path";
import { Uri, commands, l10n, window } from "vscode";
import { makeSample } from "./make-sample.ts";

const folderName = "clientele-sample";

/**
 * Copies the sample that this package carries into a folder of the user's choice, makes its data, and opens it. Works offline.
 *
 * @param programs the folder of the bundles
 */
export async function openSample(programs: string): Promise<void> {
  const chosen = await window.showOpenDialog({
    canSelectFiles: false,
    canSelectFolders: true,
    canSelectMany: false,
    openLabel: l10n.t("Put the sample here"),
  });
  const parent = chosen?.[0];
  if (parent === undefined) return;
  await makeSample(programs, join(parent.fsPath, folderName));
  await commands.executeCommand("vscode.openFolder", Uri.joinPath(parent, folderName));
}
