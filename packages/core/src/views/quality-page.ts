/** The quality of data as one page of HTML: nothing is fetched, it prints, and it reads without its charts. */
import type { Coverage, Finding, Quality, SourceQuality } from "../domain/quality/quality.ts";
import {
  findingPlace,
  findingText,
  groupOf,
  periodName,
  qualityWords,
  shareText,
  type QualityWords,
} from "./quality-words.ts";
import { escaped, pageOf } from "./page.ts";

type PageOptions = {
  readonly locale: string;
  /** The project's name. */
  readonly name: string;
  /** The day on which the data were looked at, ISO. */
  readonly day: string;
};

/** The page, whole. @example qualityPage(quality, { locale: "en", name: "Shop", day: "2026-11-21" }) */
export function qualityPage(quality: Quality, { locale, name, day }: PageOptions): string {
  const words = qualityWords(locale);
  const groups = (["wrong", "personal", "look"] as const).flatMap((group) => {
    const found = quality.findings.filter(({ code }) => groupOf(code) === group);
    return found.length === 0 ? [] : [findingsSection(group, found, words, locale)];
  });
  const nothing = `<p class="none">${escaped(words.none)}</p>`;
  const coverage = quality.coverage.map((c) => coverageFigure(c, words, locale)).join("\n");
  const main = `${groups.length === 0 ? nothing : groups.join("\n")}
${coverage === "" ? "" : `<section><h2>${escaped(words.coverage)}</h2><div class="charts">${coverage}</div></section>`}
<section><h2>${escaped(words.completeness)}</h2>
${quality.sources.map((source) => completenessTable(source, words, locale)).join("\n")}
</section>`;
  return pageOf({ locale, title: words.title, name, day, main });
}

function findingsSection(
  group: "wrong" | "personal" | "look",
  findings: readonly Finding[],
  words: QualityWords,
  locale: string,
): string {
  const items = findings.map((finding) => {
    const declare = finding.pii?.declare;
    const add =
      declare === undefined || declare === null
        ? ""
        : `<div class="add">${escaped(words.add(declare.file, declare.line))} <code>${escaped(declare.text.trim())}</code></div>`;
    return `<li><span class="place">${escaped(findingPlace(finding))}</span><div>${escaped(findingText(finding, locale))}${add}</div></li>`;
  });
  return `<section class="findings ${group}"><h2>${escaped(words.groups[group])} <span class="count">${findings.length}</span></h2><ul>${items.join("")}</ul></section>`;
}

const [chartWidth, chartHeight] = [640, 96] as const;

/** Bars for each period; an empty one is a mark on the line, not only a lack of colour. */
function coverageFigure(
  { source, period, periods }: Coverage,
  words: QualityWords,
  locale: string,
): string {
  const most = Math.max(1, ...periods.map(({ rows }) => rows));
  const step = chartWidth / Math.max(1, periods.length);
  const gap = step > 4 ? 1 : 0;
  const bars = periods.map(({ start, rows }, i) => {
    const height = rows === 0 ? 0 : Math.max(1, (rows / most) * (chartHeight - 10));
    const [x, width] = [(i * step).toFixed(2), Math.max(0.5, step - gap).toFixed(2)];
    const label = `<title>${escaped(`${periodName(start, period)}: ${rows.toLocaleString(locale)}`)}</title>`;
    return rows === 0
      ? `<rect class="empty" x="${x}" y="${chartHeight - 5}" width="${width}" height="5">${label}</rect>`
      : `<rect x="${x}" y="${(chartHeight - height).toFixed(2)}" width="${width}" height="${height.toFixed(2)}">${label}</rect>`;
  });
  const name = (start = ""): string => periodName(start, period);
  const [first, last] = [name(periods[0]?.start), name(periods.at(-1)?.start)];
  const empty = periods.filter(({ rows }) => rows === 0).length;
  const sentence = words.coverageSentence(source, periods.length, first, last, empty);
  return `<figure><figcaption><strong>${escaped(source)}</strong> ${escaped(words.period[period])} · ${escaped(words.most(most.toLocaleString(locale)))}</figcaption>
<svg viewBox="0 0 ${chartWidth} ${chartHeight}" preserveAspectRatio="none" role="img" aria-label="${escaped(sentence)}">${bars.join("")}</svg>
<div class="ends" aria-hidden="true"><span>${escaped(first)}</span><span>${escaped(last)}</span></div>
<p>${escaped(sentence)}</p></figure>`;
}

function completenessTable(source: SourceQuality, words: QualityWords, locale: string): string {
  const rows = source.columns
    .map(({ name, missing }) => {
      const filled = 1 - missing;
      const share = shareText(filled, locale);
      const bar = `<span class="bar" aria-hidden="true"><span style="inline-size:${(filled * 100).toFixed(1)}%"></span></span>`;
      return `<tr><th scope="row">${escaped(name)}</th><td class="share">${share}</td><td class="meter">${bar}</td></tr>`;
    })
    .join("");
  return `<table><caption><strong>${escaped(source.name)}</strong> ${escaped(words.rowCount(source.rows.toLocaleString(locale)))} · ${shareText(source.completeness, locale)}</caption>
<thead class="hidden"><tr><th scope="col">${escaped(words.columns)}</th><th scope="col" colspan="2">${escaped(words.filled)}</th></tr></thead><tbody>${rows}</tbody></table>`;
}
