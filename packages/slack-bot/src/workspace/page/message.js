// @ts-check
import { element, renderBlock } from "./blocks.js";
import { mrkdwn } from "./mrkdwn.js";

/**
 * @typedef {import("./blocks.js").Json} Json
 * @typedef {{ ts: string, channel: string, user: string, text: string, blocks: Json[], thread: string | null,
 *   visibleTo: string | null, edited: boolean }} Message
 * @typedef {{
 *   words: import("./words.js").Words,
 *   locale: string,
 *   bot: boolean,
 *   person: number,
 *   surface: import("./blocks.js").Surface,
 *   tools: boolean,
 *   reply: () => void,
 *   lookUp: () => void,
 * }} Context whose message it is, and what can be done with it
 */

/**
 * A message as an item of the list.
 *
 * @param {Message} message
 * @param {Context} context
 */
export function renderMessage(message, context) {
  const { bot, surface, words } = context;
  const name = surface.nameOf(message.user);
  const body = element(
    "div",
    "blocks",
    message.blocks.length > 0
      ? message.blocks.map((block) => renderBlock(block, surface))
      : [element("p", "said", mrkdwn(message.text, surface.nameOf))],
  );
  const avatar = small(bot ? "avatar bot" : "avatar", bot ? "" : initial(name));
  avatar.setAttribute("aria-hidden", "true");
  avatar.dataset["person"] = String(context.person);
  const content = element("div", "content", [head(message, name, context), body]);
  if (context.tools) {
    const tools = [tool(words.reply, context.reply)];
    if (!bot) tools.push(tool(words.lookUp, context.lookUp));
    content.append(element("div", "tools", tools));
  }
  const item = element("li", "message", [avatar, content]);
  item.dataset["ts"] = message.ts;
  if (message.thread !== null && message.thread !== message.ts) item.classList.add("reply");
  if (message.visibleTo !== null) item.classList.add("ephemeral");
  return item;
}

/**
 * @param {Message} message
 * @param {string} name
 * @param {Context} context
 */
function head(message, name, { bot, words, locale }) {
  const clock = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" });
  const parts = [
    element("strong", "", [document.createTextNode(name)]),
    ...(bot ? [small("tag", words.app)] : []),
    element("time", "", [document.createTextNode(clock.format(Number(message.ts) * 1000))]),
  ];
  if (message.visibleTo !== null) parts.push(small("only-you", words.onlyYou));
  else if (message.edited) parts.push(small("quiet", words.edited));
  return element("p", "who", parts);
}

/** @param {string} name */
const initial = (name) => String.fromCodePoint(name.codePointAt(0) ?? 32);

/**
 * @param {string} className
 * @param {string} words
 */
const small = (className, words) => element("span", className, [document.createTextNode(words)]);

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
