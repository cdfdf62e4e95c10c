import { workspace, type Disposable, type Uri } from "vscode";
import { projectOf } from "./projects.ts";
import type { Sessions } from "./session.ts";

/** Counts again when something else than the editor changes a project: its texts, its runs, what is published. */
export function watchFiles(sessions: Sessions): readonly Disposable[] {
  const refresh = (uri: Uri) => {
    const root = projectOf(uri);
    if (root !== undefined) sessions.get(root)?.refresh();
  };
  // An open text reaches the engine as it is typed; the disk tells nothing new about it.
  const refreshUnlessOpen = (uri: Uri) => {
    const isOpen = workspace.textDocuments.some((d) => d.uri.toString() === uri.toString());
    if (!isOpen) refresh(uri);
  };
  const texts = workspace.createFileSystemWatcher("**/*.{yaml,yml}");
  const runs = workspace.createFileSystemWatcher(
    "**/.clientele/{published.json,runs/*/manifest.json}",
  );
  return [
    texts,
    runs,
    ...[texts.onDidChange, texts.onDidCreate, texts.onDidDelete].map((on) => on(refreshUnlessOpen)),
    ...[runs.onDidChange, runs.onDidCreate, runs.onDidDelete].map((on) => on(refresh)),
  ];
}
