/** The persona of a segment as sentences, each with its statistic. */
import {
  leastCustomers,
  type Finding,
  type MeanFinding,
  type NeedsSpread,
  type Persona,
  type PersonaSection,
} from "../domain/personas/persona.ts";
import type { Figure } from "../domain/personas/figures.ts";
import type { ProjectInfo } from "../host/protocol.ts";
import { textFor } from "../language/config/text.ts";
import { countCell, metricOf, moneyCell, shareCell, textCell, valueCell } from "./cells.ts";
import { formatCell } from "./format.ts";
import { formatDays, formatNumber, formatShare } from "./format-number.ts";
import { personaWordsFor, type PersonaWords } from "./persona-words.ts";
import type { Block, Cell, Fact } from "./view.ts";
import { wordsFor } from "./words.ts";

const order: readonly PersonaSection[] = ["traits", "behaviour", "needs", "preferences", "risks"];

export type PersonaOptions = {
  readonly locale: string;
  /** Sentences of a section, the strongest; default 4. */
  readonly most?: number;
};

/**
 * What a segment is like, section by section; what chance could have made is not told.
 *
 * @param project for titles and the currency
 */
export function personaBlocks(
  persona: Persona,
  project: ProjectInfo,
  { locale, most = 4 }: PersonaOptions,
): readonly Block[] {
  const words = personaWordsFor(locale);
  const figures = figuresTable(persona, project, words);
  const members = membersNote(persona, words, locale);
  if (persona.tooFew)
    return [
      ...members,
      ...figures,
      { kind: "note", tone: "hint", text: words.tooFew(String(leastCustomers)) },
    ];
  const { topTenth, needs } = persona;
  const facts = order.flatMap((section): readonly Fact[] => {
    const found = persona.findings.filter((f) => f.section === section).slice(0, most);
    const sentences = found.map((f) => personaSentence(f, project, locale));
    if (section === "risks" && topTenth !== null) {
      const [own, others] = [topTenth.share, topTenth.others].map((s) => shareText(s, locale));
      sentences.push(words.topTenth(own ?? "", others ?? ""));
    }
    return sentences.length === 0
      ? []
      : [
          { label: words.heads[section], cells: [] },
          ...sentences.map((s) => ({ label: "", cells: [textCell(s)] })),
        ];
  });
  const counts = [persona.customers, persona.others, persona.tests].map((n) => formatNumber(n, 0));
  const [customers = "", others = "", tests = ""] = counts;
  return [
    ...members,
    ...figures,
    ...(persona.findings.length === 0
      ? [{ kind: "note", tone: "plain", text: words.nothing } as const]
      : []),
    ...(facts.length === 0 ? [] : [{ kind: "facts", facts } as const]),
    ...needs.map((spread) => needsTable(spread, project, words, locale)),
    { kind: "note", tone: "hint", text: words.foot(customers, others, tests) },
  ];
}

/** Of a segment of units: whom the figures count. */
function membersNote(
  { units, customers }: Persona,
  words: PersonaWords,
  locale: string,
): readonly Block[] {
  if (units === null) return [];
  const unit = wordsFor(locale).unitName(units.unit);
  const text = words.members(formatNumber(customers, 0), formatNumber(units.segment, 0), unit);
  return [{ kind: "note", tone: "plain", text }];
}

