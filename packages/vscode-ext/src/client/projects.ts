import { existsSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { TabInputText, TabInputTextDiff, Uri, window, workspace } from "vscode";
import type { TextDocument } from "vscode";
import type { Overlay } from "@clientele/core/host";
import { maximumSize } from "@clientele/core/language";

export const languageId = "clientele";
export const projectFile = "clientele.yaml";

/**
 * The folder of the project that a file belongs to: the nearest one upwards with `clientele.yaml`.
 *
 * @returns an absolute path, or `undefined` for a file that is in no project or not on a disk
 */
export function projectOf(uri: Uri): string | undefined {
  if (uri.scheme !== "file") return undefined;
  let folder = dirname(uri.fsPath);
  while (!existsSync(join(folder, projectFile))) {
    const above = dirname(folder);
    if (above === folder) return undefined;
    folder = above;
  }
  return folder;
}

/** A path as core knows it: relative to the project, with forward slashes. */
export const pathIn = (root: string, uri: Uri): string =>
  relative(root, uri.fsPath).split(sep).join("/");

/** Open files of this language in a project. */
export const documentsOf = (root: string): readonly TextDocument[] =>
  workspace.textDocuments.filter((d) => d.languageId === languageId && projectOf(d.uri) === root);

/** Whether a tab shows a file of a project. The editor keeps texts for minutes after their tabs were closed. */
export const hasTab = (root: string): boolean =>
  window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .some(({ input }) => {
      const uri =
        input instanceof TabInputText
          ? input.uri
          : input instanceof TabInputTextDiff
            ? input.modified
            : undefined;
      return uri !== undefined && projectOf(uri) === root;
    });

/** A text that no file of a project may be as large as is cut: as much as shows that it is too large. */
function textOf(document: TextDocument): string {
  const text = document.getText();
  return text.length > maximumSize ? text.slice(0, maximumSize + 1) : text;
}

/**
 * The texts as the editor has them, by path. All that are open, for `isDirty` cannot be relied on: it is false when an
 * automatic save ends that began before the last keystroke.
 */
export function openTexts(root: string): Overlay {
  const texts: Record<string, string> = {};
  for (const document of documentsOf(root))
    if (document.isDirty || existsSync(document.uri.fsPath))
      texts[pathIn(root, document.uri)] = textOf(document);
  return texts;
}

/** The file of the window's project where it has exactly one. */
export async function onlyProject(): Promise<Uri | undefined> {
  const found = await workspace.findFiles(
    `**/${projectFile}`,
    "**/{node_modules,.clientele}/**",
    2,
  );
  return found.length === 1 ? found[0] : undefined;
}

/** Folders of the window with a project, the shortest paths first. */
export async function projectFolders(): Promise<readonly string[]> {
  const files = await workspace.findFiles(
    `**/${projectFile}`,
    "**/{node_modules,.clientele}/**",
    50,
  );
  return files
    .map((uri) => Uri.joinPath(uri, "..").fsPath)
    .toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1));
}
