/** A publish request: what it would change, on one phone screen; all of it where there is room. */
import type { Rehearsal, RequestMoves } from "../host/protocol.ts";
import { textFor } from "../language/config/text.ts";
import { messageOf } from "../messages/index.ts";
import { countCell, textCell } from "./cells.ts";
import { formatMoney } from "./format-money.ts";
import { formatDays, formatNumber, formatShare } from "./format-number.ts";
import { formatDate, formatTime } from "./format-date.ts";
import { requestWordsFor, type RequestWords } from "./request-words.ts";
import type { Block, Fact, View } from "./view.ts";
import type { ViewOptions } from "./view-options.ts";

/** A request as it is told. Times are ISO text. */
export type ToldRequest = {
  readonly id: number;
  readonly title: string;
  readonly why: string;
  readonly author: string;
  readonly configHash: string;
  readonly expires: string;
  readonly stage: keyof RequestWords["stages"];
  readonly recounted: "moves" | "base" | null;
  readonly decision: { readonly by: string; readonly at: string; readonly why: string } | null;
  readonly endedAt: string | null;
};

export type RequestViewOptions = ViewOptions & {
  readonly currency: string;
  /** Of times; the reader's, or the project's. */
  readonly timezone: string;
  /** How many changed lines are shown; with `all` also every move, every check that failed and every legal warning. */
  readonly lines: number | "all";
  /** Without how it stands, by whom and until when: a surface tells these in its own way. */
  readonly bare?: boolean;
};

/** So many moves of each segmentation, and so many segmentations, are told where there is little room. */
const fewMoves = 3;
const fewSegmentations = 3;

/** The figures of a request, as the state keeps them; `null` until they were counted. */
export const readFigures = (text: string | null): Rehearsal | null =>
  // Only the service writes them, from a `Rehearsal`.
  text === null ? null : (JSON.parse(text) as Rehearsal);

/** A configuration's name in short. @example shortHash("a41c09…") // => "a41c" */
export const shortHash = (hash: string): string => hash.slice(0, 4);

/** A request with what is known of it. */
export function requestView(
  request: ToldRequest,
  figures: Rehearsal | null,
  options: RequestViewOptions,
): View {
  const words = requestWordsFor(options.locale);
  const { title, stage } = request;
  return {
    id: "request",
    title: stage === "waiting" ? words.approve(title) : title,
    run: figures?.run ?? null,
    blocks: [
      ...(figures === null ? [] : figureBlocks(figures, options, words)),
      ...(request.why.trim() === "" || request.why === title
        ? []
        : [note("plain", words.reason(request.why))]),
      ...(request.recounted === null
        ? []
        : [
            note(
              "warning",
              request.recounted === "moves" ? words.recountedMoves : words.recountedBase,
            ),
          ]),
      ...(options.bare === true || stage === "waiting"
        ? []
        : [note("plain", requestState(request, options))]),
      ...(options.bare === true ? [] : [note("hint", footOf(request, figures, options, words))]),
    ],
    actions: [],
  };
}

const note = (tone: "plain" | "hint" | "warning", text: string): Block => ({
  kind: "note",
  tone,
  text,
});

/** How a request stands, in a sentence. */
export function requestState(
  { stage, decision, endedAt }: Pick<ToldRequest, "stage" | "decision" | "endedAt">,
  { locale, today, timezone }: Pick<RequestViewOptions, "locale" | "today" | "timezone">,
): string {
  const words = requestWordsFor(locale);
  const time = (at: string): string =>
    formatTime(at, { locale, ...(today === undefined ? {} : { today }) }, timezone);
  switch (stage) {
    case "live":
      return [
        ...(decision === null ? [] : [words.approvedBy(decision.by)]),
        words.liveSince(time(endedAt ?? "")),
      ].join(" · ");
    case "rejected":
      return words.rejectedBy(decision?.by ?? "", decision?.why ?? "");
    case "approved":
      return [...(decision === null ? [] : [words.approvedBy(decision.by)]), words.counting].join(
        " · ",
      );
    case "expired":
      return words.expired;
    case "withdrawn":
      return words.withdrawn;
    case "new":
    case "counted":
      return words.counting;
    case "waiting":
      return "";
    case "blocked":
      return words.stages.blocked;
  }
}

