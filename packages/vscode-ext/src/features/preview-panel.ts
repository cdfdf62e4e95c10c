import {
  Range,
  Selection,
  TextEditorRevealType,
  Uri,
  ViewColumn,
  commands,
  env,
  window,
  workspace,
} from "vscode";
import type { Disposable, TextDocument, WebviewPanel } from "vscode";
import { ownerOf } from "@clientele/core/host";
import { messageOf } from "@clientele/core/language";
import type { Problem } from "@clientele/core";
import { languageId, pathIn, projectFile, projectOf } from "../client/projects.ts";
import type { Session, Sessions } from "../client/session.ts";
import type { Absence, FromPage, PreviewState, ProblemRow, ToPage } from "../preview/messages.ts";
import { uriOf } from "./data-problems.ts";
import { memberCard } from "./member-card.ts";
import { placesIn } from "./places.ts";
import { previewPage } from "./preview-page.ts";
import { previewState } from "./preview-state.ts";
import { previewWords } from "./preview-words.ts";

export const previewType = "clientele.preview";

export type PreviewContext = {
  readonly extension: Uri;
  readonly sessions: Sessions;
  readonly absenceOf: (uri: Uri | undefined) => Absence | null;
  readonly title: string;
};

/** The preview beside the editor: one of a window. It shows the file in front, or the one that it is pinned to. */
export class PreviewPanel implements Disposable {
  readonly #context: PreviewContext;
  #panel: WebviewPanel | undefined;
  #document: TextDocument | undefined;
  #session: Session | undefined;
  #segmentation: string | undefined;
  #segment: string | undefined;
  #members: PreviewState["members"] = null;
  #card: PreviewState["card"] = null;
  #pinned = false;

  constructor(context: PreviewContext) {
    this.#context = context;
  }

