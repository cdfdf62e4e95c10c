import { Uri, ViewColumn, commands, env, window, workspace } from "vscode";
import type { Disposable, TextDocument, WebviewPanel } from "vscode";
import type { Problem } from "@clientele/core";
import { lateLanguage } from "../client/late.ts";
import { languageId, pathIn, projectFile, projectOf } from "../client/projects.ts";
import type { Session, Sessions } from "../client/session.ts";
import type {
  Absence,
  FromPage,
  Notice,
  PageEdit,
  PreviewState,
  ToPage,
} from "../preview/messages.ts";
import { uriOf } from "./data-problems.ts";
import { copyMembers, saveMembers } from "./members-out.ts";
import { PanelDetails } from "./panel-details.ts";
import { editsOf, makeEdits, textAfter } from "./panel-edits.ts";
import { placesIn } from "./places.ts";
import { previewPage } from "./preview-page.ts";
import { previewState } from "./preview-state.ts";
import { previewWords } from "./preview-words.ts";
import { problemRow, reveal, type Place } from "./reveal.ts";

export const previewType = "clientele.preview";

export type PreviewContext = {
  readonly extension: Uri;
  readonly sessions: Sessions;
  readonly absenceOf: (uri: Uri | undefined) => Absence | null;
  readonly title: string;
};

/** How long the page says what became of an edit, in milliseconds. */
const noticeTime = 6000;

/** The preview beside the editor: one of a window. It shows the file in front, or the one that it is pinned to. */
export class PreviewPanel implements Disposable {
  readonly #context: PreviewContext;
  readonly #details = new PanelDetails();
  #panel: WebviewPanel | undefined;
  #document: TextDocument | undefined;
  #session: Session | undefined;
  #segmentation: string | undefined;
  #segment: string | undefined;
  /** The segment that was last looked at, by segmentation. */
  readonly #seen = new Map<string, string>();
  #notice: Notice | null = null;
  #noticeTimer: NodeJS.Timeout | undefined;
  #pinned = false;

  constructor(context: PreviewContext) {
    this.#context = context;
    this.#details.onDidChange(() => this.update());
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
      this.#session?.counts.try({});
      this.#session = undefined;
      this.#details.show(undefined);
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

  /** The same, of another segmentation: what was looked at in it is looked at again. */
  #turn(): void {
    const segment = this.#segment ?? null;
    if (this.#panel !== undefined)
      void this.#post({ kind: "state", state: this.#state(), segment });
  }

  #choose(segment: string): void {
    this.#segment = segment;
    const segmentation = this.#state().chosen?.id;
    if (segmentation !== undefined) this.#seen.set(segmentation, segment);
    this.#details.show(this.#looked());
  }

