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

/**
 * Makes these the children of a list. What stands there already is not moved, so that a screen reader tells what is new alone.
 *
 * @param {HTMLElement} list
 * @param {readonly HTMLElement[]} nodes
 */
export function keepChildren(list, nodes) {
  const kept = new Set(nodes);
  for (const child of list.querySelectorAll(":scope > *"))
    if (child instanceof HTMLElement && !kept.has(child)) child.remove();
  let at = list.firstElementChild;
  for (const node of nodes)
    if (node === at) at = at.nextElementSibling;
    else list.insertBefore(node, at);
}
