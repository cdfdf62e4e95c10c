/** The language server: reads requests, calls `language/authoring`, answers. It reads texts; data only where it is told to. */
import { delimiter } from "node:path";
import { TextDocument } from "vscode-languageserver-textdocument";
import {
  CodeActionKind,
  DidChangeWatchedFilesNotification,
  DocumentDiagnosticReportKind,
  TextDocuments,
  TextDocumentSyncKind,
  type ClientCapabilities,
  type Connection,
  type Diagnostic,
  type InitializeResult,
} from "vscode-languageserver/node";
import { messageOf } from "../../messages/index.ts";
import {
  CatalogNotice,
  CutsNotice,
  DistributionAnswer,
  InitializationOptions,
} from "./catalog-notice.ts";
import { answerFeatures } from "./features.ts";
import type { DistributionOf } from "./hover-data.ts";
import { ownData } from "./own-data.ts";
import { Projects, uriOf, type Environment } from "./projects.ts";
import { legend } from "./text-features.ts";
import { toDiagnostic } from "./words.ts";

/** How long typing must rest before other open files are looked at again, in milliseconds. */
const rest = 150;

/**
 * Serves an editor over a connection until it closes it.
 *
 * @param environment variables that `from` may name
 * @param reads folders outside the projects that may be read, for an engine of the server's own; without it, what the
 *   data hold is known only where the editor tells
 */
