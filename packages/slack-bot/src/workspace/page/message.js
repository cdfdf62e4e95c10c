// @ts-check
import { renderBlock } from "./blocks.js";
import { element, tool } from "./element.js";
import { mrkdwn } from "./mrkdwn.js";

/**
 * @typedef {import("./blocks.js").Json} Json
 * @typedef {{ ts: string, channel: string, user: string, text: string, blocks: Json[], thread: string | null,
 *   visibleTo: string | null, edited: boolean, unfurls?: { url: string, blocks: Json[] }[],
 *   files?: { id: string, name: string }[] }} Message
 * @typedef {{
 *   words: import("./words.js").Words,
 *   locale: string,
 *   bot: boolean,
 *   person: number,
 *   surface: import("./blocks.js").Surface,
 *   surfaceBelow: (url: string) => import("./blocks.js").Surface,
 *   shortcuts: readonly { name: string, does: () => void }[],
 *   tools: boolean,
 *   reply: () => void,
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
      : message.text === ""
        ? []
        : [element("p", "said", mrkdwn(message.text, surface.nameOf))],
  );
  const shared = (message.files ?? []).map(({ id, name: title }) =>
    renderBlock({ type: "image", slack_file: { id }, alt_text: title }, surface),
  );
  const unfurls = (message.unfurls ?? []).map(({ url, blocks }) =>
    element(
      "div",
      "blocks unfurl",
      blocks.map((block) => renderBlock(block, context.surfaceBelow(url))),
    ),
  );
  const avatar = small(bot ? "avatar bot" : "avatar", bot ? "" : initial(name));
  avatar.setAttribute("aria-hidden", "true");
  avatar.dataset["person"] = String(context.person);
  const content = element("div", "content", [
    head(message, name, context),
    body,
    ...shared,
    ...unfurls,
  ]);
  if (context.tools) {
    const tools = [tool(words.reply, context.reply)];
    if (!bot) tools.push(...context.shortcuts.map((one) => tool(one.name, one.does)));
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
export const initial = (name) => String.fromCodePoint(name.codePointAt(0) ?? 32);

/**
 * @param {string} className
 * @param {string} words
 */
const small = (className, words) => element("span", className, [document.createTextNode(words)]);
