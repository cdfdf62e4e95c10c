// @ts-check
import { element } from "./element.js";

/**
 * A button with a menu: arrows move in it, Escape closes it.
 *
 * @param {Node} label
 * @param {string} name for screen readers
 * @param {readonly { label: string, does: () => void }[]} items
 */
export function menuButton(label, name, items) {
  const open = element("button", "menu-button", [label]);
  for (const [key, value] of Object.entries({
    type: "button",
    "aria-label": name,
    "aria-haspopup": "menu",
    "aria-expanded": "false",
  }))
    open.setAttribute(key, value);
  const list = element("div", "menu-list", []);
  list.setAttribute("role", "menu");
  list.setAttribute("aria-label", name);
  list.hidden = true;
  const show = (/** @type {boolean} */ shown) => {
    list.hidden = !shown;
    open.setAttribute("aria-expanded", String(shown));
  };
  const entries = items.map(({ label: text, does }) => {
    const made = element("button", "", [document.createTextNode(text)]);
    made.setAttribute("type", "button");
    made.setAttribute("role", "menuitem");
    made.tabIndex = -1;
    made.addEventListener("click", () => {
      show(false);
      open.focus();
      does();
    });
    return made;
  });
  list.append(...entries);
  const focus = (/** @type {number} */ at) =>
    entries[(at + entries.length) % entries.length]?.focus();
  open.addEventListener("click", () => {
    show(list.hidden);
    if (!list.hidden) focus(0);
  });
  const whole = element("span", "menu", [open, list]);
  whole.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const at = entries.findIndex((entry) => entry === document.activeElement);
    if (event.key === "ArrowDown") focus(at + 1);
    else if (event.key === "ArrowUp") focus(at - 1);
    else if (event.key === "Home") focus(0);
    else if (event.key === "End") focus(-1);
    else if (event.key === "Escape") {
      show(false);
      open.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  whole.addEventListener("focusout", (event) => {
    if (!(event.relatedTarget instanceof Node && whole.contains(event.relatedTarget))) show(false);
  });
  return whole;
}
