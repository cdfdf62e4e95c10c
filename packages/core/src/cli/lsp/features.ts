/** The requests about one place in a file: each finds its project and asks a function of `language/authoring`. */
import {
  CompletionItemKind,
  InsertTextMode,
  MarkupKind,
  SymbolKind,
  type CodeAction,
  type CompletionItem,
  type Connection,
  type DocumentHighlight,
  type DocumentSymbol,
  type FoldingRange,
  type Hover,
  type InlayHint,
  type Location,
  type WorkspaceEdit,
} from "vscode-languageserver/node";
import { actionsAt } from "../../language/authoring/code-actions.ts";
import {
  completionsAt,
  type Completion,
  type CompletionKind,
} from "../../language/authoring/completion.ts";
import { describeDistribution } from "../../language/authoring/distribution.ts";
import { foldsIn } from "../../language/authoring/folding.ts";
import { formatEdits } from "../../language/authoring/format.ts";
import { highlightsAt } from "../../language/authoring/highlights.ts";
import { hoverAt } from "../../language/authoring/hover.ts";
import { inlayHintsIn } from "../../language/authoring/inlay-hints.ts";
import {
  definitionsOf,
  referencesOf,
  renameEdits,
  targetAt,
} from "../../language/authoring/references.ts";
import { semanticTokensIn } from "../../language/authoring/semantic-tokens.ts";
import { signatureAt } from "../../language/authoring/signature-help.ts";
import { symbolsIn, type OutlineSymbol } from "../../language/authoring/symbols.ts";
import type { Workspace } from "../../language/authoring/workspace.ts";
import { kindOfFile } from "../../language/config/read-config.ts";
import type { Place, Position, TextEdit } from "../../problem.ts";
import { measuredAt, soon, type DistributionOf } from "./hover-data.ts";
import { uriOf, type Projects } from "./projects.ts";
import {
  toCodeAction,
  toEdit,
  toFold,
  toHighlight,
  toInlayHint,
  toSemanticTokens,
  toSignatureHelp,
} from "./text-features.ts";

type Served = {
  readonly connection: Connection;
  readonly projects: Projects;
  /** Logs our own mistakes and answers otherwise. */
  readonly guard: <T>(what: string, otherwise: T, answer: () => T) => T;
  readonly locale: () => string;
  readonly distributionOf: DistributionOf;
  /** Called when hints of a project are shown. */
  readonly onHints: (folder: string) => void;
};

const none = Promise.resolve(null);

type Here = {
  readonly workspace: Workspace;
  readonly folder: string;
  readonly path: string;
  readonly position: Position;
};
type At = { readonly textDocument: { readonly uri: string }; readonly position?: Position };

export function answerFeatures(served: Served): void {
  const { connection, projects, guard, locale, distributionOf, onHints } = served;
  /** Answers a request about a file of a project; any other file, and our own mistakes, get `otherwise`. */
  const answer = <T>(
    what: string,
    { textDocument, position }: At,
    otherwise: T,
    find: (here: Here) => T,
  ): T =>
    guard(what, otherwise, () => {
      const file = projects.fileOf(textDocument.uri);
      if (file === undefined) return otherwise;
      const workspace = projects.workspace(file.folder);
      return find({ workspace, ...file, position: position ?? { line: 0, character: 0 } });
    });

  connection.onCompletion((params) =>
    answer<CompletionItem[]>("completion", params, [], ({ workspace, path, position }) =>
      completionsAt(workspace, path, position, locale()).map(toItem),
    ),
  );
  connection.onHover((params) =>
    answer<Promise<Hover | null>>("hover", params, none, async (here) => {
      const { workspace, folder, path, position } = here;
      const found = hoverAt(workspace, path, position, locale());
      if (found === undefined) return null;
      const metric = measuredAt(workspace, path, position);
      const told = metric === undefined ? undefined : await soon(distributionOf(folder, metric));
      const more = told === undefined ? "" : describeDistribution(told, locale());
      const value = more === "" ? found.markdown : `${found.markdown}\n\n${more}`;
      return { contents: { kind: MarkupKind.Markdown, value }, range: found.range };
    }),
  );
  connection.onDocumentSymbol((params) =>
    answer<DocumentSymbol[]>("documentSymbol", params, [], ({ workspace, path }) => {
      const text = workspace.files.read(path)?.text;
      return text === undefined ? [] : symbolsIn(path, text, locale()).map(toSymbol);
    }),
  );
  connection.onDefinition((params) =>
    answer<Location[]>("definition", params, [], ({ workspace, folder, path, position }) => {
      const found = targetAt(workspace, path, position);
      return found === undefined ? [] : locations(folder, definitionsOf(workspace, found.target));
    }),
  );
  connection.onReferences((params) =>
    answer<Location[]>("references", params, [], ({ workspace, folder, path, position }) => {
      const found = targetAt(workspace, path, position);
      const places = found === undefined ? [] : referencesOf(workspace, found.target);
      const withOwn = params.context.includeDeclaration;
      return locations(
        folder,
        places.filter(({ as }) => withOwn || as !== "declaration"),
      );
    }),
  );
  connection.onPrepareRename((params) =>
    answer("prepareRename", params, null, ({ workspace, path, position }) => {
      const found = targetAt(workspace, path, position);
      if (found === undefined || definitionsOf(workspace, found.target).length === 0) return null;
      return { range: found.range, placeholder: plainNameOf(found.target) };
    }),
  );
  connection.onRenameRequest((params) =>
    answer("rename", params, null, ({ workspace, folder, path, position }) => {
      const found = targetAt(workspace, path, position);
      const edits =
        found === undefined ? undefined : renameEdits(workspace, found.target, params.newName);
      return edits === undefined ? null : toWorkspaceEdit(folder, edits);
    }),
  );
  connection.onCodeAction((params) =>
    answer<CodeAction[]>("codeAction", params, [], ({ workspace, folder, path }) => {
      const problems = projects.problems(folder).get(path) ?? [];
      return actionsAt(workspace, path, problems, params.range, locale()).map((action) =>
        toCodeAction(action, params.context.diagnostics, (edits) => toWorkspaceEdit(folder, edits)),
      );
    }),
  );
  connection.onSignatureHelp((params) =>
    answer("signatureHelp", params, null, ({ workspace, path, position }) => {
      const found = signatureAt(workspace, path, position, locale());
      return found === undefined ? null : toSignatureHelp(found);
    }),
  );
  connection.onDocumentHighlight((params) =>
    answer<DocumentHighlight[]>("documentHighlight", params, [], ({ workspace, path, position }) =>
      highlightsAt(workspace, path, position).map(toHighlight),
    ),
  );
  connection.onFoldingRanges((params) =>
    answer<FoldingRange[]>("foldingRange", params, [], ({ workspace, path }) =>
      foldsIn(workspace.files.read(path)?.text ?? "").map(toFold),
    ),
  );
  connection.onDocumentFormatting((params) =>
    answer<TextEdits>("formatting", params, [], ({ workspace, path }) =>
      kindOfFile(path) === undefined
        ? []
        : formatEdits(path, workspace.files.read(path)?.text ?? "").map(toEdit),
    ),
  );
  connection.languages.semanticTokens.on((params) =>
    answer("semanticTokens", params, { data: [] }, ({ workspace, path }) =>
      toSemanticTokens(kindOfFile(path) === undefined ? [] : semanticTokensIn(workspace, path)),
    ),
  );
  connection.languages.inlayHint.on((params) =>
    answer<InlayHint[]>("inlayHint", params, [], ({ workspace, folder, path }) => {
      onHints(folder);
      return inlayHintsIn(workspace, path, locale(), projects.cuts(folder))
        .filter(({ position: { line } }) => line >= params.range.start.line)
        .filter(({ position: { line } }) => line <= params.range.end.line)
        .map(toInlayHint);
    }),
  );
}