function footOf(
  { author, configHash, expires, stage }: ToldRequest,
  figures: Rehearsal | null,
  { locale, today, timezone }: RequestViewOptions,
  words: RequestWords,
): string {
  const dated = { locale, ...(today === undefined ? {} : { today }) };
  return [
    words.by(author, shortHash(configHash)),
    ...(stage === "waiting" ? [words.until(formatTime(expires, dated, timezone))] : []),
    ...(figures === null ? [] : [words.dataTo(formatDate(figures.asOf, dated))]),
  ].join(" · ");
}

/** What a configuration would change. */
function figureBlocks(
  figures: Rehearsal,
  options: RequestViewOptions,
  words: RequestWords,
): readonly Block[] {
  const { lines, locale } = options;
  const all = lines === "all";
  const told = (block: Block | null): readonly Block[] => (block === null ? [] : [block]);
  return [
    { kind: "facts", facts: [...moveFacts(figures, options, words)] },
    ...told(figures.mixed ? note("warning", words.mixed) : null),
    {
      kind: "facts",
      facts: [...newFacts(figures, locale, words), ...sentences(figures, options, words)],
    },
    ...told(
      figures.besides === 0 ? null : note("hint", words.besides(formatNumber(figures.besides, 0))),
    ),
    ...(all ? findingBlocks(figures, locale, words) : []),
    ...changeBlocks(figures, lines, words),
  ];
}

const sentence = (text: string): Fact => ({ label: "", cells: [textCell(text)] });

function moveFacts(
  figures: Rehearsal,
  { locale, currency, lines }: RequestViewOptions,
  words: RequestWords,
): readonly Fact[] {
  const { customers, moved, within, segmentations, against } = figures;
  const of = formatNumber(customers, 0);
  if (against === null) return [sentence(words.first(of))];
  if (moved.customers === 0) return [sentence(words.nobody(of))];
  const share = formatShare(moved.customers / customers, locale, "short");
  const shown = segmentations.slice(0, lines === "all" ? undefined : fewSegmentations);
  const spent = formatMoney(moved.revenue, currency, { locale, style: "short" });
  return [
    sentence(words.moved(moved.customers, formatNumber(moved.customers, 0), of, share)),
    ...shown.flatMap((s) => {
      const named = words.movedIn(textFor(s.title, locale), formatNumber(s.customers, 0));
      const heading = segmentations.length === 1 ? [] : [sentence(named)];
      return [...heading, ...flowFacts(s, lines === "all", locale, words)];
    }),
    sentence(
      within === null ? words.spentInAll(spent) : words.spent(spent, formatDays(within, locale)),
    ),
  ];
}

function flowFacts(
  moves: RequestMoves,
  all: boolean,
  locale: string,
  words: RequestWords,
): readonly Fact[] {
  const { flows, segments } = moves;
  const overlapping = isOverlapping(moves);
  const shown = flows.slice(0, all ? undefined : fewMoves);
  const rest = flows.length - shown.length;
  return [
    ...shown.map((flow): Fact => ({
      label: moveWords(segments, flow, overlapping, locale, words),
      cells: [countCell(flow.customers)],
    })),
    ...(rest === 0 ? [] : [sentence(words.moreMoves(rest))]),
  ];
}

/** Whether each segment is a yes or no of its own, so that a move is into it or out of it. */
export const isOverlapping = (moves: RequestMoves | undefined): boolean =>
  moves?.flows.every(({ from, to }) => from === null || to === null) === true;