  /** The counts of a session have changed. */
  updateFor(session: Session): void {
    if (session !== this.#session) return;
    if (session.counts.state.counting) this.#details.cancel();
    else {
      this.#details.show(this.#looked());
      this.#details.counted();
    }
    this.update();
  }

  dispose(): void {
    clearTimeout(this.#noticeTimer);
    this.#details.dispose();
    this.#panel?.dispose();
  }

  #look(document: TextDocument | undefined, segmentation?: string, segment?: string): void {
    const root = document === undefined ? undefined : projectOf(document.uri);
    const countable = this.#context.absenceOf(document?.uri) === null;
    const session = root !== undefined && countable ? this.#context.sessions.open(root) : undefined;
    this.#session?.counts.pinned.clear();
    this.#session?.counts.try({});
    if (document !== this.#document) this.#notice = null; // it was about the other file
    this.#document = document;
    this.#session = session;
    if (document !== undefined) session?.counts.pinned.add(document.uri.toString());
    this.#segmentation = segmentation ?? this.#among()?.[0];
    this.#segment = segment ?? this.#seen.get(this.#segmentation ?? "");
    session?.counts.ensure();
    this.#details.show(this.#looked());
    if (session?.counts.state.counting === false) this.#details.counted();
    this.#turn();
  }

  #looked() {
    const session = this.#session;
    if (session === undefined) return undefined;
    const segmentation = this.#state().chosen?.id;
    return { session, segmentation, segment: this.#segment };
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
    const document = this.#document;
    const path =
      document === undefined || session === undefined ? "" : pathIn(session.root, document.uri);
    const places = document === undefined || path === "" ? [] : placesIn(document, path);
    // The project's file shows segmentations of other files, which this one's edits do not reach.
    const text = places.length === 0 ? "" : (session?.counts.texts()[path] ?? "");
    return previewState({
      absence: this.#context.absenceOf(document?.uri),
      counts: session?.counts.state,
      catalog: session?.catalog,
      problems: this.#problems(path).map(problemRow),
      among: this.#among(),
      chosen: this.#segmentation,
      placed: new Set(places.map((p) => `${p.segmentation}.${p.segment}`)),
      details: this.#details,
      thresholds:
        document === undefined || text === ""
          ? []
          : lateLanguage().thresholdsIn(path, document.getText()),
      text,
      version: document?.version ?? 0,
      notice: this.#notice,
      pinned: this.#pinned,
    });
  }

  /** What keeps this text from being counted, wherever it stands, and warnings that are about it or the data. */
  #problems(path: string): readonly Problem[] {
    const found = this.#session?.problems ?? [];
    const elsewhere = ({ severity, file }: Problem): boolean =>
      severity !== "error" && file !== path && file.startsWith("segmentations/");
    return path === projectFile ? found : found.filter((problem) => !elsewhere(problem));
  }

  async #receive(message: FromPage): Promise<void> {
    switch (message.kind) {
      case "ready":
        await this.#post({ kind: "words", locale: env.language, words: previewWords() });
        this.#turn();
        return;
      case "choose":
        this.#segmentation = message.segmentation;
        this.#segment = this.#seen.get(message.segmentation);
        this.#details.show(this.#looked());
        this.#details.counted();
        this.#turn();
        return;
      case "pin":
        this.#pinned = message.pinned;
        if (message.pinned) this.update();
        else this.follow(window.activeTextEditor?.document);
        return;
      case "segment":
        this.#choose(message.segment);
        await this.#reveal(message.segment);
        return;
      case "look":
        this.#choose(message.segment);
        return;
      case "member":
        await this.#details.toggleCard(message.customer);
        return;
      case "sort":
        await this.#details.sort(message.by, message.descending);
        return;
      case "more":
        await this.#details.more();
        return;
      case "copy":
        if (await copyMembers(this.#details)) this.#say("copied");
        return;
      case "csv":
        await saveMembers(this.#details);
        return;
      case "distribution":
        await this.#details.distribution(message.metric);
        return;
      case "try":
        this.#try(message.edit, message.version);
        return;
      case "edit":
        await this.#edit(message.edit, message.version);
        return;
      case "undo":
      case "redo":
        await this.#stepBack(message.kind);
        return;
      case "problem":
        await this.#revealProblem(message.file, message);
        return;
      case "run":
        await commands.executeCommand("clientele.run", this.#document?.uri);
        return;
      case "base":
        await commands.executeCommand("clientele.compareWith", this.#document?.uri);
        return;
      case "stop":
        this.#session?.counts.stop();
        return;
      case "count":
        this.#session?.counts.request();
        return;
      case "restart":
        await commands.executeCommand("clientele.restartEngine");
        return;
      case "trust":
        await commands.executeCommand("workbench.trust.manage");
        return;
    }
  }

  /** Counts what an edit would make of the text; the text stays. */
  #try(edit: PageEdit | null, version: number): void {
    const [document, session] = [this.#document, this.#session];
    if (document === undefined || session === undefined) return;
    const path = pathIn(session.root, document.uri);
    const made =
      edit === null || document.version !== version
        ? undefined
        : editsOf(path, document.getText(), edit);
    const texts =
      made !== undefined && "edits" in made ? { [path]: textAfter(document, made.edits) } : {};
    session.counts.try(texts);
  }

  /** Makes an edit, unless the text is no longer the one that the page was drawn from. */
  async #edit(edit: PageEdit, version: number): Promise<void> {
    const [document, session] = [this.#document, this.#session];
    if (document === undefined || session === undefined) return;
    const made = editsOf(pathIn(session.root, document.uri), document.getText(), edit);
    if (document.version !== version) this.#say("changed-meanwhile");
    else if ("refused" in made) this.#say(made.refused);
    else if (made.edits.length > 0 && !(await makeEdits(document, made.edits)))
      this.#say("not-written");
    session.counts.try({});
    this.update();
  }

  /** Undo in the text, with the focus back on the page afterwards. */
  async #stepBack(step: "undo" | "redo"): Promise<void> {
    const document = this.#document;
    if (document === undefined) return;
    const shown = window.visibleTextEditors.find((e) => e.document === document);
    const viewColumn = shown?.viewColumn ?? ViewColumn.One;
    await window.showTextDocument(document, { viewColumn, preserveFocus: false });
    await commands.executeCommand(step);
    this.#panel?.reveal(undefined, false);
  }

  #say(notice: Notice): void {
    this.#notice = notice;
    clearTimeout(this.#noticeTimer);
    this.#noticeTimer = setTimeout(() => {
      this.#notice = null;
      this.update();
    }, noticeTime);
    this.update();
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

  async #revealProblem(file: string, at: Place): Promise<void> {
    if (this.#session === undefined) return;
    const document = await workspace.openTextDocument(uriOf(this.#session.root, file));
    await reveal(document, at, false);
  }

  async #post(message: ToPage): Promise<void> {
    await this.#panel?.webview.postMessage(message);
  }
}
