import { EventEmitter, Uri, window, workspace, type Disposable } from "vscode";
import { mask, toText, type View } from "@clientele/core/views";

const scheme = "clientele-view";

/** Views of core as pages of text, read-only: what commands answer with. The last of each name stays until it is shown anew. */
export class ViewPages implements Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changed = new EventEmitter<Uri>();
  readonly #registration: Disposable;

  constructor() {
    this.#registration = workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: this.#changed.event,
      provideTextDocumentContent: (uri) => this.#texts.get(uri.path) ?? "",
    });
  }

  /** @param name the tab's title */
  async show(name: string, view: View, locale: string): Promise<void> {
    const uri = Uri.from({ scheme, path: `/${name.replaceAll("/", "-")}` });
    const text = toText(mask(view, { pii: [] }), { locale, colour: false, width: 100 });
    this.#texts.set(uri.path, text);
    this.#changed.fire(uri);
    const document = await workspace.openTextDocument(uri);
    await window.showTextDocument(document, { preview: true });
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}
