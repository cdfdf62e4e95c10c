// @ts-check

/** Slack's entities, and what they stand for. */
const entities = /** @type {const} */ ([
  ["&lt;", "<"],
  ["&gt;", ">"],
  ["&amp;", "&"],
]);

/** @param {string} text */
const decoded = (text) => entities.reduce((all, [from, to]) => all.replaceAll(from, to), text);

/** Bold, italic, struck and code, where blanks or punctuation stand around; mentions and links in angle brackets. */
const marks =
  /(?<=^|[\s(])\*(?<bold>\S(?:[^\n*]*\S)?)\*(?=$|[\s).,:;])|(?<=^|[\s(])_(?<italic>\S(?:[^\n_]*\S)?)_(?=$|[\s).,:;])|(?<=^|[\s(])~(?<struck>\S(?:[^\n~]*\S)?)~(?=$|[\s).,:;])|`(?<code>[^`\n]+)`|<(?<angle>[^<>\n]+)>/gmu;

/**
 * Slack's mrkdwn as nodes. Text only ever becomes text nodes.
 *
 * @param {string} text
 * @param {(id: string) => string} nameOf
 * @returns {Node[]}
 */
export function mrkdwn(text, nameOf) {
  /** @type {Node[]} */
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(marks)) {
    if (match.index > end)
      nodes.push(document.createTextNode(decoded(text.slice(end, match.index))));
    end = match.index + match[0].length;
    const { bold, italic, struck, code, angle } = match.groups ?? {};
    if (bold !== undefined) nodes.push(wrap("strong", mrkdwn(bold, nameOf)));
    else if (italic !== undefined) nodes.push(wrap("em", mrkdwn(italic, nameOf)));
    else if (struck !== undefined) nodes.push(wrap("s", mrkdwn(struck, nameOf)));
    else if (code !== undefined) nodes.push(wrap("code", [document.createTextNode(decoded(code))]));
    else nodes.push(reference(angle ?? "", nameOf));
  }
  if (end < text.length) nodes.push(document.createTextNode(decoded(text.slice(end))));
  return nodes;
}

/**
 * @param {string} inside
 * @param {(id: string) => string} nameOf
 */
function reference(inside, nameOf) {
  const [target = "", label] = inside.split("|");
  const mention = document.createElement("span");
  mention.className = "mention";
  if (target.startsWith("@")) mention.textContent = `@${nameOf(target.slice(1))}`;
  // A time that Slack shows in its reader's zone; here as it is said for those who cannot.
  else if (target.startsWith("!date^")) return document.createTextNode(decoded(label ?? ""));
  else if (target.startsWith("!")) mention.textContent = `@${target.slice(1)}`;
  else if (/^https?:/.test(target)) {
    const link = document.createElement("a");
    link.href = decoded(target);
    link.rel = "noreferrer";
    link.textContent = decoded(label ?? target);
    return link;
  } else mention.textContent = decoded(label ?? target);
  return mention;
}

/**
 * @param {string} tag
 * @param {Node[]} children
 */
function wrap(tag, children) {
  const element = document.createElement(tag);
  element.append(...children);
  return element;
}
