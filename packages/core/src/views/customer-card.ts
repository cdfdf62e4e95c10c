import { capital } from "./data-note.ts";
import type { EstimateInfo, Explained, MetricInfo, ProjectInfo } from "../host/protocol.ts";
import { textFor } from "../language/config/text.ts";
import {
  countCell,
  customerCell,
  customerValueCell,
  daysCell,
  dateCell,
  moneyCell,
  numberOf,
  segmentCell,
  segmentTitle,
  textCell,
  valueCell,
} from "./cells.ts";
import { formatCell } from "./format.ts";
import { formatDate } from "./format-date.ts";
import { formatChance, formatDays, formatNumber } from "./format-number.ts";
import { pointsFacts } from "./loyalty.ts";
import { servingFacts } from "./next-step.ts";
import { suggestedFacts } from "./recommendations.ts";
import type { Action, Cell, Fact, View } from "./view.ts";
import type { ViewOptions } from "./view-options.ts";
import { wordsFor, type Words } from "./words.ts";

/** The values of the window that is shown where the project has it. */
const yearly = "monetary_365";
const yearlyOrders = "frequency_365";
/** So many segments are a paragraph that a phone shows whole; the others are told by why. */
const mostSegments = 12;

/**
 * Who a customer is, on a phone's screen: segments, rhythm, spending, who looks after them, how old the data are.
 *
 * @param explained the answer of `explain`
 */
export function customerCard(
  explained: Explained,
  project: ProjectInfo,
  options: ViewOptions,
): View {
  const { customer, base } = explained;
  const { locale } = options;
  const words = wordsFor(locale);
  const segments = segmentCells(explained, project, locale);
  const more = segments.length > mostSegments ? segments.length - mostSegments + 1 : 0;
  const shown = more === 0 ? segments : segments.slice(0, mostSegments - 1);
  const facts: readonly Fact[] = [
    {
      label: "",
      cells: segments.length === 0 ? [textCell(words.inNoSegment)] : shown,
      ...(more === 0 ? {} : { note: words.moreSegments(formatNumber(more, 0)) }),
    },
    ...rhythmFacts(explained, words, locale),
    ...spendingFacts(explained, project, words, locale),
    ...estimateFacts(explained, project, words, locale),
    ...unitFacts(explained, words),
    ...pointsFacts(explained, project, locale),
    ...servingFacts(explained, project, options),
    ...suggestedFacts(explained, locale),
  ];
  const dataTo = words.dataTo(formatDate(base.asOf, options));
  const foot = [
    ...(explained.mergedFrom === undefined ? [] : [words.mergedFrom(explained.mergedFrom)]),
    ...(customer.owner === null ? [] : [`${words.owner} ${customer.owner}`]),
    dataTo,
    ...(base.published ? [] : [words.notPublished]),
  ].join(" · ");
  return {
    id: "customer-card",
    title: customer.label === null ? customer.id : `${customer.label} · ${customer.id}`,
    subject: customerCell(customer, project),
    run: base.run,
    blocks: [
      { kind: "facts", facts },
      { kind: "note", tone: "hint", text: capital(foot) },
    ],
    actions: actionsOf(explained, project, words, locale),
  };
}

/** Lists that a customer can be on come first: they ask for something to be done. */
function segmentCells(
  { customer }: Explained,
  project: ProjectInfo,
  locale: string,
): readonly Cell[] {
  const lists = project.segmentations.filter((s) => s.assign === "all");
  const schemes = project.segmentations.filter((s) => s.assign === "first");
  return [...lists, ...schemes].flatMap(({ id }) =>
    (customer.segments[id] ?? []).map((segment) =>
      segmentCell(id, segment, segmentTitle(project, id, segment, locale)),
    ),
  );
}

function rhythmFacts({ customer, base }: Explained, words: Words, locale: string): readonly Fact[] {
  const recency = numberOf(customer, "recency");
  const gap = numberOf(customer, "inter_purchase_time");
  if (recency === null) return [{ label: "", cells: [textCell(words.noOrder)] }];
  const days = formatDays(recency, locale, "short");
  if (gap !== null)
    return [{ label: words.rhythm, cells: [daysCell(gap)], note: words.lastAgo(days) }];
  const last = customer.values["last_order"];
  const day = typeof last === "string" ? last : dayBefore(base.asOf, recency);
  return [{ label: words.lastOrder, cells: [dateCell(day)], note: words.ago(days) }];
}

