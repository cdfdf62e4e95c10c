/** A digest as one picture: its first screen, and the chart below. */
import { displayWidth, truncateWidth, wrapWidth } from "./display-width.ts";
import { formatCell } from "./format.ts";
import { isChinese } from "./format-number.ts";
import { escapeXml, type Chart } from "./svg.ts";
import type { Cell, Fact, View } from "./view.ts";

export type DigestSvgOptions = { readonly locale: string; readonly today?: string };

const width = 640;
const margin = 36;
const inner = width - 2 * margin;
const colours = {
  text: "#1f2328",
  faint: "#59636e",
  line: "#d8dee4",
  soft: "#f6f8fa",
  // Okabe and Ito's blue and vermilion, which people with any colour vision can tell apart
  series: ["#0072b2", "#d55e00", "#009e73"],
} as const;
const font = "'Noto Sans Hans', 'PingFang SC', 'Microsoft YaHei', system-ui, sans-serif";

/** What is drawn, and where it ends. */
type Drawn = { readonly parts: readonly string[]; readonly bottom: number };

/**
 * @param main masked for the reader already, as `detail`
 * @param detail of which the charts are drawn
 * @returns an `<svg>` element without script, style sheets or links
 */
export function digestSvg(main: View, detail: View, options: DigestSvgOptions): string {
  const parts: string[] = [];
  let bottom = margin;
  const draw = ({ parts: more, bottom: next }: Drawn): void => {
    parts.push(...more);
    bottom = next;
  };
  draw(title(main.title, bottom));
  for (const block of main.blocks) {
    if (block.kind === "facts") {
      const changes = block.facts.some(({ note: remark = "" }) => remark !== "");
      for (const fact of block.facts) draw(drawFact(fact, bottom, changes, options));
    }
    if (block.kind === "note" && block.tone !== "hint") draw(note(block.text, bottom));
  }
  const charts = detail.blocks.filter((block) => block.kind === "chart");
  for (const chart of charts) draw(drawChart(chart, bottom, options));
  const foot = main.blocks.flatMap((b) => (b.kind === "note" && b.tone === "hint" ? [b.text] : []));
  for (const line of foot) {
    bottom += 30;
    parts.push(text(margin, bottom, line, { size: 13, fill: colours.faint }));
  }
  const height = bottom + margin;
  const told = [main.title, ...charts.map((chart) => chart.sentence)].join(". ");
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="${font}">`,
    `<title>${escapeXml(main.title)}</title>`,
    `<desc>${escapeXml(told)}</desc>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    `<rect width="6" height="${height}" fill="${colours.series[0]}"/>`,
    ...parts,
    "</svg>",
  ].join("");
}

/** Of a column, in sizes of the text: a Latin letter is a little wider than half its size. */
const columnWidth = 0.54;

/** So many columns of a text of a size fit into so many pixels. */
const columnsIn = (pixels: number, size: number): number =>
  Math.floor(pixels / (size * columnWidth) + 1e-9);

function title(content: string, top: number): Drawn {
  const size = 24;
  const lines = wrapWidth(content, columnsIn(inner, size));
  const parts = lines.map((line, i) =>
    text(margin, top + size + i * 32, line, { size, weight: 700 }),
  );
  const bottom = top + size + (lines.length - 1) * 32 + 18;
  return { parts: [...parts, rule(bottom)], bottom: bottom + 6 };
}

function note(content: string, top: number): Drawn {
  const size = 15;
  const lines = wrapWidth(content, columnsIn(inner, size));
  const parts = lines.map((line, i) =>
    text(margin, top + 28 + i * 22, line, { size, fill: colours.faint }),
  );
  return { parts, bottom: top + 28 + (lines.length - 1) * 22 };
}

function drawFact(
  { label, cells, note: remark }: Fact,
  top: number,
  changes: boolean,
  options: DigestSvgOptions,
): Drawn {
  const told = cells.map((cell) => cellText(cell, options)).filter((t) => t !== "");
  if (cells.length === 0) return heading(label, top);
  if (label === "") return small(told.join(" · "), top);
  if (/^\d+$/.test(label)) return numbered(label, told, top);
  const measured = cells.every((cell) => cell.type !== "text");
  return measured
    ? figure(label, told.join(" · "), changes ? (remark ?? "") : null, top)
    : sentence(label, told.join(" · "), top, options);
}

const cellText = (cell: Cell, options: DigestSvgOptions): string =>
  cell.value === "" ? "" : formatCell(cell, { ...options, style: "short" });

/** Where changes stand, so that figures stand below one another. */
const changeWidth = 104;

/** A label on the left, its figure and what it changed by on the right; `null`: nothing of the digest changed by anything. */
function figure(label: string, value: string, remark: string | null, top: number): Drawn {
  const y = top + 34;
  const right = width - margin;
  const end = remark === null ? right : right - changeWidth;
  return {
    parts: [
      text(margin, y, truncateWidth(label, columnsIn(inner * 0.55, 17)), { size: 17, weight: 700 }),
      text(end, y, value, { size: 20, weight: 700, anchor: "end" }),
      ...(remark === null || remark === ""
        ? []
        : [text(right, y, remark, { size: 15, fill: colours.faint, anchor: "end" })]),
    ],
    bottom: y,
  };
}

