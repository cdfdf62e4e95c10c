import type { Explained, ProjectInfo, Reach, ReachWay } from "../host/protocol.ts";
import { textFor } from "../language/config/text.ts";
import { customerCell, metricOf, moneyCell, segmentTitle, textCell, valueCell } from "./cells.ts";
import { formatCell } from "./format.ts";
import { formatDate } from "./format-date.ts";
import { formatNumber } from "./format-number.ts";
import type { Block, Cell, View } from "./view.ts";
import type { ViewOptions } from "./view-options.ts";
import { wordsFor } from "./words.ts";

/** So many values that change are told of the way that takes the least. */
const toldMetrics = 6;

/**
 * What would move a customer to a segment, as sentences that a salesperson can use: the way that takes the least first, with
 * what changes by it.
 *
 * @param explained the answer of `explain`, `reach` its part about the segment that was asked for
 */
export function reachView(
  explained: Explained,
  reach: Reach,
  project: ProjectInfo,
  options: ViewOptions,
): View {
  const { customer, base } = explained;
  const words = wordsFor(options.locale);
  const title = segmentTitle(project, reach.segmentation, reach.segment, options.locale);
  const name = customer.label ?? customer.id;
  const day = formatDate(reach.by, options);
  const [first, ...others] = reach.ways.map((way) => sentenceOf(way, day, project, options));
  const blocks: Block[] = [];
  if (reach.outcome === "already") blocks.push(plainNote(words.reachAlready(title)));
  else if (reach.outcome === "by-itself") blocks.push(plainNote(words.reachByItself(title, day)));
  else if (first === undefined)
    blocks.push(plainNote(words.reachNothing(formatNumber(reach.tried, 0), title, day)));
  else {
    blocks.push(plainNote(words.reachSentence(first, title)));
    blocks.push({ kind: "facts", facts: changesOf(reach.ways[0], project, options) });
    if (others.length > 0)
      blocks.push({
        kind: "facts",
        facts: others.map((other) => ({ label: words.reachOr, cells: [textCell(other)] })),
      });
  }
  const dataTo = words.dataTo(formatDate(base.asOf, options));
  const checked = words.reachChecked(formatNumber(base.customers, 0));
  const found = reach.outcome === "found" ? [checked] : [];
  const ofUnit = reach.unit === undefined ? [] : [words.reachOfUnit(words.unitName(reach.unit))];
  blocks.push({ kind: "note", tone: "hint", text: [...ofUnit, ...found, dataTo].join(" · ") });
  return {
    id: "reach",
    title: words.reachTitle(name, title),
    subject: customerCell(customer, project),
    run: base.run,
    blocks,
    actions: [{ id: "card", args: { customer: customer.id }, label: words.backToCard }],
  };
}

const plainNote = (text: string): Block => ({ kind: "note", tone: "plain", text });

/** `2 more orders of about £40 each by 30 November`, with changed metrics before it. */
function sentenceOf(
  { orders, amount, spend, metrics, changed }: ReachWay,
  day: string,
  project: ProjectInfo,
  options: ViewOptions,
): string {
  const words = wordsFor(options.locale);
  const told = (cell: Cell): string => formatCell(cell, { ...options, style: "short" });
  const money = (value: number): string => told(moneyCell(value, project.currency));
  const changes = metrics.slice(0, changed).map(({ metric, from, to }) => {
    const info = metricOf(project, metric);
    const value = (of: number | null): string => told(valueCell(info, of, project.currency));
    return words.reachMetric(
      textFor(info?.title ?? metric, options.locale),
      value(to),
      value(from),
    );
  });
  const bought = orders === 0 ? [] : [words.reachOrders(orders, money(amount), money(spend))];
  return words.reachBy([...changes, ...bought].join(words.reachAnd), day);
}

function changesOf(
  way: ReachWay | undefined,
  project: ProjectInfo,
  options: ViewOptions,
): Extract<Block, { kind: "facts" }>["facts"] {
  const words = wordsFor(options.locale);
  return (way?.metrics ?? []).slice(0, toldMetrics).map(({ metric, from, to }) => {
    const info = metricOf(project, metric);
    const now = valueCell(info, from, project.currency);
    const note = words.reachBefore(formatCell(now, { ...options, style: "short" }));
    return {
      label: textFor(info?.title ?? metric, options.locale),
      cells: [valueCell(info, to, project.currency)],
      note,
    };
  });
}
