import type { Block, Cell, Fact, View } from "@clientele/core/views";
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
  return [...header(view.title), ...view.blocks.flatMap((block) => renderBlock(block, format))];
}

function renderBlock(block: Block, format: FormatCell): readonly KnownBlock[] {
  switch (block.kind) {
    case "facts":
      return sections(block.facts.map((fact) => factLine(fact, format)));
    case "table": {
      const title = block.title === undefined ? [] : [bold(block.title)];
      const lines = block.rows.map((row) => rowLine(row, format));
      const labels = block.columns.map((column) => oneLine(column.label)).filter((l) => l !== "");
      const heading = labels.length === 0 ? [] : [context(labels.join(" · "))];
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

/** `*Label*  value · value (note)`; Slack sees bold only where blanks or line ends are around, so the label stands alone. */
function factLine(fact: Fact, format: FormatCell): string {
  const cells = fact.cells.map((cell) => escapeMrkdwn(format(cell))).filter((text) => text !== "");
  const note = fact.note === undefined || fact.note === "" ? "" : ` (${escapeMrkdwn(fact.note)})`;
  const label = fact.label === "" ? "" : `${bold(fact.label)}  `;
  return `${label}${cells.join(" · ")}${note}`;
}

function rowLine(row: readonly Cell[], format: FormatCell): string {
  const [first = "", ...others] = row.map((cell) => oneLine(format(cell)));
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

const bold = (text: string): string => `*${escapeMrkdwn(text).replaceAll("*", "∗")}*`;
