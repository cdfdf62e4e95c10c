// @ts-check
import { chart } from "./charts.js";
import { element } from "./element.js";
import { inputOf } from "./inputs.js";
import { menuButton } from "./menu.js";
import { mrkdwn } from "./mrkdwn.js";

/**
 * @typedef {{ readonly [key: string]: any }} Json blocks come checked by the proxy, so their fields are trusted
 * @typedef {{
 *   nameOf: (id: string) => string,
 *   act: (action: Json) => void,
 *   suggest: (actionId: string, blockId: string, typed: string) => Promise<readonly Json[]>,
 *   heading: "h2" | "h3",
 *   choose: string,
 *   more: string,
 *   optional: string,
 *   people: readonly { id: string, name: string }[],
 *   channels: readonly { id: string, name: string }[],
 *   hold?: (blockId: string, actionId: string, control: import("./inputs.js").Control, required: boolean) => void,
 * }} Surface what blocks can do where they stand; `hold` keeps the controls of a modal or a home, whose values are told
 */

/**
 * A block as an element; the types that the bot sends and their near relatives, others by their name.
 *
 * @param {Json} block
 * @param {Surface} surface
 * @returns {HTMLElement}
 */
export function renderBlock(block, surface) {
  switch (block.type) {
    case "header":
      return element(surface.heading, "block-header", [textNode(block.text.text)]);
    case "divider":
      return element("hr", "block-divider", []);
    case "section":
      return section(block, surface);
    case "context":
      return element(
        "div",
        "block-context",
        block.elements.map((/** @type {Json} */ item) => element("span", "", text(item, surface))),
      );
    case "actions":
    case "context_actions":
      return element(
        "div",
        "block-actions",
        block.elements.map((/** @type {Json} */ item) =>
          control(item, block.block_id ?? "", surface),
        ),
      );
    case "table":
    case "data_table":
      return table(block);
    case "input":
      return input(block, surface);
    case "image":
      return image(block);
    case "markdown":
      return element("p", "block-section", [textNode(block.text)]);
    case "data_visualization":
      return chart(block);
    default:
      return element("p", "block-other", [textNode(`[${block.type}]`)]);
  }
}

/**
 * @param {Json} block
 * @param {Surface} surface
 */
function section(block, surface) {
  const body = element("div", "block-section", []);
  if (block.text) body.append(element("p", "", text(block.text, surface)));
  if (block.fields)
    body.append(
      element(
        "div",
        "fields",
        block.fields.map((/** @type {Json} */ field) => element("p", "", text(field, surface))),
      ),
    );
  if (block.accessory) {
    body.classList.add("with-accessory");
    body.append(control(block.accessory, block.block_id ?? "", surface));
  }
  return body;
}

/**
 * Something that acts at once.
 *
 * @param {Json} item
 * @param {string} blockId
 * @param {Surface} surface
 */
function control(item, blockId, surface) {
  if (item.type === "button") return button(item, blockId, surface);
  const { action_id } = item;
  const act = (/** @type {Json} */ state) =>
    surface.act({ ...state, action_id, block_id: blockId });
  if (item.type === "overflow")
    return menuButton(
      textNode("⋯"),
      surface.more,
      item.options.map((/** @type {Json} */ option) => ({
        label: option.text.text,
        does: () => act({ type: item.type, selected_option: option }),
      })),
    );
  if (item.type === "image") return image(item);
  const held = inputOf(item, { label: "", blockId, surface, changed: act });
  if (held === null) return element("span", "block-other", [textNode(`[${item.type}]`)]);
  surface.hold?.(blockId, action_id, held, false);
  return held.node;
}

/**
 * @param {Json} item
 * @param {string} blockId
 * @param {Surface} surface
 */
function button(item, blockId, surface) {
  const made = element("button", item.style ?? "", [textNode(item.text.text)]);
  made.setAttribute("type", "button");
  if (item.accessibility_label) made.setAttribute("aria-label", item.accessibility_label);
  made.addEventListener("click", () => {
    if (item.url) window.open(item.url, "_blank", "noopener,noreferrer");
    surface.act({ ...item, block_id: blockId });
  });
  return made;
}

/** @param {Json} item */
function image(item) {
  const id = item.slack_file?.id;
  if (typeof id !== "string") return element("p", "block-other", [textNode(item.alt_text)]);
  const made = document.createElement("img");
  made.src = `/file/${id}`;
  made.alt = item.alt_text;
  made.className = "block-image";
  return made;
}

/** @param {Json} block */
function table(block) {
  const rows = block.rows.map((/** @type {readonly Json[]} */ row, /** @type {number} */ i) =>
    element(
      "tr",
      "",
      row.map((cell) => element(i === 0 ? "th" : "td", "", [textNode(cellText(cell))])),
    ),
  );
  return element("div", "block-table", [element("table", "", rows)]);
}

/** @param {Json} cell */
function cellText(cell) {
  if (typeof cell.text === "string") return cell.text;
  const parts = (cell.elements ?? []).flatMap((/** @type {Json} */ line) => line.elements ?? []);
  return parts.map((/** @type {Json} */ part) => part.text ?? "").join("");
}

/**
 * @param {Json} block
 * @param {Surface} surface
 */
function input(block, surface) {
  const { block_id: blockId = "", element: item } = block;
  const label = block.label.text;
  const changed = (/** @type {Json} */ state) => {
    if (block.dispatch_action === true)
      surface.act({ ...state, action_id: item.action_id, block_id: blockId });
  };
  const held = inputOf(item, { label, blockId, surface, changed });
  const shown = element("span", "label", [
    textNode(label),
    ...(block.optional === true ? [element("small", "", [textNode(` ${surface.optional}`)])] : []),
  ]);
  // The control says its label itself.
  shown.setAttribute("aria-hidden", "true");
  if (held === null) return element("div", "block-input", [shown]);
  held.field.setAttribute("aria-required", String(block.optional !== true));
  if (["group", "radiogroup"].includes(held.field.getAttribute("role") ?? "group"))
    held.field.removeAttribute("aria-required");
  surface.hold?.(blockId, item.action_id, held, block.optional !== true);
  const made = element("div", "block-input", [
    shown,
    held.node,
    ...(block.hint ? [element("small", "", [textNode(block.hint.text)])] : []),
  ]);
  made.dataset["block"] = blockId;
  return made;
}

/**
 * @param {Json} object a text object
 * @param {Surface} surface
 */
const text = (object, surface) =>
  object.type === "mrkdwn"
    ? mrkdwn(object.text, surface.nameOf)
    : [textNode(object.text ?? object.alt_text)];

/** @param {string} value */
const textNode = (value) => document.createTextNode(value);