/** @example moveWords(segments, { from: "standard", to: "save_list" }, false, "en", words) // => "Standard → Save list" */
export function moveWords(
  segments: RequestMoves["segments"],
  { from, to }: { readonly from: string | null; readonly to: string | null },
  overlapping: boolean,
  locale: string,
  words: RequestWords,
): string {
  const named = (id: string | null): string => {
    if (id === null) return words.inNone;
    const found = segments.find((s) => s.id === id);
    return found === undefined ? id : textFor(found.title, locale);
  };
  if (!overlapping) return words.move(named(from), named(to));
  return to === null ? words.outOf(named(from)) : words.into(named(to));
}

function newFacts(
  { added, removed }: Rehearsal,
  locale: string,
  words: RequestWords,
): readonly Fact[] {
  const comma = locale.startsWith("zh") ? "、" : ", ";
  return [
    ...added.map(({ title, segments }) => {
      const sizes = segments.map(
        (s) => `${textFor(s.title, locale)} ${formatNumber(s.customers, 0)}`,
      );
      return sentence(words.added(textFor(title, locale), sizes.join(comma)));
    }),
    ...removed.map((name) => sentence(words.removed(name))),
  ];
}

function sentences(
  { cost, checks, law }: Rehearsal,
  { locale, currency }: RequestViewOptions,
  words: RequestWords,
): readonly Fact[] {
  const run = checks.passed + checks.failed;
  const told = [
    run === 0 ? words.noChecks : words.checks(checks.passed, run),
    ...(law.length === 0 ? [] : [words.law(law.length)]),
  ];
  return [
    ...(cost === null ? [] : [sentence(costSentence(cost, locale, currency, words))]),
    sentence(told.join(" · ")),
  ];
}

function costSentence(
  { money, hours }: NonNullable<Rehearsal["cost"]>,
  locale: string,
  currency: string,
  words: RequestWords,
): string {
  const parts = (shown: (size: number) => number): string =>
    [
      ...(money === 0 ? [] : [formatMoney(shown(money), currency, { locale, style: "full" })]),
      ...(hours === 0
        ? []
        : [words.hours(formatNumber(shown(hours), Number.isInteger(hours) ? 0 : 1))]),
    ].join(words.and);
  if (money === 0 && hours === 0) return words.costSame;
  return money * hours < 0
    ? words.costMixed(parts((size) => size))
    : words.cost(parts(Math.abs), money + hours > 0);
}

function findingBlocks(
  { checks, law }: Rehearsal,
  locale: string,
  words: RequestWords,
): readonly Block[] {
  const list = (title: string, lines: readonly string[]): readonly Block[] =>
    lines.length === 0
      ? []
      : [{ kind: "facts", facts: [{ label: title, cells: [] }, ...lines.map(sentence)] }];
  return [
    ...list(
      words.checksTitle,
      checks.failures.map((f) => words.failed(f.name, f.subject, f.expected, f.got)),
    ),
    ...list(
      words.lawTitle,
      law.map((p) => messageOf(p, locale)),
    ),
  ];
}

function changeBlocks(
  { files }: Rehearsal,
  lines: number | "all",
  words: RequestWords,
): readonly Block[] {
  const blocks: Block[] = [];
  let left = lines === "all" ? Number.POSITIVE_INFINITY : lines;
  const changed = (file: Rehearsal["files"][number]) =>
    lines === "all" ? file.lines : file.lines.filter(({ sign }) => sign !== " ");
  const told = files.filter((file) => {
    if (left <= 0) return false;
    const shown = changed(file).slice(0, left);
    left -= shown.length;
    blocks.push({ kind: "diff", title: file.file, lines: shown });
    const more = file.added + file.removed - shown.filter(({ sign }) => sign !== " ").length;
    if (more > 0) blocks.push(note("hint", words.moreLines(more)));
    return true;
  });
  const more = files.length - told.length;
  return more === 0 ? blocks : [...blocks, note("hint", words.moreFiles(more))];
}
