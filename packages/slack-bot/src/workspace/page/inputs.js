// @ts-check
import { element } from "./element.js";

/**
 * @typedef {import("./blocks.js").Json} Json
 * @typedef {import("./blocks.js").Surface} Surface
 * @typedef {{
 *   node: HTMLElement,
 *   field: HTMLElement,
 *   read: () => Json,
 *   isEmpty: () => boolean,
 *   write: (state: Json) => void,
 * }} Control something that holds a value, as Slack's `view.state` tells it
 */

/**
 * An element that holds a value; null for buttons and what else only acts.
 *
 * @param {Json} item
 * @param {{ label: string, blockId: string, surface: Surface, changed: (state: Json) => void }} context
 * @returns {Control | null}
 */
export function inputOf(item, context) {
  switch (item.type) {
    case "plain_text_input":
    case "email_text_input":
    case "url_text_input":
    case "number_input":
      return textInput(item, context);
    case "datepicker":
      return picker(item, context, "date", "selected_date", item.initial_date);
    case "timepicker":
      return picker(item, context, "time", "selected_time", item.initial_time);
    case "static_select":
      return select(item, context, groupsOf(item), "selected_option", item.initial_option?.value);
    case "users_select":
      return select(item, context, people(context), "selected_user", item.initial_user);
    case "conversations_select":
      return select(
        item,
        context,
        conversations(item, context),
        "selected_conversation",
        item.initial_conversation,
      );
    case "channels_select":
      return select(item, context, channels(context), "selected_channel", item.initial_channel);
    case "external_select":
      return search(item, context);
    case "radio_buttons":
      return choices(item, context, "radio");
    case "checkboxes":
      return choices(item, context, "checkbox");
    case "multi_static_select":
      return choices(
        { ...item, options: groupsOf(item).flatMap((g) => g.options) },
        context,
        "checkbox",
      );
    default:
      return null;
  }
}

/**
 * @param {Json} item
 * @param {{ label: string, changed: (state: Json) => void }} context
 * @returns {Control}
 */
function textInput(item, { label, changed }) {
  const field = document.createElement(item.multiline ? "textarea" : "input");
  if (field instanceof HTMLInputElement && item.type === "number_input")
    field.inputMode = "decimal";
  field.setAttribute("aria-label", label);
  field.autocomplete = "off";
  field.value = item.initial_value ?? "";
  if (item.max_length) field.maxLength = item.max_length;
  if (item.placeholder) field.placeholder = item.placeholder.text;
  if (item.focus_on_load) field.dataset["focus"] = "";
  const read = () => ({ type: item.type, value: field.value === "" ? null : field.value });
  field.addEventListener("change", () => changed(read()));
  return {
    node: field,
    field,
    read,
    isEmpty: () => field.value.trim() === "",
    write: ({ value }) => {
      field.value = value ?? "";
    },
  };
}

/**
 * @param {Json} item
 * @param {{ label: string, changed: (state: Json) => void }} context
 * @param {"date" | "time"} type
 * @param {string} key
 * @param {string | undefined} initial
 * @returns {Control}
 */
function picker(item, { label, changed }, type, key, initial) {
  const field = document.createElement("input");
  field.type = type;
  field.value = initial ?? "";
  field.setAttribute("aria-label", label);
  const read = () => ({ type: item.type, [key]: field.value === "" ? null : field.value });
  field.addEventListener("change", () => changed(read()));
  return {
    node: field,
    field,
    read,
    isEmpty: () => field.value === "",
    write: (state) => {
      field.value = state[key] ?? "";
    },
  };
}

/**
 * @typedef {{ label: string, options: readonly Json[] }} Group
 * @param {Json} item
 * @returns {readonly Group[]}
 */
const groupsOf = (item) =>
  item.option_groups?.map((/** @type {Json} */ group) => ({
    label: group.label.text,
    options: group.options,
  })) ?? [{ label: "", options: item.options ?? [] }];

