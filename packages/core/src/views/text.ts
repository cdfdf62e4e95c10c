/** A view for a terminal. */
import { displayWidth, padWidth, truncateWidth, wrapWidth } from "./display-width.ts";
import { formatCell } from "./format.ts";
import { isChinese } from "./format-number.ts";
import { chartLines } from "./text-chart.ts";
import { clean, type Paint, type TextContext } from "./text-context.ts";
import { tableLines } from "./text-table.ts";
import type { Block, Fact, View } from "./view.ts";

export type TextOptions = {
  readonly locale: string;
  /** Columns of the terminal; no line is wider. Default 80. */
  readonly width?: number;
  /** ANSI colours and weights. Default none. */
  readonly colour?: boolean;
  readonly today?: string;
  readonly timezone?: string;
};

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

/**
 * The view as lines, without its actions. Numbers stand right, shares have bars, wide characters count as two columns.
 *
 * @returns lines joined by line feeds, without one at the end
 */
export function toText(view: View, options: TextOptions): string {
  const width = Math.max(20, options.width ?? 80);
  const paint = options.colour === true ? coloured : plain;
  const format: TextContext["format"] = (cell, style) =>
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

const wrapped = (text: string, { width }: TextContext): readonly string[] => wrapWidth(text, width);

function blockLines(block: Block, context: TextContext): readonly string[] {
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
function factLines(facts: readonly Fact[], context: TextContext): readonly string[] {
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
