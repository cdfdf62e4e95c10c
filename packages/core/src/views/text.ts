/** A view for a terminal. */
import { displayWidth, padWidth, truncateWidth, wrapWidth } from "./display-width.ts";
import { formatCell } from "./format.ts";
import { isChinese } from "./format-number.ts";
import type { Block, Cell, CellType, Fact, View } from "./view.ts";

export type TextOptions = {
  readonly locale: string;
  /** Columns of the terminal; no line is wider. Default 80. */
  readonly width?: number;
  /** ANSI colours and weights. Default none. */
  readonly colour?: boolean;
  readonly today?: string;
  readonly timezone?: string;
};

type Paint = (text: string, style: "bold" | "dim" | "yellow" | "green" | "red") => string;

const codes = {
  bold: [1, 22],
  dim: [2, 22],
  yellow: [33, 39],
  green: [32, 39],
  red: [31, 39],
} as const;
const plain: Paint = (text) => text;
const coloured: Paint = (text, style) =>
  `\u001B[${codes[style][0]}m${text}\u001B[${codes[style][1]}m`;

type Context = {
  readonly width: number;
  readonly paint: Paint;
  readonly bracketed: (note: string) => string;
  /** Cells in tables are told in full, in sentences short. */
  readonly format: (cell: Cell, style: "short" | "full") => string;
};

/**
 * The view as lines, without its actions. Numbers stand right, shares have bars, wide characters count as two columns.
 *
 * @returns lines joined by line feeds, without one at the end
 */
export function toText(view: View, options: TextOptions): string {
  const width = Math.max(20, options.width ?? 80);
  const paint = options.colour === true ? coloured : plain;
  const format: Context["format"] = (cell, style) =>
    clean(cell.value === "" ? "" : formatCell(cell, { ...options, style }));
  const bracketed = (note: string): string =>
    isChinese(options.locale) ? `（${note}）` : ` (${note})`;
  const context = { width, paint, format, bracketed };
  const title =
    view.title === "" ? [] : [wrapped(clean(view.title), context).map((l) => paint(l, "bold"))];
  const blocks = view.blocks
    .map((block) => blockLines(block, context))
    .filter((lines) => lines.length > 0);
  return [...title, ...blocks].map((lines) => lines.join("\n")).join("\n\n");
}

/** Data may hold escape sequences; a terminal must not obey them. */
const clean = (text: string): string => text.replaceAll(/\p{Cc}+/gu, " ");
const wrapped = (text: string, { width }: Context): readonly string[] => wrapWidth(text, width);

function blockLines(block: Block, context: Context): readonly string[] {
  const { paint } = context;
  switch (block.kind) {
    case "facts":
      return factLines(block.facts, context);
    case "table":
      return tableLines(block, context);
    case "chart":
      return [...chartLines(block, context), ...wrapped(clean(block.sentence), context)];
    case "note":
      return block.text
        .split("\n")
        .flatMap((line) => wrapped(clean(line), context))
        .map((line) =>
          block.tone === "plain" ? line : paint(line, block.tone === "hint" ? "dim" : "yellow"),
        );
    case "diff":
      return [
        paint(truncateWidth(clean(block.title), context.width), "bold"),
        ...block.lines.map(({ sign, text }) => {
          const line = truncateWidth(`${sign} ${clean(text)}`.trimEnd(), context.width);
          return sign === " " ? line : paint(line, sign === "+" ? "green" : "red");
        }),
      ];
  }
}

/** Labels in a column of their own; a fact without a label, or without cells, is a line across. */
function factLines(facts: readonly Fact[], context: Context): readonly string[] {
  const { width, paint, format, bracketed } = context;
  const paired = facts.filter((fact) => fact.label !== "" && fact.cells.length > 0);
  const labelWidth = Math.min(
    Math.floor(width / 2),
    Math.max(0, ...paired.map((f) => displayWidth(clean(f.label)))),
  );
  return facts.flatMap(({ label, cells, note }) => {
    const said = cells.map((cell) => format(cell, "short")).join(" · ");
    const text = note === undefined ? said : `${said}${bracketed(clean(note))}`;
    if (label === "") return wrapped(text, context);
    if (cells.length === 0)
      return wrapped(clean(label), context).map((line) => paint(line, "bold"));
    const name = padWidth(truncateWidth(clean(label), labelWidth), labelWidth);
    const room = width - labelWidth - 2;
    return wrapWidth(text, room).map((line, i) =>
      `${i === 0 ? paint(name, "dim") : " ".repeat(labelWidth)}  ${line}`.trimEnd(),
    );
  });
}

