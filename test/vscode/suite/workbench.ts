/** What the tests do over and over in the workbench. */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import type { Api } from "../../../packages/vscode-ext/src/client/extension.ts";

/** The folder that the window has open. */
export function projectFolder(): string {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error("unreachable: the rig opens a folder");
  return folder.uri.fsPath;
}

export const uriOf = (path: string): vscode.Uri => vscode.Uri.file(join(projectFolder(), path));

/** Shows a file of the project in the first column. */
export async function open(path: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(uriOf(path));
  await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
  return document;
}

/** Asks until the answer is neither undefined nor false. */
export async function until<T>(
  what: string,
  ask: () => T | undefined | false | PromiseLike<T | undefined | false>,
  patience = 20_000,
): Promise<T> {
  const end = Date.now() + patience;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > end) throw new Error(`waited ${patience} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Replaces the first occurrence of a text, as typing would: the file is not saved. */
export async function retype(
  document: vscode.TextDocument,
  from: string,
  to: string,
): Promise<void> {
  const at = document.getText().indexOf(from);
  if (at < 0) throw new Error(`unreachable: no ${from} in ${document.uri.path}`);
  const edit = new vscode.WorkspaceEdit();
  const range = new vscode.Range(document.positionAt(at), document.positionAt(at + from.length));
  edit.replace(document.uri, range, to);
  await vscode.workspace.applyEdit(edit);
}

/** Takes back what was typed since the last save. */
export async function restore(document: vscode.TextDocument): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  const all = new vscode.Range(
    new vscode.Position(0, 0),
    document.positionAt(document.getText().length),
  );
  edit.replace(document.uri, all, readFileSync(document.uri.fsPath, "utf8"));
  await vscode.workspace.applyEdit(edit);
  await document.save();
}

/** Titles of the code lenses, in the order of the text. */
export async function lensesOf(document: vscode.TextDocument): Promise<readonly string[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    "vscode.executeCodeLensProvider",
    document.uri,
    100,
  );
  return lenses
    .toSorted((a, b) => a.range.start.compareTo(b.range.start))
    .map((lens) => lens.command?.title ?? "");
}

/** Waits until every line above a segment has a count. @returns their titles */
export const counted = (document: vscode.TextDocument): Promise<readonly string[]> =>
  until("counts", async () => {
    if (extension().exports.said().busy) return false;
    const titles = await lensesOf(document);
    return titles.length > 0 && titles.every((title) => /^[\d,]+ /.test(title)) && titles;
  });

/**
 * Types, and waits until a count follows.
 *
 * @param was the second line as the file is saved
 */
export async function follows(
  document: vscode.TextDocument,
  was: string,
  from: string,
  to: string,
): Promise<void> {
  const second = async () => (await lensesOf(document))[1] ?? "";
  await until("the count of what is saved", async () => (await second()) === was);
  await retype(document, from, to);
  await until("another count", async () => {
    const now = await second();
    return now !== was && /^[\d,]+ /.test(now);
  });
}

/** Labels that completion offers right after a text. */
export async function completionsAfter(
  document: vscode.TextDocument,
  text: string,
): Promise<readonly string[]> {
  const at = document.positionAt(document.getText().indexOf(text) + text.length);
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    "vscode.executeCompletionItemProvider",
    document.uri,
    at,
  );
  return list.items.map((item) => (typeof item.label === "string" ? item.label : item.label.label));
}

/** The extension under test. */
export function extension(): vscode.Extension<Api> {
  const found = vscode.extensions.getExtension("clientele.clientele-vscode");
  if (found === undefined) throw new Error("unreachable: the rig loads the extension");
  return found;
}

/** The place so many characters behind the first occurrence's start. */
export function placeOf(
  document: vscode.TextDocument,
  text: string,
  behind: number,
): vscode.Position {
  const at = document.getText().indexOf(text);
  if (at < 0) throw new Error(`unreachable: no ${text} in ${document.uri.path}`);
  return document.positionAt(at + behind);
}

/** Accepts whatever a command asks, as often as it asks, until something has come about. */
export async function acceptingUntil<T>(
  what: string,
  ask: () => T | undefined | false | PromiseLike<T | undefined | false>,
): Promise<T> {
  let last = Date.now();
  return until(what, async () => {
    const answer = await ask();
    if ((answer === undefined || answer === false) && Date.now() - last > 400) {
      last = Date.now();
      await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
    }
    return answer;
  });
}

/** The text of the page that a command answers with. */
export const pageText = (title: string): string | undefined =>
  vscode.workspace.textDocuments
    .find(({ uri }) => uri.scheme === "clientele-view" && uri.path.includes(title))
    ?.getText();

/** A branch of the tree as it is shown. */
export type Branch = {
  readonly node: Awaited<ReturnType<Api["tree"]["getChildren"]>>[number];
  readonly label: string;
  readonly description: string;
  readonly context: string | undefined;
};

/** What the tree shows below a branch, or at its top. */
export async function branches(below?: Branch["node"]): Promise<readonly Branch[]> {
  const { tree } = extension().exports;
  return (await tree.getChildren(below)).map((node) => {
    const { label, description, contextValue } = tree.getTreeItem(node);
    return {
      node,
      label: typeof label === "string" ? label : (label?.label ?? ""),
      description: typeof description === "string" ? description : "",
      context: contextValue,
    };
  });
}

/** The runs that are kept, by their folders. */
export function runsOf(): readonly string[] {
  const folder = join(projectFolder(), ".clientele/runs");
  return existsSync(folder) ? readdirSync(folder).filter((name) => !name.startsWith(".")) : [];
}
