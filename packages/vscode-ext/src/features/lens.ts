import { CodeLens, EventEmitter, Range, env, l10n, workspace } from "vscode";
import { formatChange, formatMoney, formatNumber, formatShare } from "@clientele/core/views";
import type { CodeLensProvider, Disposable, TextDocument } from "vscode";
import type { PreviewResult, SegmentCount } from "@clientele/core/host";
import { textFor } from "@clientele/core/language";
import { pathIn, projectOf } from "../client/projects.ts";
import type { Session } from "../client/session.ts";
import { baseKind, type Against, type CountState } from "./counts.ts";
import { disputesOf } from "./disputes.ts";
import { figureLenses } from "./figure-lens.ts";
import { placesIn, type SegmentPlace } from "./places.ts";

/** The line above each segment: how many customers it holds now, what they spent, and the change against the base. */
export class CountLens implements CodeLensProvider, Disposable {
  readonly #changed = new EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#changed.event;
  readonly #sessionOf: (root: string) => Session | undefined;

  constructor(sessionOf: (root: string) => Session | undefined) {
    this.#sessionOf = sessionOf;
  }

  refresh(): void {
    this.#changed.fire();
  }

  /** Answers at once, so that the line is there before its numbers are and the text below never jumps. */
  provideCodeLenses(document: TextDocument): CodeLens[] {
    if (!workspace.getConfiguration("clientele").get("counts.enabled", true)) return [];
    const root = projectOf(document.uri);
    const session = root === undefined ? undefined : this.#sessionOf(root);
    if (root === undefined || session === undefined) return [];
    const { state } = session.counts;
    const figures = figureLenses(document, session);
    if (figures.length > 0) return figures;
    const places = placesIn(document, pathIn(root, document.uri));
    const perLine = Map.groupBy(places, (place) => place.range.start.line);
    return places.map((place) => {
      const { start, end } = place.range;
      const isAlone = perLine.get(start.line)?.length === 1;
      return new CodeLens(new Range(start.line, start.character, end.line, end.character), {
        title: isAlone ? lensTitle(place, session) : shortTitle(place, state),
        tooltip: l10n.t("Open preview beside"),
        command: "clientele.preview",
        arguments: [document.uri, place.segmentation, place.segment],
      });
    });
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

function lensTitle(place: SegmentPlace, { counts, disputes }: Session): string {
  const { state } = counts;
  const segment = countOf(place, state);
  if (state.result !== undefined && segment !== undefined)
    return countLine(
      segment,
      state.result.currency,
      versusOf(state.result, state.against),
      disputesOf(disputes, place),
      env.language,
    );
  if (state.counting) return l10n.t("counting…");
  return whyNot(state);
}

/** Why there is no count, and where to mend it: a mistake in another file stops the counts of this one, too. */
function whyNot({ error, result }: CountState): string {
  if (error?.kind === "failed") return l10n.t("counting stopped");
  const problems = error?.problems ?? result?.problems ?? [];
  const first = problems.find((p) => p.severity === "error");
  if (first === undefined) return l10n.t("no count");
  return l10n.t("no count: see {0} line {1}", first.file, first.range.start.line + 1);
}

/** Where several segments share a line, as those of a ready-made map do: the name and the number. */
function shortTitle(place: SegmentPlace, state: CountState): string {
  const segment = countOf(place, state);
  if (segment === undefined) return place.segment;
  const name = textFor(segment.title, env.language) || segment.id;
  return `${name} ${formatNumber(segment.customers)}`;
}

const countOf = (place: SegmentPlace, state: CountState): SegmentCount | undefined =>
  state.result?.segmentations
    .find((s) => s.id === place.segmentation)
    ?.segments.find((s) => s.id === place.segment);

type Versus = (by: string) => string;

/** How a change is told, by what it is against; `null` without anything to compare with. */
function versusOf({ base, against }: PreviewResult, chosen: Against): Versus | null {
  if (base === null) return null;
  const { run } = against ?? base;
  switch (baseKind(base, chosen)) {
    case "published":
      return (by) => l10n.t("{0} vs published", by);
    case "latest":
      return (by) => l10n.t("{0} vs last run", by);
    case "named":
      return (by) => l10n.t("{0} vs {1}", by, run);
  }
}

/** @example countLine(saveList, "CNY", versus, 2, "en") // => "1,240 customers · 2.6 % · ¥9.7M · +398 vs published · 2 disputes" */
function countLine(
  segment: SegmentCount,
  currency: string,
  versus: Versus | null,
  disputes: number,
  locale: string,
): string {
  const n = formatNumber(segment.customers);
  const parts = [
    segment.customers === 1 ? l10n.t("1 customer") : l10n.t("{0} customers", n),
    formatShare(segment.share, locale),
    formatMoney(segment.revenue, currency, { locale, style: "short" }),
  ];
  if (versus !== null)
    parts.push(
      segment.before === null
        ? l10n.t("new")
        : versus(formatChange(segment.customers - segment.before)),
    );
  if (disputes > 0)
    parts.push(disputes === 1 ? l10n.t("1 dispute") : l10n.t("{0} disputes", disputes));
  return parts.join(" · ");
}