const rightTypes: ReadonlySet<CellType> = new Set(["number", "money", "share", "days"]);
const barWidth = 10;
const narrowest = 4;

function tableLines(table: Extract<Block, { kind: "table" }>, context: Context): readonly string[] {
  const { width, paint, format } = context;
  const rows = table.rows.map((row) => row.map((cell) => format(cell, "full")));
  const widths = table.columns.map((column, i) =>
    Math.max(displayWidth(clean(column.label)), ...rows.map((row) => displayWidth(row[i] ?? ""))),
  );
  const shareAt = table.columns.findIndex((column) => column.type === "share");
  const total = (): number =>
    widths.reduce((sum, w) => sum + w, 0) + 2 * Math.max(0, widths.length - 1);
  const hasBars = shareAt >= 0 && total() + barWidth + 2 <= width;
  while (total() > width) {
    const widest = widths.indexOf(Math.max(...widths));
    const now = widths[widest] ?? 0;
    if (now <= narrowest) break;
    widths[widest] = Math.max(narrowest, now - (total() - width));
  }
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => {
        const type = table.columns[i]?.type ?? "text";
        return padWidth(
          truncateWidth(cell, widths[i] ?? 0),
          widths[i] ?? 0,
          rightTypes.has(type) ? "right" : "left",
        );
      })
      .join("  ");
  const bars = table.rows.map((row) => {
    const share = hasBars ? row[shareAt]?.value : null;
    return typeof share === "number" ? `  ${bar(share, barWidth)}` : "";
  });
  const fit = (text: string): string => truncateWidth(text.trimEnd(), width);
  const title =
    table.title === undefined ? [] : [paint(truncateWidth(clean(table.title), width), "bold")];
  const more =
    table.total !== undefined && table.total > rows.length
      ? [`… ${rows.length} / ${table.total}`]
      : [];
  return [
    ...title,
    ...(table.columns.length === 0
      ? []
      : [paint(fit(line(table.columns.map((c) => clean(c.label)))), "dim")]),
    ...rows.map((row, i) => fit(line(row) + (bars[i] ?? ""))),
    ...more,
  ];
}

function chartLines(chart: Extract<Block, { kind: "chart" }>, context: Context): readonly string[] {
  const { width, paint, format } = context;
  const points = chart.series.flatMap((series) =>
    series.points.map((point) => ({
      label: clean(chart.series.length > 1 ? `${series.name} ${point.label}` : point.label),
      value: point.value,
    })),
  );
  const unit = chart.unit === undefined ? {} : { unit: chart.unit };
  const figures = points.map(({ value }) => format({ value, type: chart.type, ...unit }, "short"));
  const labelWidth = Math.min(
    Math.floor(width / 3),
    Math.max(0, ...points.map((p) => displayWidth(p.label))),
  );
  const figureWidth = Math.max(0, ...figures.map(displayWidth));
  const room = Math.max(1, width - labelWidth - figureWidth - 4);
  const most = Math.max(...points.map((p) => Math.abs(p.value)), Number.MIN_VALUE);
  return [
    paint(truncateWidth(clean(chart.title), width), "bold"),
    ...points.map(({ label, value }, i) => {
      const name = padWidth(truncateWidth(label, labelWidth), labelWidth);
      return `${name}  ${padWidth(figures[i] ?? "", figureWidth, "right")}  ${bar(Math.abs(value) / most, room)}`.trimEnd();
    }),
  ];
}

const eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/** A bar of block characters. @param share in [0, 1]; anything above zero is seen */
function bar(share: number, width: number): string {
  const size = Math.round(Math.min(1, Math.max(0, share)) * width * 8);
  const shown = share > 0 ? Math.max(1, size) : 0;
  return "█".repeat(Math.floor(shown / 8)) + (eighths[shown % 8] ?? "");
}
