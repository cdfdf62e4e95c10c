/** Hides what a viewer may not see. Comes before any rendering. */
import type { Pii } from "../pii.ts";
import type { MaskStyle, Viewer } from "../viewer.ts";
import type { Block, Cell, View } from "./view.ts";

/** Which classes of personal data somebody may see, how the others read, and how customers are named. A `Viewer` is one. */
export type PiiRights = Pick<Viewer, "pii"> & Partial<Pick<Viewer, "masks" | "identify">>;

const hidden = "•••";

/** How a class reads where a role says nothing of it. */
const usual: Readonly<Partial<Record<Pii, MaskStyle>>> = { phone: "last_2", id_number: "last_2" };

/**
 * The view as a viewer may see it: values of other classes of personal data become dots. Of phone numbers and ids the last
 * two characters stay, so that two people can agree which one they mean, unless the viewer's role says otherwise. What is not
 * known stays so. Where customers are named by id alone, nothing personal is left, and a customer is its id.
 *
 * @example mask(view, { pii: [] }) // every cell with `pii` hidden, in the title too
 */
export function mask(view: View, viewer: PiiRights): View {
  const { pii, masks = {}, identify = "full" } = viewer;
  if (pii === "all" && identify === "full") return view;
  const cell = (given: Cell): Cell => {
    const named = identifiedBy(given, identify);
    if (named !== undefined) return named;
    const clear = identify === "full" || (identify === "masked" && given.pii !== "name");
    if (given.pii === undefined || (clear && (pii === "all" || pii.includes(given.pii))))
      return given;
    return maskCell(given, masks[given.pii] ?? usual[given.pii] ?? "hidden");
  };
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

/** A customer's name where names are not shown whole; `undefined` for any other cell. */
function identifiedBy(cell: Cell, identify: Viewer["identify"]): Cell | undefined {
  const { ref, value } = cell;
  if (identify === "full" || cell.type !== "customer" || ref?.kind !== "customer") return undefined;
  if (value === null || value === ref.id) return cell;
  const { pii: _pii, ...rest } = cell;
  return { ...rest, value: identify === "id_only" ? ref.id : maskText(String(value), "first") };
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

function maskCell(cell: Cell, style: MaskStyle): Cell {
  if (cell.value === null) return cell;
  const { interval: _interval, unit: _unit, ...rest } = cell;
  const type = cell.type === "customer" ? "customer" : "text";
  return { ...rest, type, value: maskText(String(cell.value), style) };
}

/**
 * A text with what a style leaves of it. Short texts are hidden whole: a part of them would be most of them.
 *
 * @example maskText("13800001234", "last_4") // => "•••1234"
 * @example maskText("li.na@example.com", "domain") // => "•••@example.com"
 */
function maskText(text: string, style: MaskStyle): string {
  const characters = Array.from(text);
  switch (style) {
    case "last_2":
      return characters.length >= 6 ? hidden + characters.slice(-2).join("") : hidden;
    case "last_4":
      return characters.length >= 8 ? hidden + characters.slice(-4).join("") : hidden;
    case "first":
      return characters.length >= 2 ? (characters[0] ?? "") + hidden : hidden;
    case "domain": {
      const at = text.lastIndexOf("@");
      return at < 1 ? hidden : hidden + text.slice(at);
    }
    case "hidden":
      return hidden;
  }
}
