import type { Block, Cell, CellType, Fact, View } from "@clientele/core/views";
import type { ContextBlock, HeaderBlock, KnownBlock, SectionBlock } from "@slack/types";
import { escapeMrkdwn, oneLine, truncate } from "./text.ts";

/** A cell as text, in the reader's language; not escaped. */
export type FormatCell = (cell: Cell) => string;

/** Of a section's text, with room to spare for what is counted differently. */
const sectionLength = 2900;

/**
 * The title and the blocks of a view, without its actions. Lists, not wide tables: a row is one line, so that it reads on a
 * phone. Charts are their sentence.
 *
 * @param view masked for the reader already
 * @param format how cells read
 * @example renderView({ id: "x", title: "Acme", run: null, blocks: [], actions: [] }, String) // one header
 */
export function renderView(view: View, format: FormatCell): readonly KnownBlock[] {
  return [
    ...header(view.title),
    ...view.blocks.flatMap((block, i) => renderBlock(block, view.blocks[i - 1], format)),
  ];
}

function renderBlock(
  block: Block,
  before: Block | undefined,
  format: FormatCell,
): readonly KnownBlock[] {
  switch (block.kind) {
    case "facts":
      return sections(block.facts.map((fact) => factLine(fact, format)));
    case "table": {
      const title = block.title === undefined ? [] : [bold(block.title)];
      const lines = block.rows.map((row) => rowLine(row, format));
      // A list needs no heading of its own where the one before has the same.
      const labels = headingOf(block);
      const said = before?.kind === "table" && headingOf(before) === labels;
      const heading = labels === "" || said ? [] : [context(labels)];
      return [...sections(title), ...heading, ...sections(lines)];
    }
    case "chart":
      return sections([bold(block.title), escapeMrkdwn(block.sentence)]);
    case "note":
      if (block.tone === "hint") return block.text === "" ? [] : [context(block.text)];
      return sections(
        block.text
          .split("\n")
          .map((line, i) => (i === 0 && block.tone === "warning" ? "⚠ " : "") + escapeMrkdwn(line)),
      );
    case "diff":
      return sections([
        bold(block.title),
        ...block.lines.map((line) => `${line.sign} ${escapeMrkdwn(line.text)}`.trimEnd()),
      ]);
  }
}

const headingOf = ({ columns }: Extract<Block, { kind: "table" }>): string =>
  columns
    .map((column) => oneLine(column.label))
    .filter((label) => label !== "")
    .join(" · ");

/** What is measured stands out from what is said. */
const measured: ReadonlySet<CellType> = new Set(["number", "money", "share", "days", "date"]);

/** A heading where there are no cells, a sentence where there is no label, else `Label  value · *amount* (note)`. */
function factLine({ label, cells, note }: Fact, format: FormatCell): string {
  if (cells.length === 0) return label === "" ? "" : bold(label);
  const value = cells
    .map((cell) => {
      const text = oneLine(format(cell));
      return label !== "" && measured.has(cell.type) ? bold(text) : escapeMrkdwn(text);
    })
    .filter((text) => text !== "")
    .join(" · ");
  const remark = note === undefined || note === "" ? "" : ` (${escapeMrkdwn(note)})`;
  return `${named(label)}${value}${remark}`;
}

/** A label before its value; what is to be typed looks like it. */
function named(label: string): string {
  if (label === "") return "";
  const text = escapeMrkdwn(label);
  return label.startsWith("/") ? `\`${text.replaceAll("`", "'")}\`  ` : `${text}  `;
}

function rowLine(row: readonly Cell[], format: FormatCell): string {
  const known = row.filter((cell) => cell.value !== null);
  const [first = "", ...others] = known.map((cell) => oneLine(format(cell)));
  const rest = others.filter((text) => text !== "").map(escapeMrkdwn);
  return [...(first === "" ? [] : [bold(first)]), ...rest].join(" · ");
}

/** Lines as few sections, each within its length; a line that is longer than a section is cut. */
export function sections(lines: readonly string[]): SectionBlock[] {
  const texts: string[] = [];
  for (const line of lines.filter((l) => l.trim() !== "")) {
    const last = texts.at(-1);
    const cut = truncate(line, sectionLength);
    if (last === undefined || last.length + cut.length + 1 > sectionLength) texts.push(cut);
    else texts[texts.length - 1] = `${last}\n${cut}`;
  }
  return texts.map((text) => ({ type: "section", text: { type: "mrkdwn", text, verbatim: true } }));
}

function header(title: string): HeaderBlock[] {
  const text = oneLine(title);
  if (text === "") return [];
  return [{ type: "header", text: { type: "plain_text", text, emoji: false } }];
}

/** Small print: never markup, so that it can hold anything. */
export const context = (text: string): ContextBlock => ({
  type: "context",
  elements: [{ type: "plain_text", text: oneLine(text), emoji: false }],
});

/** Slack sees bold only where blanks or line ends are around it. */
const bold = (text: string): string =>
  oneLine(text) === "" ? "" : `*${escapeMrkdwn(text).replaceAll("*", "∗")}*`;
