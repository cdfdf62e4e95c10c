// @ts-check
import { mrkdwn } from "./mrkdwn.js";

/**
 * @typedef {{ readonly [key: string]: any }} Json blocks come checked by the proxy, so their fields are trusted
 * @typedef {{
 *   nameOf: (id: string) => string,
 *   act: (action: Json) => void,
 *   suggest: (actionId: string, blockId: string, typed: string) => Promise<readonly Json[]>,
 *   choose: string,
 * }} Surface
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
      return element("h3", "block-header", [textNode(block.text.text)]);
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
      return element(
        "div",
        "block-actions",
        block.elements.map((/** @type {Json} */ item) =>
          control(item, block.block_id ?? "", surface),
        ),
      );
    case "table":
      return table(block, surface);
    case "input":
      return input(block);
    case "image":
      return element("p", "block-other", [textNode(block.alt_text)]);
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
  if (block.accessory) body.append(control(block.accessory, block.block_id ?? "", surface));
  return body;
}

/**
 * @param {Json} item
 * @param {string} blockId
 * @param {Surface} surface
 */
function control(item, blockId, surface) {
  switch (item.type) {
    case "button":
      return button(item, blockId, surface);
    case "static_select":
      return staticSelect(item, blockId, surface);
    case "external_select":
      return externalSelect(item, blockId, surface);
    default:
      return element("span", "block-other", [textNode(`[${item.type}]`)]);
  }
}

/**
 * @param {Json} item
 * @param {string} blockId
 * @param {Surface} surface
 */
function button(item, blockId, surface) {
  const made = element("button", item.style ?? "", [textNode(item.text.text)]);
  made.setAttribute("type", "button");
  made.addEventListener("click", () => surface.act({ ...item, block_id: blockId }));
  return made;
}

/**
 * @param {Json} item
 * @param {string} blockId
 * @param {Surface} surface
 */
function staticSelect(item, blockId, surface) {
  const select = document.createElement("select");
  const placeholder = item.placeholder?.text ?? surface.choose;
  select.setAttribute("aria-label", placeholder);
  select.append(new Option(placeholder, "", true, true));
  /** @type {Json[]} */
  const options = [];
  const place = (/** @type {Json} */ option) => {
    options.push(option);
    return new Option(option.text.text, String(options.length - 1));
  };
  for (const group of item.option_groups ?? []) {
    const made = document.createElement("optgroup");
    made.label = group.label.text;
    made.append(...group.options.map(place));
    select.append(made);
  }
  select.append(...(item.options ?? []).map(place));
  select.addEventListener("change", () => {
    const selected_option = options[Number(select.value)];
    if (select.value === "" || selected_option === undefined) return;
    surface.act({ type: item.type, action_id: item.action_id, block_id: blockId, selected_option });
  });
  return select;
}

let lists = 0;

/**
 * A field that searches while typing, with the options as buttons below it.
 *
 * @param {Json} item
 * @param {string} blockId
 * @param {Surface} surface
 */
function externalSelect(item, blockId, surface) {
  const label = item.placeholder?.text ?? surface.choose;
  const field = document.createElement("input");
  field.type = "search";
  field.placeholder = label;
  field.setAttribute("aria-label", label);
  const list = element("div", "options", []);
  list.id = `options-${++lists}`;
  list.setAttribute("role", "group");
  list.setAttribute("aria-label", label);
  field.setAttribute("aria-controls", list.id);
  let latest = 0;
  field.addEventListener("input", async () => {
    const mine = ++latest;
    const typed = field.value.trim();
    const options =
      typed.length < (item.min_query_length ?? 3)
        ? []
        : await surface.suggest(item.action_id, blockId, typed);
    if (mine !== latest) return;
    list.replaceChildren(
      ...options.map((option) => {
        const made = element("button", "", [textNode(option.text.text)]);
        made.setAttribute("type", "button");
        made.addEventListener("click", () =>
          surface.act({
            type: item.type,
            action_id: item.action_id,
            block_id: blockId,
            selected_option: option,
          }),
        );
        return made;
      }),
    );
  });
  return element("div", "search", [field, list]);
}

/**
 * @param {Json} block
 * @param {Surface} surface
 */
function table(block, surface) {
  const rows = block.rows.map((/** @type {readonly Json[]} */ row, /** @type {number} */ i) =>
    element(
      "tr",
      "",
      row.map((cell) => element(i === 0 ? "th" : "td", "", [textNode(cellText(cell))])),
    ),
  );
  void surface;
  return element("div", "block-table", [element("table", "", rows)]);
}

/** @param {Json} cell */
function cellText(cell) {
  if (typeof cell.text === "string") return cell.text;
  const parts = (cell.elements ?? []).flatMap((/** @type {Json} */ line) => line.elements ?? []);
  return parts.map((/** @type {Json} */ part) => part.text ?? "").join("");
}

/** @param {Json} block */
function input(block) {
  const field = document.createElement(block.element.multiline ? "textarea" : "input");
  field.name = `${block.block_id}/${block.element.action_id}`;
  field.required = block.optional !== true;
  if (block.element.max_length) field.maxLength = block.element.max_length;
  field.autocomplete = "off";
  return element("label", "block-input", [
    element("span", "", [textNode(block.label.text)]),
    field,
  ]);
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

/**
 * @param {string} tag
 * @param {string} className
 * @param {readonly Node[]} children
 */
export function element(tag, className, children) {
  const made = document.createElement(tag);
  if (className !== "") made.className = className;
  made.append(...children);
  return made;
}