/** A finding as a sentence. @example "Buys 2.3 times as often as the others (9.1 against 4 orders; SMD 0.8 …)." */
export function personaSentence(finding: Finding, project: ProjectInfo, locale: string): string {
  const words = personaWordsFor(locale);
  const q = words.q(probability(finding.q));
  const two = (n: number): string => formatNumber(n, 2);
  if (finding.kind === "mean") {
    const { smd, interval } = finding;
    const statistic = words.smd(two(smd), two(interval[0]), two(interval[1]), q);
    return meanSentence(finding, project, words, locale) + words.close(statistic);
  }
  const { share, others, lift, cramersV } = finding;
  const statistic = words.lift(lift === null ? null : two(lift), two(cramersV), q);
  const text = {
    title: finding.value === null ? "" : titleOf(project, finding.value, locale),
    share: shareText(share, locale),
    others: shareText(others, locale),
    more: share > others,
  };
  if (finding.kind === "risk") {
    const category = finding.atMost === null ? "" : formatNumber(finding.atMost, 1);
    return words.risks[finding.risk]({ ...text, category }) + words.close(statistic);
  }
  const sentence =
    typeof finding.category === "boolean"
      ? words.truth({ ...text, category: "" })
      : words.share({ ...text, category: finding.category });
  return sentence + words.close(statistic);
}

function meanSentence(
  finding: MeanFinding,
  project: ProjectInfo,
  words: PersonaWords,
  locale: string,
): string {
  const { value, mean, others } = finding;
  const metric = metricOf(project, value);
  const told = (n: number): string => {
    const cell = valueCell(metric, n, project.currency);
    return cell.type === "number"
      ? formatNumber(n, Math.abs(n) < 10 ? 1 : 0)
      : formatCell(cell, { locale, style: "short" });
  };
  const more = mean > others;
  const ratio = others > 0 ? mean / others : 0;
  const factor = ratio >= 1.1 && ratio <= 100 ? ratio : null;
  const [, stem = value, days] = /^(.+?)(?:_(\d+))?$/.exec(value) ?? [];
  const text = {
    title: titleOf(project, value, locale),
    mean: told(mean),
    others: told(others),
    times: factor === null ? null : words.times(formatNumber(factor, factor < 10 ? 1 : 0)),
    more,
    window: days === undefined ? null : formatDays(Number(days), locale, "short"),
  };
  const known = Object.entries(words.means).find(([name]) => name === stem);
  return known === undefined ? words.mean(text) : known[1](text);
}

const titleOf = (project: ProjectInfo, value: string, locale: string): string =>
  textFor(metricOf(project, value)?.title ?? value, locale);

const shareText = (share: number, locale: string): string => formatShare(share, locale, "short");

const probability = (q: number): string => (q < 0.001 ? "< 0.001" : formatNumber(q, 3));

function needsTable(
  { value, needs, kinds, othersKinds }: NeedsSpread,
  project: ProjectInfo,
  words: PersonaWords,
  locale: string,
): Block {
  const [own, rest] = [formatNumber(kinds, 1), formatNumber(othersKinds, 1)];
  return {
    kind: "table",
    title: words.spread(titleOf(project, value, locale), own, rest),
    columns: [
      { id: "need", label: words.need, type: "text" },
      { id: "segment", label: words.segment, type: "share" },
      { id: "others", label: words.others, type: "share" },
    ],
    rows: needs.map(({ need, share, others }) => [
      textCell(need),
      shareCell(share),
      shareCell(others),
    ]),
  };
}

/** A figure as its name says: money, a share, or points of NPS. */
export function figureCell(name: Figure["name"], value: number | null, currency: string): Cell {
  if (value === null) return { value, type: "number" };
  if (name === "nps") return countCell(Math.round(value));
  return name === "spend" || name === "margin" || name === "mean_order"
    ? moneyCell(value, currency)
    : shareCell(value);
}

function figuresTable(
  { figures }: Persona,
  { currency }: ProjectInfo,
  words: PersonaWords,
): readonly Block[] {
  if (figures.length === 0) return [];
  const cell = (name: Figure["name"], value: number | null): Cell =>
    figureCell(name, value, currency);
  return [
    {
      kind: "table",
      columns: [
        { id: "figure", label: words.figure, type: "text" },
        { id: "segment", label: words.segment, type: "number" },
        { id: "others", label: words.others, type: "number" },
      ],
      rows: figures.map(({ name, of, segment, others }) => [
        textCell(words.figures[name](of ?? "")),
        cell(name, segment),
        cell(name, others),
      ]),
    },
  ];
}
