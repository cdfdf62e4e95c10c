// @ts-check
import { byId, element } from "./element.js";

/**
 * What can be typed after a slash, offered above the field: arrows choose, Tab or Enter takes, Escape closes.
 *
 * @param {HTMLTextAreaElement} field
 * @param {() => readonly { text: string, about: string }[]} commands
 * @param {(count: number) => string} found says how many there are
 */
export function offerCommands(field, commands, found) {
  const list = byId("commands");
  /** @type {readonly { text: string, about: string }[]} */
  let offered = [];
  let active = -1;

  function close() {
    list.hidden = true;
    active = -1;
    field.removeAttribute("aria-activedescendant");
  }
  /** @param {number} to */
  function highlight(to) {
    active = (to + offered.length) % offered.length;
    [...list.children].forEach((node, i) =>
      node.setAttribute("aria-selected", String(i === active)),
    );
    field.setAttribute("aria-activedescendant", `command-${active}`);
  }
  /** @param {number} at */
  function take(at) {
    const chosen = offered[at];
    if (chosen === undefined) return;
    // What is in angle brackets is still to be typed.
    field.value = `${chosen.text.replace(/\s*<.*$/, "")} `;
    close();
    field.focus();
  }
  function look() {
    const typed = field.value.toLowerCase();
    offered = typed.startsWith("/")
      ? commands().filter(
          ({ text }) => text.toLowerCase().startsWith(typed.trimEnd()) && text !== typed.trim(),
        )
      : [];
    if (offered.length === 0) return close();
    list.replaceChildren(
      ...offered.map(({ text, about }, i) => {
        const made = element("li", "", [
          element("code", "", [document.createTextNode(text)]),
          element("span", "", [document.createTextNode(about)]),
        ]);
        made.id = `command-${i}`;
        made.setAttribute("role", "option");
        made.setAttribute("aria-selected", "false");
        made.addEventListener("mousedown", (event) => event.preventDefault());
        made.addEventListener("click", () => take(i));
        return made;
      }),
    );
    list.hidden = false;
    active = -1;
    byId("offered").textContent = found(offered.length);
  }
  field.addEventListener("input", look);
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    if (event.key === "ArrowDown") highlight(active + 1);
    else if (event.key === "ArrowUp") highlight(active < 0 ? -1 : active - 1);
    else if (event.key === "Tab") take(Math.max(active, 0));
    else if (event.key === "Enter" && active >= 0) take(active);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  });
  return { close };
}
