// @ts-check

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

/** @param {string} id */
export function byId(id) {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`no element ${id}`);
  return found;
}

/**
 * A small button.
 *
 * @param {string} label
 * @param {() => void} does
 */
export function tool(label, does) {
  const made = element("button", "tool", [document.createTextNode(label)]);
  made.setAttribute("type", "button");
  made.addEventListener("click", does);
  return made;
}