type TextEdits = ReturnType<typeof toEdit>[];

const itemKinds: Readonly<Record<CompletionKind, CompletionItemKind>> = {
  key: CompletionItemKind.Property,
  value: CompletionItemKind.Value,
  metric: CompletionItemKind.Variable,
  segmentation: CompletionItemKind.Class,
  segment: CompletionItemKind.EnumMember,
  column: CompletionItemKind.Field,
  function: CompletionItemKind.Function,
  keyword: CompletionItemKind.Keyword,
};

function toItem(completion: Completion, index: number): CompletionItem {
  const { label, kind, detail, documentation, insert, range } = completion;
  return {
    label,
    kind: itemKinds[kind],
    sortText: String(index).padStart(5, "0"),
    filterText: insert,
    insertTextMode: InsertTextMode.asIs,
    textEdit: { range, newText: insert },
    ...(detail === "" ? {} : { detail }),
    ...(documentation === "" ? {} : { documentation }),
    // Behind a key its value is wanted next.
    ...(kind === "key" && /[\s]$/.test(insert)
      ? { command: { title: "", command: "editor.action.triggerSuggest" } }
      : {}),
  };
}

const symbolKinds: Readonly<Record<OutlineSymbol["kind"], SymbolKind>> = {
  source: SymbolKind.Struct,
  metric: SymbolKind.Variable,
  segmentation: SymbolKind.Class,
  segment: SymbolKind.EnumMember,
  check: SymbolKind.Module,
  test: SymbolKind.Method,
  strategy: SymbolKind.Module,
  action: SymbolKind.Method,
  plan: SymbolKind.Module,
  floor: SymbolKind.EnumMember,
  digest: SymbolKind.Module,
  section: SymbolKind.EnumMember,
};

const toSymbol = ({
  name,
  detail,
  kind,
  range,
  selection,
  children,
}: OutlineSymbol): DocumentSymbol => ({
  name,
  detail,
  kind: symbolKinds[kind],
  range,
  selectionRange: selection,
  children: children.map(toSymbol),
});

const locations = (folder: string, places: readonly Place[]): Location[] =>
  places.map(({ file, range }) => ({ uri: uriOf(folder, file), range }));

function toWorkspaceEdit(folder: string, edits: readonly TextEdit[]): WorkspaceEdit {
  const changes: Record<string, { range: TextEdit["range"]; newText: string }[]> = {};
  for (const { file, range, newText } of edits)
    (changes[uriOf(folder, file)] ??= []).push({ range, newText });
  return { changes };
}

function plainNameOf(target: NonNullable<ReturnType<typeof targetAt>>["target"]): string {
  return target.kind === "segment" ? target.segment : target.name;
}
