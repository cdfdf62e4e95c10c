/** A digest: what changed, whom to call, what is overdue, on one phone screen; the rest in a view of its own. */
import { causes, type Cause } from "../domain/migration/migration.ts";
import { moves, netOf, type Decision, type SegmentBalance } from "../domain/digest/digest.ts";
import type { Digest, Loss, ProjectInfo } from "../host/protocol.ts";
import { textFor } from "../language/config/text.ts";
import {
  countCell,
  customerCell,
  dateCell,
  moneyCell,
  numberOf,
  segmentCell,
  segmentationTitle,
  segmentTitle,
  textCell,
} from "./cells.ts";
import { digestWordsFor, type DigestWords } from "./digest-words.ts";
import { digestChart } from "./digest-chart.ts";
import { formatCell } from "./format.ts";
import { formatDate } from "./format-date.ts";
import { formatPeriod } from "./format-period.ts";
import { formatChange, formatDays, formatNumber } from "./format-number.ts";
import type { Action, Block, Cell, Fact, View } from "./view.ts";
import type { ViewOptions } from "./view-options.ts";

type Context = {
  readonly digest: Digest;
  readonly project: ProjectInfo;
  readonly options: ViewOptions;
  readonly words: DigestWords;
};

/** So many segments are told on the first screen; all of them in detail. */
const shownBalances = 3;

const count = (n: number): string => formatNumber(n, 0);

/** Its title, whose customers it is about, and the days that it covers. @example "Weekly · East · 10–16 Nov" */
function digestTitle(digest: Digest, options: ViewOptions): string {
  const { scope } = digest;
  const about = scope.kind === "all" ? [] : [scope.kind === "owner" ? scope.owner : scope.value];
  return [textFor(digest.title, options.locale), ...about, periodOf(digest, options)].join(" · ");
}

/** The days after the run that it is compared with; its last day alone where there is none. */
function periodOf({ since, asOf }: Digest, options: ViewOptions): string {
  if (since === null || since.asOf >= asOf) return formatDate(asOf, options);
  return formatPeriod(nextDay(since.asOf), asOf, options);
}

const nextDay = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

/** What is pushed to a phone that is locked: what there is to read, and no figure of it. */
export const digestNotice = (digest: Digest, { locale, ...options }: ViewOptions): string =>
  digestWordsFor(locale).ready(
    textFor(digest.title, locale),
    periodOf(digest, { locale, ...options }),
  );

/** Told above a digest that was due while nothing could send it. @param due the time, such as 09:00 */
export const lateNotice = (due: string, locale: string): string =>
  digestWordsFor(locale).lateNotice(due);

/** The first screen. */
export function digestView(digest: Digest, project: ProjectInfo, options: ViewOptions): View {
  const words = digestWordsFor(options.locale);
  const context: Context = { digest, project, options, words };
  const told = (section: Digest["sections"][number], facts: () => readonly Fact[]) =>
    digest.sections.includes(section) ? facts() : [];
  const facts = [
    ...told("balance", () => balanceFacts(context)),
    ...told("revenue", () => revenueFacts(context)),
    ...told("losses", () => lossFacts(context)),
    ...told("actions", () => stepFacts(context)),
    ...told("decision", () => decisionFacts(context)),
  ];
  const { since } = digest;
  const first = since === null ? [words.first] : [];
  const same =
    since !== null && !digest.changed ? [words.unchanged(formatDate(since.asOf, options))] : [];
  return {
    id: "digest",
    title: digestTitle(digest, options),
    run: digest.run,
    blocks: [
      ...[...first, ...same].map((text): Block => ({ kind: "note", tone: "plain", text })),
      { kind: "facts", facts },
      { kind: "note", tone: "hint", text: words.dataTo(formatDate(digest.asOf, options)) },
    ],
    actions: actionsOf(context),
  };
}

/** Those that the digest names, then those that moved most, in its order. */
function shownOf({ balances }: Digest): readonly SegmentBalance[] {
  const size = (b: SegmentBalance): number => Math.abs(netOf(b));
  return balances
    .toSorted((a, b) => Number(b.named) - Number(a.named) || size(b) - size(a))
    .slice(0, shownBalances)
    .toSorted((a, b) => balances.indexOf(a) - balances.indexOf(b));
}

const titleOf = ({ project, options }: Context, b: SegmentBalance): string =>
  segmentTitle(project, b.segmentation, b.segment, options.locale);

