import { workspace, type Disposable, type Uri } from "vscode";
import { projectOf } from "./projects.ts";
import type { Sessions } from "./session.ts";

/** How long what people say must rest before it is read, in milliseconds. */
const rest = 500;

/** Counts again when something else than the editor changes a project: its texts, its data, its runs, what is published. */
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
  const said = workspace.createFileSystemWatcher("**/.clientele/{state.sqlite,state.sqlite-wal}");
  const data = workspace.createFileSystemWatcher(
    "**/*.{csv,tsv,parquet,json,jsonl,ndjson,gz,xlsx,sqlite,db}",
  );
  const refreshData = (uri: Uri) => {
    if (!/[/\\]\.clientele[/\\]/.test(uri.fsPath)) refresh(uri);
  };
  let timer: NodeJS.Timeout | undefined;
  const readSaid = (uri: Uri) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const root = projectOf(uri);
      if (root !== undefined) void sessions.get(root)?.readDisputes();
    }, rest);
  };
  return [
    texts,
    runs,
    said,
    data,
    ...[data.onDidChange, data.onDidCreate, data.onDidDelete].map((on) => on(refreshData)),
    { dispose: () => clearTimeout(timer) },
    ...[said.onDidChange, said.onDidCreate].map((on) => on(readSaid)),
    ...[texts.onDidChange, texts.onDidCreate, texts.onDidDelete].map((on) => on(refreshUnlessOpen)),
    ...[runs.onDidChange, runs.onDidCreate, runs.onDidDelete].map((on) => on(refresh)),
  ];
}
