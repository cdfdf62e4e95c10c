import { join } from "node:path";
import { commands, l10n, languages, window, workspace } from "vscode";
import type { ExtensionContext, TextDocument, Uri } from "vscode";
import { DataProblems } from "../features/data-problems.ts";
import { claim } from "../features/languages.ts";
import { CountLens } from "../features/lens.ts";
import { PreviewPanel, previewType } from "../features/preview-panel.ts";
import type { Absence } from "../preview/messages.ts";
import { hasEngine } from "./engine.ts";
import { Language } from "./language-client.ts";
import { languageId, projectOf } from "./projects.ts";
import { runProject } from "./run.ts";
import { Sessions, type Session } from "./session.ts";
import { Status } from "./status.ts";

/** What other extensions, and tests, may ask. */
export type Api = {
  /** Milliseconds that `activate` took. */
  readonly activatedIn: number;
  /** Settles when the language server answers. */
  readonly ready: () => Promise<void>;
};

export function activate(context: ExtensionContext): Api {
  const started = performance.now();
  const programs = join(context.extensionPath, "out");
  const output = window.createOutputChannel("Clientele", { log: true });
  const sessions = new Sessions(programs, (line) => output.info(line));
  const language = new Language(programs, output);
  const problems = new DataProblems();
  const status = new Status();
  const canCount = hasEngine(programs);
  const absenceOf = (uri: Uri | undefined) => absence(uri, canCount);
  const lens = new CountLens((root) => sessions.get(root)?.counts);
  const panel = new PreviewPanel({
    extension: context.extensionUri,
    sessions,
    absenceOf,
    title: l10n.t("Segments preview"),
  });
  const sent = new WeakMap<Session, unknown>();

  const showStatus = () => {
    const uri = documentInFront()?.uri;
    const root = uri === undefined ? undefined : projectOf(uri);
    status.show(root === undefined ? undefined : sessions.get(root), absenceOf(uri));
  };
  const look = (document: TextDocument) => {
    if (document.languageId !== languageId || absenceOf(document.uri) !== null) return;
    const root = projectOf(document.uri);
    if (root !== undefined) sessions.open(root).counts.request();
  };
  const lookAtAll = () => {
    for (const editor of window.visibleTextEditors) look(editor.document);
    showStatus();
    lens.refresh();
    panel.update();
  };
  const refresh = (uri: Uri) => {
    const root = projectOf(uri);
    if (root !== undefined) sessions.get(root)?.refresh();
  };
  const inFront = () => {
    const root = projectOfInterest();
    return root === undefined || absenceOf(documentInFront()?.uri) !== null
      ? undefined
      : sessions.open(root);
  };

  const texts = workspace.createFileSystemWatcher("**/*.{yaml,yml}");
  const runs = workspace.createFileSystemWatcher(
    "**/.clientele/{published.json,runs/*/manifest.json}",
  );
  context.subscriptions.push(
    output,
    sessions,
    language,
    problems,
    status,
    lens,
    panel,
    texts,
    runs,
    languages.registerCodeLensProvider({ language: languageId, scheme: "file" }, lens),
    sessions.onDidChange((session) => {
      lens.refresh();
      showStatus();
      panel.updateFor(session);
      if (session.counts.state.counting) return;
      problems.show(session.root, session.problems);
      const { catalog } = session;
      if (catalog === undefined || sent.get(session) === catalog) return;
      sent.set(session, catalog);
      language
        .sendCatalog(session.root, catalog)
        .catch((error: unknown) => output.error("the catalog was not sent", error));
    }),
    workspace.onDidOpenTextDocument((document) => void claim(document)),
    workspace.onDidCloseTextDocument(() => sessions.sweep()),
    workspace.onDidChangeTextDocument((event) => {
      if (event.contentChanges.length > 0) look(event.document);
    }),
    workspace.onDidGrantWorkspaceTrust(lookAtAll),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("clientele")) lookAtAll();
    }),
    window.onDidChangeVisibleTextEditors(lookAtAll),
    window.onDidChangeActiveTextEditor((editor) => {
      panel.follow(editor?.document);
      showStatus();
    }),
    window.registerWebviewPanelSerializer(previewType, {
      deserializeWebviewPanel: async (restored) => {
        panel.adopt(restored);
        panel.follow(documentInFront());
      },
    }),
    ...[texts.onDidChange, texts.onDidCreate, texts.onDidDelete].map((on) => on(refreshUnlessOpen)),
    ...[runs.onDidChange, runs.onDidCreate, runs.onDidDelete].map((on) => on(refresh)),
    commands.registerCommand(
      "clientele.preview",
      async (uri?: Uri, segmentation?: string, segment?: string) => {
        const document =
          uri === undefined ? documentInFront() : await workspace.openTextDocument(uri);
        panel.show(document, segmentation, segment);
      },
    ),
    commands.registerCommand("clientele.run", async () => {
      const session = inFront();
      if (session !== undefined) await runProject(session, (line) => output.info(line));
    }),
    commands.registerCommand("clientele.showOutput", () => output.show(true)),
    commands.registerCommand("clientele.restartEngine", () =>
      Promise.all(sessions.all().map((session) => session.restart())),
    ),
  );

  /** An open text reaches the engine as it is typed; the disk tells nothing new about it. */
  function refreshUnlessOpen(uri: Uri): void {
    const open = workspace.textDocuments.some((d) => d.uri.toString() === uri.toString());
    if (!open) refresh(uri);
  }

  void commands.executeCommand("setContext", "clientele.active", true);
  for (const document of workspace.textDocuments) void claim(document);
  lookAtAll();
  return { activatedIn: performance.now() - started, ready: () => language.ready() };
}

/** The text that commands without an argument are about. */
function documentInFront(): TextDocument | undefined {
  const active = window.activeTextEditor?.document;
  if (active?.languageId === languageId) return active;
  return window.visibleTextEditors.find((e) => e.document.languageId === languageId)?.document;
}

function projectOfInterest(): string | undefined {
  const document = documentInFront();
  return document === undefined ? undefined : projectOf(document.uri);
}

/** Why a file's segments cannot be counted; `null` where they can. */
function absence(uri: Uri | undefined, canCount: boolean): Absence | null {
  if (uri === undefined) return "no-project";
  if (uri.scheme !== "file") return "not-on-disk";
  if (!workspace.isTrusted) return "untrusted";
  if (!canCount) return "no-engine";
  if (projectOf(uri) === undefined) return "no-project";
  if (!workspace.getConfiguration("clientele").get("counts.enabled", true)) return "disabled";
  return null;
}