function balanceFacts(context: Context): readonly Fact[] {
  const { digest, words } = context;
  return shownOf(digest).flatMap((b): readonly Fact[] => {
    const label = titleOf(context, b);
    if (digest.since === null) return [{ label, cells: [countCell(b.closing)] }];
    const head = { label, cells: [countCell(b.closing)], note: words.net(formatChange(netOf(b))) };
    return moves(b) ? [head, { label: "", cells: [textCell(causeLine(b, words))] }] : [head];
  });
}

/** What customers did and what rules did is always told, the other causes where there are any. */
function causeLine(b: SegmentBalance, words: DigestWords): string {
  const told = causes
    .toSorted((x, y) => order.indexOf(x) - order.indexOf(y))
    .flatMap((cause) => {
      const { in: into, out } = b.moved[cause];
      const nothing = into === 0 && out === 0;
      if (nothing) return cause === "rules" ? [words.none(words.causes[cause])] : [];
      return [words.inOut(words.causes[cause], count(into), count(out))];
    });
  return [
    ...told,
    ...(b.joined > 0 ? [words.joined(count(b.joined))] : []),
    ...(b.left > 0 ? [words.left(count(b.left))] : []),
  ].join(" · ");
}

const order: readonly Cause[] = ["customers", "rules", "corrected", "refit"];

function revenueFacts({ digest, project, options, words }: Context): readonly Fact[] {
  if (digest.revenue === null) return [];
  const { window, now, before } = digest.revenue;
  const label =
    window === null ? words.revenueInAll : words.revenueWithin(formatDays(window, options.locale));
  const change = before === null ? 0 : now - before;
  const told = formatCell(moneyCell(Math.abs(change), project.currency), {
    ...options,
    style: "short",
  });
  const note = change === 0 ? {} : { note: `${change > 0 ? "+" : "−"}${told}` };
  return [{ label, cells: [moneyCell(now, project.currency)], ...note }];
}

function lossFacts(context: Context): readonly Fact[] {
  const { digest, project, options, words } = context;
  if (digest.losses.length === 0) return [];
  return [
    { label: words.follow, cells: [] },
    ...digest.losses.map((loss, i): Fact => {
      const days = numberOf(loss.customer, "recency");
      const quiet =
        days === null ? [] : [words.notBought(formatDays(days, options.locale, "short"))];
      const late = loss.overdue === null ? [] : [words.overdue];
      return {
        label: String(i + 1),
        cells: [
          customerCell(loss.customer, project),
          ...[...quiet, ...ownerOf(loss, digest), ...late].map(textCell),
        ],
      };
    }),
  ];
}

/** Who looks after a customer, where not all are theirs. */
const ownerOf = ({ customer }: Pick<Loss, "customer">, { scope }: Digest): readonly string[] =>
  scope.kind === "owner" || customer.owner === null ? [] : [customer.owner];

function stepFacts({ digest, words }: Context): readonly Fact[] {
  if (digest.steps === null) return [];
  const { due, done, overdue } = digest.steps;
  const line = words.stepCounts(count(due), count(done), count(overdue));
  return [{ label: words.steps, cells: [textCell(line)] }];
}

function decisionFacts({ digest, options, words }: Context): readonly Fact[] {
  const { decision } = digest;
  return decision === null
    ? []
    : [{ label: words.decide, cells: [textCell(decisionText(decision, options, words))] }];
}

function decisionText(decision: Decision, { locale }: ViewOptions, words: DigestWords): string {
  switch (decision.kind) {
    case "own":
      return textFor(decision.text, locale);
    case "overdue":
      return words.decideOverdue(count(decision.steps));
    case "losses":
      return words.decideLosses(count(decision.customers));
    case "rules":
      return words.decideRules(count(decision.customers));
  }
}

function actionsOf(context: Context): readonly Action[] {
  const [first] = shownOf(context.digest);
  if (first === undefined) return [];
  const { segmentation, segment } = first;
  const label = context.words.list(titleOf(context, first));
  return [{ id: "list", args: { segmentation, segment }, label }];
}

/** What belongs below: the chart, the whole balance, causes, losses with where they went, overdue actions. */
export function digestDetailView(digest: Digest, project: ProjectInfo, options: ViewOptions): View {
  const words = digestWordsFor(options.locale);
  const context: Context = { digest, project, options, words };
  const has = (section: Digest["sections"][number]): boolean => digest.sections.includes(section);
  return {
    id: "digest-detail",
    title: words.detail(digestTitle(digest, options)),
    run: digest.run,
    blocks: [
      ...digestChart(digest, project, options),
      ...(has("balance") ? [...balanceTable(context), ...causeTable(context)] : []),
      ...(has("losses") ? lossTable(context) : []),
      ...(has("actions") ? overdueTable(context) : []),
      ...digest.unsplit.map((u): Block => {
        const title = segmentationTitle(project, u.segmentation, options.locale);
        return { kind: "note", tone: "hint", text: words.unsplit(title, words.causes[u.cause]) };
      }),
    ],
    actions: [],
  };
}

