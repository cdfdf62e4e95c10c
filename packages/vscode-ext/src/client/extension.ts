import { join } from "node:path";
import { commands, l10n, languages, lm, window, workspace } from "vscode";
import type { ExtensionContext, Uri } from "vscode";
import { ownerOf } from "@clientele/core/host";
import { Checks } from "../features/checks.ts";
import { ProjectTree } from "../features/project-tree.ts";
import { ViewPages } from "../features/view-pages.ts";
import { registerCommands } from "./commands.ts";
import { DataProblems } from "../features/data-problems.ts";
import { Disputes } from "../features/disputes.ts";
import { claim } from "../features/languages.ts";
import { registerServers, toolsOf } from "../features/language-model-tools.ts";
import { CountLens } from "../features/lens.ts";
import { PreviewPanel, previewType } from "../features/preview-panel.ts";
import { hasEngine } from "./engine.ts";
import { absenceOf, documentInFront, sessionFor } from "./front.ts";
import { Language } from "./language-client.ts";
import { languageId, onlyProject, projectFolders, projectOf } from "./projects.ts";
import { Sessions, type Session } from "./session.ts";
import { Status, absenceText } from "./status.ts";
import { watchFiles } from "./watch-files.ts";

/** What other extensions, and tests, may ask. */
export type Api = {
  /** Milliseconds that `activate` took. */
  readonly activatedIn: number;
  /** Settles when the language server answers. */
  readonly ready: () => Promise<void>;
  /** What the tree of the Explorer shows. */
  readonly tree: Pick<ProjectTree, "getChildren" | "getTreeItem">;
  /** What the entry in the language status says. */
  readonly said: () => Status["said"];
  /** What was registered for language models, by name. */
  readonly tools: ReturnType<typeof toolsOf>;
};

export function activate(context: ExtensionContext): Api {
  const started = performance.now();
  const programs = join(context.extensionPath, "out");
  const canCount = hasEngine(programs);
  const output = window.createOutputChannel("Clientele", { log: true });
  const sessions = new Sessions(programs, (line) => output.info(line));
  const language = new Language(programs, output, async (root, metric) => {
    const answer = await sessions
      .get(root)
      ?.engine.ask("distribution", { viewer: ownerOf("editor"), metric });
    return answer?.ok === true ? answer.value : null;
  });
  const problems = new DataProblems();
  const disputes = new Disputes();
  const status = new Status();
  const lens = new CountLens((root) => sessions.get(root));
  const panel = new PreviewPanel({
    extension: context.extensionUri,
    sessions,
    absenceOf: (uri) => absenceOf(uri, canCount),
    title: l10n.t("Segments preview"),
  });

  const openFor = (uri: Uri): Session | undefined => {
    const root = absenceOf(uri, canCount) === null ? projectOf(uri) : undefined;
    return root === undefined ? undefined : sessions.open(root);
  };
  const checks = new Checks({
    sessionOf: openFor,
    onDidChange: (listener) => sessions.onDidChange(listener),
  });
  const pages = new ViewPages();
  const tree = new ProjectTree(sessions, (uri) => absenceOf(uri, canCount) === null);
  const sessionOf = async (uri: Uri | undefined): Promise<Session | undefined> => {
    const about = uri ?? documentInFront()?.uri ?? (await onlyProject());
    const session = about === undefined ? undefined : openFor(about);
    if (session === undefined)
      void window.showWarningMessage(absenceText(absenceOf(about, canCount)));
    return session;
  };

  const tools = toolsOf(() => sessionOf(undefined));
  const showStatus = () => {
    const uri = documentInFront()?.uri;
    const root = uri === undefined ? undefined : projectOf(uri);
    const session = root === undefined ? undefined : sessions.get(root);
    status.show(session, absenceOf(uri, canCount));
  };
  const showEverything = () => {
    for (const { document } of window.visibleTextEditors)
      sessionFor(document, sessions, canCount)?.counts.ensure();
    showStatus();
    lens.refresh();
    panel.update();
  };
  const showCounts = (session: Session) => {
    showStatus();
    panel.updateFor(session);
    if (session.counts.state.counting) return;
    lens.refresh();
    tree.refresh();
    problems.show(session.root, session.problems);
    disputes
      .show(session)
      .catch((error: unknown) => output.error("disputes were not marked", error));
    language
      .offerCatalog(session.root, session.catalog)
      .catch((error: unknown) => output.error("the catalog was not sent", error));
    language
      .offerCuts(session.root, session.cuts)
      .catch((error: unknown) => output.error("the cuts were not sent", error));
  };

  context.subscriptions.push(
    output,
    sessions,
    language,
    problems,
    disputes,
    status,
    lens,
    panel,
    checks,
    pages,
    tree,
    ...watchFiles(sessions),
    sessions.onDidChange(showCounts),
    languages.registerCodeLensProvider({ language: languageId, scheme: "file" }, lens),
    workspace.onDidOpenTextDocument((document) => void claim(document)),
    workspace.onDidCloseTextDocument(() => sessions.sweep()),
    window.tabGroups.onDidChangeTabs(({ closed }) => {
      if (closed.length > 0) sessions.sweep();
    }),
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) sessionFor(document, sessions, canCount)?.counts.request();
    }),
    workspace.onDidGrantWorkspaceTrust(showEverything),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("clientele.allowRead"))
        for (const session of sessions.all()) session.reopen();
      if (event.affectsConfiguration("clientele")) showEverything();
    }),
    window.onDidChangeVisibleTextEditors(showEverything),
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
    window.registerTreeDataProvider("clientele.project", tree),
    ...[...tools].map(([name, tool]) => lm.registerTool(name, tool)),
    ...(canCount ? [registerServers(programs)] : []),
    ...registerCommands({ programs, output, sessions, panel, checks, pages, sessionOf }),
  );

  void commands.executeCommand("setContext", "clientele.active", true);
  void projectFolders().then((found) =>
    commands.executeCommand("setContext", "clientele.project", found.length > 0),
  );
  for (const document of workspace.textDocuments) void claim(document);
  // What reads texts is loaded when the editor has gone on.
  setImmediate(showEverything);
  return {
    activatedIn: performance.now() - started,
    ready: () => language.ready(),
    tree,
    said: () => status.said,
    tools,
  };
}