function dayBefore(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
}

/** The household and the accounts that the customer belongs to; not those of the customer alone. */
function unitFacts({ customer }: Explained, words: Words): readonly Fact[] {
  return Object.entries(customer.units ?? {}).flatMap(
    ([unit, { id, customers }]): readonly Fact[] =>
      id === null || (customers === 1 && id === customer.id)
        ? []
        : [
            {
              label: words.unitName(unit),
              cells: [textCell(id)],
              note: words.countCustomers(formatNumber(customers, 0)),
            },
          ],
  );
}

/** What they spent in the last year with the orders of that year, else in all; then all orders. */
function spendingFacts(
  { customer }: Explained,
  { currency }: ProjectInfo,
  words: Words,
  locale: string,
): readonly Fact[] {
  const lastYear = numberOf(customer, yearly);
  const spent = lastYear ?? numberOf(customer, "monetary");
  const label = lastYear === null ? words.spentInAll : words.spentWithin(formatDays(365, locale));
  const ordersThen = lastYear === null ? null : numberOf(customer, yearlyOrders);
  const note = ordersThen === null ? {} : { note: words.countOrders(formatNumber(ordersThen, 0)) };
  const orders = numberOf(customer, "frequency");
  return [
    ...(spent === null ? [] : [{ label, cells: [moneyCell(spent, currency)], ...note }]),
    ...(orders === null ? [] : [{ label: words.ordersInAll, cells: [countCell(orders)] }]),
  ];
}

/** What models say: the first of each thing that is estimated. */
function estimateFacts(
  { customer }: Explained,
  project: ProjectInfo,
  words: Words,
  locale: string,
): readonly Fact[] {
  const first = (of: EstimateInfo["of"]) =>
    project.metrics.find((m) => m.estimate?.of === of && numberOf(customer, m.id) !== null);
  const [clv, alive] = [first("clv"), first("p_alive")];
  const worth = clv === undefined ? undefined : customerValueCell(clv, customer, project.currency);
  const chance = alive === undefined ? null : numberOf(customer, alive.id);
  const horizon = clv?.estimate?.horizon ?? 0;
  const contracts = (["renewal", "survival", "remaining"] as const).flatMap((of) => {
    const found = first(of);
    return found === undefined ? [] : contractFact(found, customer, project, words, locale);
  });
  return [
    ...contracts,
    ...(worth === undefined
      ? []
      : [
          {
            ...(clv === undefined || worth.interval !== undefined
              ? { cells: [worth] }
              : contractFact(clv, customer, project, words, locale)),
            label: words.nextDays(formatDays(horizon, locale)),
          },
        ]),
    ...(chance === null
      ? []
      : [{ label: words.stillActive, cells: [textCell(formatChance(chance, locale))] }]),
  ];
}

/** What a model of contracts says, with the 95 % confidence interval where the project has its ends. */
function contractFact(
  metric: MetricInfo,
  customer: Explained["customer"],
  { currency }: ProjectInfo,
  words: Words,
  locale: string,
): Fact {
  const label = textFor(metric.title, locale);
  const told = (id: string): string | undefined => {
    const value = numberOf(customer, id);
    if (value === null) return undefined;
    return formatCell(valueCell(metric, value, currency), { locale, style: "short" });
  };
  const value = numberOf(customer, metric.id);
  const cells = [valueCell(metric, value, currency)];
  const [low, high] = (metric.estimate?.confidence ?? []).map(told);
  if (low === undefined || high === undefined) return { label, cells };
  return { label, cells, note: words.confidence(low, high) };
}

function actionsOf(
  { customer }: Explained,
  project: ProjectInfo,
  words: Words,
  locale: string,
): readonly Action[] {
  const why: Action = { id: "why", args: { customer: customer.id }, label: words.askWhy };
  const first = project.segmentations
    .toSorted((a, b) => Number(b.assign === "all") - Number(a.assign === "all"))
    .flatMap(({ id }) =>
      (customer.segments[id] ?? []).map((segment) => ({ segmentation: id, segment })),
    )[0];
  if (first === undefined) return [why];
  const title = segmentTitle(project, first.segmentation, first.segment, locale);
  return [why, { id: "list", args: first, label: words.listOf(title) }];
}