  /** Opens the preview of a file beside it; the editor keeps the focus. */
  show(document: TextDocument | undefined, segmentation?: string, segment?: string): void {
    this.#panel ??= this.adopt(
      window.createWebviewPanel(
        previewType,
        this.#context.title,
        { viewColumn: ViewColumn.Beside, preserveFocus: true },
        {},
      ),
    );
    this.#panel.reveal(undefined, true);
    this.#look(document, segmentation, segment);
  }

  /** Makes a panel ours: a new one, or one that the window has restored. */
  adopt(panel: WebviewPanel): WebviewPanel {
    this.#panel = panel;
    const { webview } = panel;
    panel.iconPath = {
      light: Uri.joinPath(this.#context.extension, "media/file-light.svg"),
      dark: Uri.joinPath(this.#context.extension, "media/file-dark.svg"),
    };
    webview.options = { enableScripts: true, localResourceRoots: [this.#context.extension] };
    webview.onDidReceiveMessage((message: FromPage) => void this.#receive(message));
    panel.onDidDispose(() => {
      this.#panel = undefined;
      this.#session?.counts.pinned.clear();
      this.#session = undefined;
      this.#context.sessions.sweep();
    });
    webview.html = previewPage(webview, this.#context.extension, env.language);
    return panel;
  }

  /** Follows the editor in front, unless it is pinned. */
  follow(document: TextDocument | undefined): void {
    if (this.#panel === undefined || this.#pinned) return;
    if (document?.languageId !== languageId || document === this.#document) return;
    this.#look(document);
  }

  /** Shows what is known now. */
  update(): void {
    if (this.#panel !== undefined) void this.#post({ kind: "state", state: this.#state() });
  }

  /** The counts of a session have changed. */
  updateFor(session: Session): void {
    if (session === this.#session) this.update();
  }

  dispose(): void {
    this.#panel?.dispose();
  }

  #look(document: TextDocument | undefined, segmentation?: string, segment?: string): void {
    const root = document === undefined ? undefined : projectOf(document.uri);
    const countable = this.#context.absenceOf(document?.uri) === null;
    const session = root !== undefined && countable ? this.#context.sessions.open(root) : undefined;
    this.#session?.counts.pinned.clear();
    this.#document = document;
    this.#session = session;
    if (document !== undefined) session?.counts.pinned.add(document.uri.toString());
    this.#segmentation = segmentation ?? this.#among()?.[0];
    if (segment !== undefined) void this.#select(segment);
    session?.counts.ensure();
    this.update();
  }

  /** The segmentations of the file; `null` for the project's file, which concerns all. */
  #among(): readonly string[] | null {
    if (this.#document === undefined || this.#session === undefined) return null;
    const path = pathIn(this.#session.root, this.#document.uri);
    if (path === projectFile) return null;
    return [...new Set(placesIn(this.#document, path).map((p) => p.segmentation))];
  }

  #state(): PreviewState {
    const session = this.#session;
    const places =
      this.#document === undefined || session === undefined
        ? []
        : placesIn(this.#document, pathIn(session.root, this.#document.uri));
    return previewState({
      absence: this.#context.absenceOf(this.#document?.uri),
      counts: session?.counts.state,
      catalog: session?.catalog,
      problems: (session?.problems ?? []).map(problemRow),
      among: this.#among(),
      chosen: this.#segmentation,
      placed: new Set(places.map((p) => `${p.segmentation}.${p.segment}`)),
      members: this.#members,
      card: this.#card,
      pinned: this.#pinned,
    });
  }

  async #receive(message: FromPage): Promise<void> {
    switch (message.kind) {
      case "ready":
        await this.#post({ kind: "words", locale: env.language, words: previewWords() });
        this.update();
        return;
      case "choose":
        this.#segmentation = message.segmentation;
        this.#members = null;
        this.#card = null;
        this.update();
        return;
      case "pin":
        this.#pinned = message.pinned;
        if (message.pinned) this.update();
        else this.follow(window.activeTextEditor?.document);
        return;
      case "segment":
        await Promise.all([this.#reveal(message.segment), this.#select(message.segment)]);
        return;
      case "member":
        await this.#toggleCard(message.customer);
        return;
      case "problem":
        await this.#revealProblem(this.#session?.problems[message.index]);
        return;
      case "run":
        await commands.executeCommand("clientele.run", this.#document?.uri);
        return;
    }
  }

  /** Scrolls the text to a segment and keeps the focus where it is. */
  async #reveal(segment: string): Promise<void> {
    if (this.#document === undefined || this.#session === undefined) return;
    const path = pathIn(this.#session.root, this.#document.uri);
    const segmentation = this.#state().chosen?.id;
    const place = placesIn(this.#document, path).find(
      (p) => p.segmentation === segmentation && p.segment === segment,
    );
    if (place !== undefined) await reveal(this.#document, place.range.start, true);
  }

  async #revealProblem(problem: Problem | undefined): Promise<void> {
    if (problem === undefined || this.#session === undefined) return;
    const document = await workspace.openTextDocument(uriOf(this.#session.root, problem.file));
    await reveal(document, problem.range.start, false);
  }

  async #select(segment: string): Promise<void> {
    this.#segment = segment;
    this.#card = null;
    const segmentation = this.#segmentation;
    if (this.#session === undefined || segmentation === undefined) return;
    const answer = await this.#session.engine.ask("members", {
      viewer: ownerOf("editor"),
      segment: { segmentation, segment },
      sort: "monetary",
      descending: true,
      limit: 8,
    });
    if (this.#segment !== segment) return;
    const rows = answer.ok ? answer.value.rows : [];
    this.#members = {
      segment,
      total: answer.ok ? answer.value.total : 0,
      rows: rows.map(({ id, label, values }) => ({
        id,
        label,
        spend: numberOrNull(values["monetary"]),
      })),
    };
    this.update();
  }

  async #toggleCard(customer: string): Promise<void> {
    const shown = this.#card?.customer === customer;
    const segment = this.#segment;
    const answer = shown
      ? undefined
      : await this.#session?.engine.ask("explain", {
          viewer: ownerOf("editor"),
          customer,
        });
    const project = await this.#session?.engine.info();
    if (this.#segment !== segment) return;
    this.#card =
      answer?.ok === true && project !== undefined
        ? { customer, view: memberCard(answer.value, project, env.language) }
        : null;
    this.update();
  }

  async #post(message: ToPage): Promise<void> {
    await this.#panel?.webview.postMessage(message);
  }
}

const numberOrNull = (value: unknown): number | null => (typeof value === "number" ? value : null);

const problemRow = (problem: Problem): ProblemRow => ({
  severity: problem.severity,
  message: messageOf(problem, env.language),
  file: problem.file,
  ...problem.range.start,
});

async function reveal(
  document: TextDocument,
  start: { readonly line: number; readonly character: number },
  preserveFocus: boolean,
): Promise<void> {
  const shown = window.visibleTextEditors.find((e) => e.document === document);
  const column = shown?.viewColumn ?? ViewColumn.One;
  const editor = await window.showTextDocument(document, { viewColumn: column, preserveFocus });
  const at = new Range(start.line, start.character, start.line, start.character);
  editor.selection = new Selection(at.start, at.start);
  editor.revealRange(at, TextEditorRevealType.InCenterIfOutsideViewport);
}