/**
 * @param {string} value
 * @param {string} label
 */
const plainOption = (value, label) => ({ value, text: { type: "plain_text", text: label } });

/** @param {{ surface: Surface }} context */
const people = ({ surface }) => [
  { label: "", options: surface.people.map(({ id, name }) => plainOption(id, name)) },
];
/** @param {{ surface: Surface }} context */
const channels = ({ surface }) => [
  { label: "", options: surface.channels.map(({ id, name }) => plainOption(id, `#${name}`)) },
];
/**
 * @param {Json} item `filter.include` says which kinds: people are its "im"
 * @param {{ surface: Surface }} context
 */
const conversations = (item, context) => {
  /** @type {readonly string[]} */
  const kinds = item.filter?.include ?? ["public", "im"];
  return [
    ...(kinds.includes("public") ? channels(context) : []),
    ...(kinds.includes("im") ? people(context) : []),
  ];
};

/**
 * @param {Json} item
 * @param {{ label: string, surface: Surface, changed: (state: Json) => void }} context
 * @param {readonly Group[]} groups
 * @param {string} key
 * @param {string | undefined} initial
 * @returns {Control}
 */
function select(item, { label, surface, changed }, groups, key, initial) {
  const field = document.createElement("select");
  const placeholder = item.placeholder?.text ?? surface.choose;
  field.setAttribute("aria-label", label === "" ? placeholder : label);
  field.append(new Option(placeholder, "", true, true));
  const options = groups.flatMap((group) => group.options);
  for (const group of groups) {
    const made = group.options.map(
      (option) => new Option(option.text.text, String(options.indexOf(option))),
    );
    if (group.label === "") field.append(...made);
    else {
      const optgroup = document.createElement("optgroup");
      optgroup.label = group.label;
      optgroup.append(...made);
      field.append(optgroup);
    }
  }
  const choose = (/** @type {string | undefined | null} */ value) => {
    const at = options.findIndex((option) => option.value === value);
    field.value = at < 0 ? "" : String(at);
  };
  choose(initial);
  const chosen = () => (field.value === "" ? null : (options[Number(field.value)] ?? null));
  const whole = key === "selected_option";
  const read = () => ({ type: item.type, [key]: whole ? chosen() : (chosen()?.value ?? null) });
  field.addEventListener("change", () => {
    if (field.value !== "") changed(read());
  });
  return {
    node: field,
    field,
    read,
    isEmpty: () => field.value === "",
    write: (state) => choose(whole ? state[key]?.value : state[key]),
  };
}

let counted = 0;

/**
 * A field that searches while typing: the bot's options below it, arrows and Enter choose.
 *
 * @param {Json} item
 * @param {{ label: string, blockId: string, surface: Surface, changed: (state: Json) => void }} context
 * @returns {Control}
 */