const inOut = (b: SegmentBalance, of: readonly Cause[] = causes) => ({
  into: of.reduce((sum, cause) => sum + b.moved[cause].in, 0),
  out: of.reduce((sum, cause) => sum + b.moved[cause].out, 0),
});

function balanceTable(context: Context): readonly Block[] {
  const { digest, words } = context;
  const number = (id: string, label: string) => ({ id, label, type: "number" as const });
  const named = (b: SegmentBalance): Cell =>
    segmentCell(b.segmentation, b.segment, titleOf(context, b));
  if (digest.balances.length === 0) return [];
  const segment = { id: "segment", label: words.segment, type: "segment" } as const;
  if (digest.since === null)
    return [
      {
        kind: "table",
        columns: [segment, number("after", words.customers)],
        rows: digest.balances.map((b) => [named(b), countCell(b.closing)]),
      },
    ];
  return [
    {
      kind: "table",
      title: words.balance,
      columns: [
        segment,
        number("before", words.before),
        number("joined", words.new),
        number("in", words.movedIn),
        number("out", words.movedOut),
        number("left", words.gone),
        number("after", words.after),
      ],
      rows: digest.balances.map((b) => {
        const { into, out } = inOut(b);
        return [named(b), ...[b.opening, b.joined, into, out, b.left, b.closing].map(countCell)];
      }),
    },
  ];
}

function causeTable(context: Context): readonly Block[] {
  const { digest, words } = context;
  const rows = digest.balances.flatMap((b) =>
    order.flatMap((cause) => {
      const { into, out } = inOut(b, [cause]);
      if (into + out === 0) return [];
      return [
        [
          segmentCell(b.segmentation, b.segment, titleOf(context, b)),
          textCell(words.causes[cause]),
          countCell(into),
          countCell(out),
        ],
      ];
    }),
  );
  if (rows.length === 0) return [];
  return [
    {
      kind: "table",
      title: words.moves,
      columns: [
        { id: "segment", label: words.segment, type: "segment" },
        { id: "cause", label: words.cause, type: "text" },
        { id: "in", label: words.movedIn, type: "number" },
        { id: "out", label: words.movedOut, type: "number" },
      ],
      rows,
    },
  ];
}

function lossTable({ digest, project, options, words }: Context): readonly Block[] {
  if (digest.losses.length === 0) return [];
  const place = (loss: Loss, segment: string | null): Cell =>
    segment === null
      ? textCell(words.noSegment)
      : segmentCell(
          loss.segmentation,
          segment,
          segmentTitle(project, loss.segmentation, segment, options.locale),
        );
  return [
    {
      kind: "table",
      title: words.lost,
      columns: [
        { id: "customer", label: words.customer, type: "customer" },
        { id: "from", label: words.from, type: "segment" },
        { id: "to", label: words.to, type: "segment" },
        { id: "spent", label: words.spent, type: "money" },
        { id: "owner", label: words.owner, type: "text" },
      ],
      rows: digest.losses.map((loss) => [
        customerCell(loss.customer, project),
        place(loss, loss.from),
        place(loss, loss.to),
        loss.revenue === null ? textCell("") : moneyCell(loss.revenue, project.currency),
        textCell(loss.customer.owner ?? ""),
      ]),
    },
  ];
}

function overdueTable({ digest, project, options, words }: Context): readonly Block[] {
  if (digest.overdue.length === 0) return [];
  return [
    {
      kind: "table",
      title: words.late,
      columns: [
        { id: "customer", label: words.customer, type: "customer" },
        { id: "action", label: words.action, type: "text" },
        { id: "due", label: words.dueBy, type: "date" },
        { id: "owner", label: words.owner, type: "text" },
      ],
      rows: digest.overdue.map(({ customer, step }) => [
        customerCell(customer, project),
        textCell(textFor(step.do, options.locale)),
        dateCell(step.due),
        textCell(customer.owner ?? ""),
      ]),
      ...(digest.steps === null ? {} : { total: digest.steps.overdue }),
    },
  ];
}
