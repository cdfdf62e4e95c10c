import { languages, type TextDocument } from "vscode";
import { languageId, pathIn, projectOf } from "../client/projects.ts";

const folders = new Set([
  "segmentations",
  "strategies",
  "checks",
  "digests",
  "plans",
  "experiments",
]);

/**
 * Whether a file of a project is written in our language though its name alone does not say so.
 *
 * @param path relative to the project
 * @example isProjectText("strategies/save_list.yaml") // => true
 * @example isProjectText("docker/compose.yaml") // => false
 */
export function isProjectText(path: string): boolean {
  if (path === "access.yaml" || path === "access.yml") return true;
  const [folder, ...rest] = path.split("/");
  return rest.length > 0 && folders.has(folder ?? "") && /\.ya?ml$/.test(path);
}

/** Gives files our language that are ours only because of the project they lie in. */
export async function claim(document: TextDocument): Promise<void> {
  if (document.languageId !== "yaml") return;
  const root = projectOf(document.uri);
  if (root === undefined || !isProjectText(pathIn(root, document.uri))) return;
  await languages.setTextDocumentLanguage(document, languageId);
}