function small(content: string, top: number): Drawn {
  const size = 14;
  const lines = wrapWidth(content, columnsIn(inner, size));
  const parts = lines.map((line, i) =>
    text(margin, top + 23 + i * 20, line, { size, fill: colours.faint }),
  );
  return { parts, bottom: top + 23 + (lines.length - 1) * 20 + 2 };
}

function heading(label: string, top: number): Drawn {
  return {
    parts: [rule(top + 20), text(margin, top + 48, label, { size: 17, weight: 700 })],
    bottom: top + 50,
  };
}

function numbered(label: string, told: readonly string[], top: number): Drawn {
  const y = top + 28;
  const [first = "", ...rest] = told;
  const name = truncateWidth(first, columnsIn(inner * 0.42, 16));
  const others = truncateWidth(rest.join(" · "), columnsIn(inner * 0.54, 15));
  return {
    parts: [
      text(margin + 8, y, label, { size: 15, fill: colours.faint, anchor: "middle" }),
      text(margin + 28, y, name, { size: 16 }),
      text(width - margin, y, others, { size: 15, fill: colours.faint, anchor: "end" }),
    ],
    bottom: y,
  };
}

/** A label above a sentence. */
function sentence(
  label: string,
  content: string,
  top: number,
  { locale }: DigestSvgOptions,
): Drawn {
  const size = 16;
  const mark = isChinese(locale) ? "：" : ": ";
  const lines = wrapWidth(`${label}${mark}${content}`, columnsIn(inner - 28, size));
  const height = lines.length * 24 + 18;
  return {
    parts: [
      `<rect x="${margin}" y="${top + 18}" width="${inner}" height="${height}" rx="6" fill="${colours.soft}"/>`,
      ...lines.map((line, i) => text(margin + 14, top + 45 + i * 24, line, { size })),
    ],
    bottom: top + 18 + height - 6,
  };
}

const barHeight = 12;
const labelSize = 15;

/** Lying bars: each point with its series below one another, the label in front, figures behind. */
function drawChart(chart: Chart, top: number, options: DigestSvgOptions): Drawn {
  const parts = [rule(top + 26), text(margin, top + 56, chart.title, { size: 17, weight: 700 })];
  let legend = width - margin;
  if (chart.series.length > 1)
    for (const [i, series] of [...chart.series.entries()].toReversed()) {
      const wide = displayWidth(series.name) * 8;
      legend -= wide;
      parts.push(
        text(legend, top + 56, series.name, { size: 14, fill: colours.faint }),
        `<rect x="${legend - 18}" y="${top + 45}" width="12" height="12" rx="2" fill="${seriesColour(i)}"/>`,
      );
      legend -= 36;
    }
  const labels = chart.series[0]?.points ?? [];
  const most = Math.max(1, ...chart.series.flatMap((s) => s.points.map((p) => p.value)));
  // As wide as the longest label needs, so that none is cut while there is room.
  const widest = Math.max(0, ...labels.map(({ label }) => displayWidth(label)));
  const wanted = widest * labelSize * columnWidth + 12;
  const left = margin + Math.min(inner * 0.5, Math.max(inner * 0.2, wanted));
  const room = width - margin - 64 - left;
  let y = top + 76;
  for (const [at, { label }] of labels.entries()) {
    const height = chart.series.length * (barHeight + 3);
    parts.push(
      text(
        left - 12,
        y + height / 2 + 4,
        truncateWidth(label, columnsIn(left - margin - 12, labelSize)),
        {
          size: labelSize,
          anchor: "end",
        },
      ),
    );
    for (const [i, series] of chart.series.entries()) {
      const value = series.points[at]?.value ?? 0;
      const from = y + i * (barHeight + 3);
      const long = Math.max(value > 0 ? 2 : 0, (value / most) * room);
      const unit = chart.unit === undefined ? {} : { unit: chart.unit };
      parts.push(
        `<rect x="${px(left)}" y="${px(from)}" width="${px(long)}" height="${barHeight}" rx="2" fill="${seriesColour(i)}"/>`,
        text(
          left + long + 6,
          from + barHeight - 1,
          formatCell({ value, type: chart.type, ...unit }, options),
          {
            size: 13,
            fill: colours.faint,
          },
        ),
      );
    }
    y += height + 12;
  }
  return { parts, bottom: y };
}

const seriesColour = (i: number): string =>
  colours.series[i % colours.series.length] ?? colours.text;

const rule = (y: number): string =>
  `<line x1="${margin}" y1="${px(y)}" x2="${width - margin}" y2="${px(y)}" stroke="${colours.line}"/>`;

const px = (value: number): string => String(Math.round(value * 10) / 10);

type TextStyle = {
  readonly size: number;
  readonly weight?: 400 | 700;
  readonly fill?: string;
  readonly anchor?: "start" | "middle" | "end";
};

const text = (
  x: number,
  y: number,
  content: string,
  { size, weight = 400, fill = colours.text, anchor = "start" }: TextStyle,
): string =>
  `<text x="${px(x)}" y="${px(y)}" font-size="${size}" font-weight="${weight}" fill="${fill}" text-anchor="${anchor}">${escapeXml(content)}</text>`;
