/** Hides what a viewer may not see. Comes before any rendering. */
import type { Pii } from "../pii.ts";
import type { Block, Cell, View } from "./view.ts";

/** Which classes of personal data somebody may see. */
export type PiiRights = { readonly pii: readonly Pii[] | "all" };

const hidden = "•••";

/**
 * The view as a viewer may see it: values of other classes of personal data become dots. Of phone numbers and ids the last
 * two characters stay, so that two people can agree which one they mean. What is not known stays so.
 *
 * @example mask(view, { pii: [] }) // every cell with `pii` hidden, in the title too
 */
export function mask(view: View, viewer: PiiRights): View {
  const { pii } = viewer;
  if (pii === "all") return view;
  const cell = (given: Cell): Cell =>
    given.pii === undefined || pii.includes(given.pii) ? given : maskCell(given);
  const { subject } = view;
  if (subject === undefined)
    return { ...view, blocks: view.blocks.map((block) => maskBlock(block, cell)) };
  const shown = cell(subject);
  const title =
    shown === subject
      ? view.title
      : view.title.replaceAll(String(subject.value), () => String(shown.value));
  return {
    ...view,
    title,
    subject: shown,
    blocks: view.blocks.map((block) => maskBlock(block, cell)),
  };
}

function maskBlock(block: Block, cell: (given: Cell) => Cell): Block {
  switch (block.kind) {
    case "facts":
      return {
        ...block,
        facts: block.facts.map((fact) => ({ ...fact, cells: fact.cells.map(cell) })),
      };
    case "table":
      return { ...block, rows: block.rows.map((row) => row.map(cell)) };
    case "chart":
    case "note":
    case "diff":
      return block;
  }
}

function maskCell(cell: Cell): Cell {
  if (cell.value === null) return cell;
  const { interval: _interval, unit: _unit, ...rest } = cell;
  const type = cell.type === "customer" ? "customer" : "text";
  return { ...rest, type, value: maskText(String(cell.value), cell.pii) };
}

function maskText(text: string, pii: Pii | undefined): string {
  const keepsEnd = pii === "phone" || pii === "id_number";
  return keepsEnd && text.length >= 6 ? hidden + text.slice(-2) : hidden;
}