function search(item, { label, blockId, surface, changed }) {
  const placeholder = item.placeholder?.text ?? surface.choose;
  const field = document.createElement("input");
  field.type = "text";
  field.placeholder = placeholder;
  field.autocomplete = "off";
  const list = element("ul", "options", []);
  list.id = `options-${(counted += 1)}`;
  list.hidden = true;
  list.setAttribute("role", "listbox");
  for (const [name, value] of Object.entries({
    role: "combobox",
    "aria-label": label === "" ? placeholder : label,
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": list.id,
  }))
    field.setAttribute(name, value);
  list.setAttribute("aria-label", label === "" ? placeholder : label);
  /** @type {readonly Json[]} */
  let options = [];
  /** @type {Json | null} */
  let chosen = item.initial_option ?? null;
  let active = -1;
  let latest = 0;
  const read = () => ({ type: item.type, selected_option: chosen });
  const write = (/** @type {Json} */ state) => {
    chosen = state["selected_option"] ?? null;
    field.value = chosen?.text.text ?? "";
  };
  write(read());
  const close = () => {
    list.hidden = true;
    active = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };
  const pick = (/** @type {Json | undefined} */ option) => {
    if (option === undefined) return;
    write({ selected_option: option });
    close();
    changed(read());
  };
  const highlight = (/** @type {number} */ to) => {
    active = Math.min(Math.max(to, 0), options.length - 1);
    [...list.children].forEach((node, i) =>
      node.setAttribute("aria-selected", String(i === active)),
    );
    field.setAttribute("aria-activedescendant", list.children[active]?.id ?? "");
    list.children[active]?.scrollIntoView({ block: "nearest" });
  };
  const look = async () => {
    latest += 1;
    const mine = latest;
    const typed = field.value.trim();
    const least = item.min_query_length ?? 3;
    const found = typed.length < least ? [] : await surface.suggest(item.action_id, blockId, typed);
    if (mine !== latest) return;
    options = found;
    list.replaceChildren(
      ...options.map((option, i) => {
        const made = element("li", "", [document.createTextNode(option.text.text)]);
        made.id = `${list.id}-${i}`;
        made.setAttribute("role", "option");
        made.setAttribute("aria-selected", "false");
        made.addEventListener("mousedown", (event) => event.preventDefault());
        made.addEventListener("click", () => pick(option));
        return made;
      }),
    );
    list.hidden = options.length === 0;
    active = -1;
    field.setAttribute("aria-expanded", String(options.length > 0));
  };
  field.addEventListener("input", () => {
    chosen = null;
    void look();
  });
  field.addEventListener("focus", () => {
    if (item.min_query_length === 0 && chosen === null) void look();
  });
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") highlight(active + 1);
    else if (event.key === "ArrowUp") highlight(active - 1);
    else if (event.key === "Enter" && active >= 0) pick(options[active]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return {
    node: element("div", "search", [field, list]),
    field,
    read,
    isEmpty: () => chosen === null,
    write,
  };
}

/**
 * @param {Json} item
 * @param {{ label: string, blockId: string, surface: Surface, changed: (state: Json) => void }} context
 * @param {"radio" | "checkbox"} type
 * @returns {Control}
 */
function choices(item, { label, changed }, type) {
  const name = `choices-${(counted += 1)}`;
  /** @type {Json[]} */
  const initial = item.initial_options ?? (item.initial_option ? [item.initial_option] : []);
  const boxes = item.options.map((/** @type {Json} */ option) => {
    const box = document.createElement("input");
    box.type = type;
    box.name = name;
    box.checked = initial.some(({ value }) => value === option.value);
    return { box, option };
  });
  const field = element(
    "div",
    "choices",
    boxes.map((/** @type {{ box: HTMLInputElement, option: Json }} */ { box, option }) =>
      element("label", "", [
        box,
        element("span", "", [
          document.createTextNode(option.text.text),
          ...(option.description
            ? [element("small", "", [document.createTextNode(option.description.text)])]
            : []),
        ]),
      ]),
    ),
  );
  field.setAttribute("role", type === "radio" ? "radiogroup" : "group");
  field.setAttribute("aria-label", label);
  const chosen = () =>
    boxes
      .filter((/** @type {{ box: HTMLInputElement }} */ { box }) => box.checked)
      .map((/** @type {{ option: Json }} */ { option }) => option);
  const read = () =>
    type === "radio"
      ? { type: item.type, selected_option: chosen()[0] ?? null }
      : { type: item.type, selected_options: chosen() };
  field.addEventListener("change", () => changed(read()));
  return {
    node: field,
    field,
    read,
    isEmpty: () => chosen().length === 0,
    write: (state) => {
      /** @type {readonly Json[]} */
      const wanted =
        state["selected_options"] ?? (state["selected_option"] ? [state["selected_option"]] : []);
      for (const { box, option } of boxes)
        box.checked = wanted.some(({ value }) => value === option.value);
    },
  };
}
