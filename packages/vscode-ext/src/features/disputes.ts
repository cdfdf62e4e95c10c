import {
  CodeAction,
  CodeActionKind,
  Diagnostic,
  DiagnosticSeverity,
  Range,
  Uri,
  env,
  l10n,
  languages,
  workspace,
  type CodeActionProvider,
  type Disposable,
  type TextDocument,
} from "vscode";
import { formatDate } from "@clientele/core/views";
import { textFor, type SegmentPlace } from "@clientele/core/language";
import type { OpenDispute } from "@clientele/core/host";
import { lateLanguage } from "../client/late.ts";
import { languageId, openTexts, projectOf } from "../client/projects.ts";
import type { Session } from "../client/session.ts";

const code = "dispute";
/** So many are marked at one rule. */
const most = 10;

/** What people in the field hold to be wrong, marked at the rule that put the customer there, and how it is answered. */
export class Disputes implements CodeActionProvider, Disposable {
  readonly #collection = languages.createDiagnosticCollection("clientele-disputes");
  readonly #shown = new Map<string, readonly Uri[]>();
  readonly #registration: Disposable;

  constructor() {
    this.#registration = languages.registerCodeActionsProvider(
      { language: languageId, scheme: "file" },
      this,
      { providedCodeActionKinds: [CodeActionKind.QuickFix] },
    );
  }

  /** Marks them again, where their rules stand now. */
  async show(session: Session): Promise<void> {
    const { root, disputes } = session;
    const shown = this.#shown.get(root) ?? [];
    if (disputes.length === 0 && shown.length === 0) return;
    const files = await placesOf(root);
    for (const uri of shown) this.#collection.delete(uri);
    const marked = files.flatMap(({ uri, places }) => {
      const found = marksIn(places, disputes, session);
      if (found.length > 0) this.#collection.set(uri, found);
      return found.length > 0 ? [uri] : [];
    });
    this.#shown.set(root, marked);
  }

  provideCodeActions(
    document: TextDocument,
    _range: Range,
    { diagnostics }: { readonly diagnostics: readonly Diagnostic[] },
  ): CodeAction[] {
    const root = projectOf(document.uri);
    if (root === undefined) return [];
    return diagnostics.flatMap((diagnostic) => {
      const written = typeof diagnostic.code === "string" ? diagnostic.code : "";
      const [kind, id, customer] = written.split(" ");
      if (kind !== code || id === undefined || customer === undefined) return [];
      const action = (title: string, command: string, argument: unknown): CodeAction => {
        const made = new CodeAction(title, CodeActionKind.QuickFix);
        made.diagnostics = [diagnostic];
        made.command = { title, command, arguments: [document.uri, argument] };
        return made;
      };
      return [
        action(l10n.t("Fixed: tell them"), "clientele.resolveDispute", Number(id)),
        action(l10n.t("Explain {0}", customer), "clientele.explain", customer),
      ];
    });
  }

  dispose(): void {
    this.#registration.dispose();
    this.#collection.dispose();
  }
}

/** How many are about a segment. */
export const disputesOf = (
  disputes: readonly OpenDispute[],
  { segmentation, segment }: Pick<SegmentPlace, "segmentation" | "segment">,
): number =>
  disputes.filter((d) => d.segmentation === segmentation && (d.segment ?? d.wanted) === segment)
    .length;

type Placed = { readonly uri: Uri; readonly places: readonly SegmentPlace[] };

/** The segments of a project's files, as the editor or the disk has them. */
async function placesOf(root: string): Promise<readonly Placed[]> {
  const folder = Uri.joinPath(Uri.file(root), "segmentations");
  const entries = await workspace.fs.readDirectory(folder).then(
    (found) => found,
    () => [], // a project without segmentations has nothing to dispute
  );
  const open = openTexts(root);
  const names = entries.map(([name]) => name).filter((name) => /\.ya?ml$/.test(name));
  return Promise.all(
    names.map(async (name) => {
      const uri = Uri.joinPath(folder, name);
      const path = `segmentations/${name}`;
      const text = open[path] ?? new TextDecoder().decode(await workspace.fs.readFile(uri));
      return { uri, places: lateLanguage().segmentPlaces(path, text) };
    }),
  );
}

function marksIn(
  places: readonly SegmentPlace[],
  disputes: readonly OpenDispute[],
  session: Session,
): readonly Diagnostic[] {
  const byPlace = Map.groupBy(disputes, ({ segmentation, segment, wanted }) => {
    const own = places.filter((p) => p.segmentation === segmentation);
    return own.find((p) => p.segment === (segment ?? wanted)) ?? own[0];
  });
  return [...byPlace].flatMap(([place, found]) =>
    place === undefined ? [] : found.slice(0, most).map((d) => markOf(place, d, session)),
  );
}

function markOf({ range }: SegmentPlace, dispute: OpenDispute, session: Session): Diagnostic {
  const { start, end } = range;
  const mark = new Diagnostic(
    new Range(start.line, start.character, end.line, end.character),
    wordsOf(dispute, session),
    DiagnosticSeverity.Information,
  );
  mark.source = "clientele";
  mark.code = `${code} ${dispute.id} ${dispute.customer}`;
  return mark;
}

/** @example `00428 should be in Standard: "pays late, not lost" (3 Nov, run 20261118-1)` */
function wordsOf(
  { at, customer, segmentation, wanted, why, run }: OpenDispute,
  { counts }: Session,
): string {
  const known = counts.state.result?.segmentations
    .find((s) => s.id === segmentation)
    ?.segments.find((s) => s.id === wanted);
  const title =
    wanted === null
      ? l10n.t("no segment")
      : (known === undefined ? "" : textFor(known.title, env.language)) || wanted;
  const day = formatDate(at.slice(0, 10), {
    locale: env.language,
    today: new Date().toISOString(),
  });
  return l10n.t("{0} should be in {1}: “{2}” ({3}, run {4})", customer, title, why, day, run);
}