export function startLanguageServer(
  connection: Connection,
  environment: Environment,
  reads?: readonly string[],
): void {
  const documents = new TextDocuments(TextDocument);
  const listed = environment["CLIENTELE_ALLOW_READ"] ?? "";
  const allowed = [...(reads ?? []), ...listed.split(delimiter).filter((part) => part !== "")];
  const projects = new Projects(documents, environment, allowed);
  let locale = "en";
  let client: ClientCapabilities = {};
  let tellsDistributions = false;

  /** The one place where our own mistakes end: they are logged, and the editor goes on without this answer. */
  const guard = <T>(what: string, otherwise: T, answer: () => T): T => {
    try {
      return answer();
    } catch (error) {
      connection.console.error(
        `${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
      return otherwise;
    }
  };

  const diagnosticsOf = (uri: string): Diagnostic[] => {
    const file = projects.fileOf(uri);
    if (file === undefined) return [];
    const problems = projects.problems(file.folder).get(file.path) ?? [];
    return problems.map((problem) => toDiagnostic(problem, file.folder, locale, messageOf));
  };

  connection.onInitialize((params): InitializeResult => {
    locale = params.locale ?? "en";
    client = params.capabilities;
    tellsDistributions = InitializationOptions.parse(params.initializationOptions).distributions;
    return {
      capabilities: {
        textDocumentSync: TextDocumentSyncKind.Incremental,
        completionProvider: { triggerCharacters: ["'", ".", "(", " "] },
        hoverProvider: true,
        documentSymbolProvider: true,
        definitionProvider: true,
        referencesProvider: true,
        renameProvider: { prepareProvider: true },
        codeActionProvider: {
          codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite],
        },
        signatureHelpProvider: { triggerCharacters: ["(", ","] },
        documentHighlightProvider: true,
        documentFormattingProvider: true,
        foldingRangeProvider: true,
        inlayHintProvider: true,
        semanticTokensProvider: { legend, full: true },
        workspace: { workspaceFolders: { supported: true } },
        diagnosticProvider: {
          identifier: "clientele",
          interFileDependencies: true,
          workspaceDiagnostics: false,
        },
      },
      serverInfo: { name: "clientele" },
    };
  });

  connection.onInitialized(() => {
    if (client.workspace?.didChangeWatchedFiles?.dynamicRegistration !== true) return;
    const watchers = [
      { globPattern: "**/*.{yaml,yml}" },
      { globPattern: "**/.clientele/{published.json,runs/*/manifest.json}" },
    ];
    void connection.client
      .register(DidChangeWatchedFilesNotification.type, { watchers })
      .catch((error: unknown) =>
        connection.console.warn(`files are not watched: ${String(error)}`),
      );
  });

  const refresh = (): void => {
    if (client.textDocument?.diagnostic === undefined) {
      for (const { uri } of documents.all())
        void connection.sendDiagnostics({
          uri,
          diagnostics: guard("diagnostics", [], () => diagnosticsOf(uri)),
        });
    } else if (client.workspace?.diagnostics?.refreshSupport === true)
      connection.languages.diagnostics
        .refresh()
        .catch((error: unknown) => connection.console.warn(`no refresh: ${String(error)}`));
  };

  const refreshHints = (): void => {
    if (client.workspace?.inlayHint?.refreshSupport !== true) return;
    connection.languages.inlayHint
      .refresh()
      .catch((error: unknown) => connection.console.warn(`no refresh: ${String(error)}`));
  };

  /** What was last said about each open file, so that others are asked for only where a change reaches them. */
  const said = new Map<string, string>();
  let timer: NodeJS.Timeout | undefined;
  const later = (changed?: string): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      let reaches = client.textDocument?.diagnostic === undefined;
      for (const { uri } of documents.all()) {
        const now = JSON.stringify(guard("diagnostics", [], () => diagnosticsOf(uri)));
        if (uri !== changed && said.get(uri) !== now) reaches = true;
        said.set(uri, now);
      }
      if (reaches) refresh();
      lookAtData();
    }, rest);
  };

  const data =
    reads === undefined
      ? undefined
      : ownData({
          allowRead: reads,
          log: (line) => connection.console.log(line),
          onCatalog: (folder, catalog) => {
            projects.setCatalog(folder, catalog);
            later();
          },
          onProblems: (folder, problems) => {
            projects.setDataProblems(folder, problems);
            later();
          },
          onCuts: (folder, cuts) => {
            projects.setCuts(folder, cuts);
            refreshHints();
          },
        });
  /** After the diagnostics, never before: what the data say comes when it is there. */
  const lookAtData = (): void => {
    if (data === undefined) return;
    guard("data", undefined, () => {
      const files = documents.all().flatMap(({ uri }) => projects.fileOf(uri) ?? []);
      for (const folder of new Set(files.map((file) => file.folder))) {
        const text = projects.workspace(folder).files.read("clientele.yaml")?.text;
        if (text === undefined) continue;
        data.look(folder, text);
        data.lookAtCuts(folder);
      }
    });
  };
  /** How a metric is distributed: what the own engine says, or the editor's. */
  const distributionOf: DistributionOf = async (folder, metric) => {
    if (data !== undefined) return data.distribution(folder, metric);
    if (!tellsDistributions) return undefined;
    const params = { root: uriOf(folder, ""), metric };
    const answer: unknown = await connection.sendRequest("clientele/distribution", params);
    return DistributionAnswer.parse(answer) ?? undefined;
  };

  documents.onDidChangeContent(({ document }) => later(document.uri));
  documents.onDidClose(({ document }) => {
    said.delete(document.uri);
    if (client.textDocument?.diagnostic === undefined)
      void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
    later();
  });
  documents.onDidSave(() => {
    data?.forget();
    later();
  });
  connection.onDidChangeWatchedFiles(() => {
    data?.forget();
    later();
  });
  connection.onNotification("clientele/catalog", (notice: unknown) => {
    guard("clientele/catalog", undefined, () => {
      const { root, catalog } = CatalogNotice.parse(notice);
      projects.setCatalog(root, catalog);
    });
    later();
  });

  connection.onNotification("clientele/cuts", (notice: unknown) => {
    guard("clientele/cuts", undefined, () => {
      const { root, cuts } = CutsNotice.parse(notice);
      projects.setCuts(root, cuts);
    });
    refreshHints();
  });

  connection.languages.diagnostics.on(({ textDocument }) => ({
    kind: DocumentDiagnosticReportKind.Full,
    items: guard("diagnostics", [], () => diagnosticsOf(textDocument.uri)),
  }));
  answerFeatures({
    connection,
    projects,
    guard,
    locale: () => locale,
    distributionOf,
    // An editor that watches no files hears of a new run when it asks the next time.
    onHints: (folder) => data?.lookAtCuts(folder),
  });
  connection.onShutdown(async () => {
    clearTimeout(timer);
    await data?.close();
  });

  documents.listen(connection);
  connection.listen();
}
