import { languages, type TextDocument } from "vscode";
import { languageId, pathIn, projectOf } from "../client/projects.ts";
import { isProjectText } from "./project-text.ts";

/** Gives files our language that are ours only because of the project they lie in. */
export async function claim(document: TextDocument): Promise<void> {
  if (document.languageId !== "yaml") return;
  const root = projectOf(document.uri);
  if (root === undefined || !isProjectText(pathIn(root, document.uri))) return;
  await languages.setTextDocumentLanguage(document, languageId);
}
