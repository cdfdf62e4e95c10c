/** A chart block as an SVG picture: for hovers and for messages. Told in its title and description too. */
import { truncateWidth } from "./display-width.ts";
import { formatCell } from "./format.ts";
import type { Block } from "./view.ts";

export type Chart = Extract<Block, { kind: "chart" }>;

export type SvgOptions = {
  readonly locale: string;
  readonly theme?: "light" | "dark";
  /** In pixels. Default 480 × 240. */
  readonly width?: number;
  readonly height?: number;
};

type Colours = {
  readonly text: string;
  readonly faint: string;
  readonly series: readonly string[];
};

/** Okabe and Ito's colours, which people with any colour vision can tell apart. */
const themes: Readonly<Record<"light" | "dark", Colours>> = {
  light: {
    text: "#1f2328",
    faint: "#59636e",
    series: ["#0072b2", "#d55e00", "#009e73", "#cc79a7"],
  },
  dark: { text: "#e6edf3", faint: "#9198a1", series: ["#56b4e9", "#e69f00", "#2dd4a7", "#e3a6c7"] },
};

const font = "system-ui, -apple-system, 'Segoe UI', 'PingFang SC', 'Microsoft YaHei', sans-serif";

/** @returns an `<svg>` element without script, style sheets or links */
export function toSvg(chart: Chart, options: SvgOptions): string {
  const { width = 480, height = 240, theme = "light" } = options;
  const colours = themes[theme];
  const body =
    chart.chart === "bar"
      ? bars(chart, options, colours, width)
      : plot(chart, options, colours, width, height);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${body.height}" width="${width}" height="${body.height}" role="img" font-family="${font}" font-size="12">`,
    `<title>${escapeXml(chart.title)}</title>`,
    `<desc>${escapeXml(chart.sentence)}</desc>`,
    ...body.parts,
    "</svg>",
  ].join("");
}

type Drawing = { readonly parts: readonly string[]; readonly height: number };

const rowHeight = 22;

/** Lying bars with their label before and their figure behind. */
function bars(chart: Chart, options: SvgOptions, colours: Colours, width: number): Drawing {
  const rows = chart.series.flatMap((series, s) =>
    series.points.map((point) => ({
      label: chart.series.length > 1 ? `${point.label} · ${series.name}` : point.label,
      value: point.value,
      fill: colour(colours, s),
    })),
  );
  const most = greatest(rows.map((row) => row.value));
  const left = width * 0.34;
  const room = width * 0.46;
  const parts = rows.flatMap(({ label, value, fill }, i) => {
    const y = i * rowHeight + 4;
    const length = (Math.max(0, value) / most) * room;
    return [
      text(left - 8, y + 12, truncateWidth(label, 24), colours.text, "end"),
      `<rect x="${px(left)}" y="${y}" width="${px(length)}" height="${rowHeight - 8}" rx="2" fill="${fill}"/>`,
      text(left + length + 6, y + 12, figure(chart, value, options), colours.faint, "start"),
    ];
  });
  return { parts, height: Math.max(1, rows.length) * rowHeight + 4 };
}

/** Standing bars or lines, with the first and last label below and the greatest value above. */
function plot(
  chart: Chart,
  options: SvgOptions,
  colours: Colours,
  width: number,
  height: number,
): Drawing {
  const most = greatest(
    chart.series.flatMap((series) => series.points.map((point) => point.value)),
  );
  const [top, bottom] = [20, height - 22];
  const points = chart.series[0]?.points ?? [];
  const x = (i: number, count: number): number =>
    chart.chart === "line"
      ? count < 2
        ? width / 2
        : 4 + (i / (count - 1)) * (width - 8)
      : (i / count) * width;
  const y = (value: number): number => bottom - (Math.max(0, value) / most) * (bottom - top);
  const shapes = chart.series.flatMap((series, s) => {
    const count = series.points.length;
    if (chart.chart === "line") {
      const path = series.points
        .map((point, i) => `${px(x(i, count))},${px(y(point.value))}`)
        .join(" ");
      return [
        `<polyline points="${path}" fill="none" stroke="${colour(colours, s)}" stroke-width="2"/>`,
      ];
    }
    return series.points.map((point, i) => {
      const w = Math.max(1, width / count - 1);
      return `<rect x="${px(x(i, count))}" y="${px(y(point.value))}" width="${px(w)}" height="${px(bottom - y(point.value))}" fill="${colour(colours, s)}"/>`;
    });
  });
  const parts = [
    text(0, 12, figure(chart, most, options), colours.faint, "start"),
    `<line x1="0" y1="${bottom}" x2="${width}" y2="${bottom}" stroke="${colours.faint}"/>`,
    ...shapes,
    text(0, height - 6, points[0]?.label ?? "", colours.text, "start"),
    text(
      width,
      height - 6,
      points.length > 1 ? (points.at(-1)?.label ?? "") : "",
      colours.text,
      "end",
    ),
  ];
  return { parts, height };
}

const greatest = (values: readonly number[]): number =>
  values.reduce((most, v) => Math.max(most, v), 0) || 1;
const colour = ({ series, text: fallback }: Colours, i: number): string =>
  series[i % series.length] ?? fallback;
const px = (value: number): string => String(Math.round(value * 10) / 10);
const figure = (chart: Chart, value: number, { locale }: SvgOptions): string =>
  formatCell(
    { value, type: chart.type, ...(chart.unit === undefined ? {} : { unit: chart.unit }) },
    { locale },
  );

const text = (
  x: number,
  y: number,
  content: string,
  fill: string,
  anchor: "start" | "end",
): string =>
  `<text x="${px(x)}" y="${px(y)}" fill="${fill}" text-anchor="${anchor}">${escapeXml(content)}</text>`;

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};
/** Text within XML, which allows no control characters. */
export const escapeXml = (content: string): string =>
  content.replaceAll(/[^\P{Cc}\t\n]/gu, "").replaceAll(/[&<>"]/g, (c) => entities[c] ?? c);
