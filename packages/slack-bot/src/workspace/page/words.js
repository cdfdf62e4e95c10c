// @ts-check

/** The page's own words. The bot's words come from the bot. */
const catalogues = {
  en: {
    local: "Local workspace",
    conversations: "Conversations",
    you: "You are",
    bot: "Clientele",
    app: "App",
    onlyYou: "Only visible to you",
    edited: "edited",
    /** @param {string} room */
    message: (room) => `Message ${room}`,
    placeholder: "/segment, @clientele or a message",
    send: "Send",
    reply: "Reply in thread",
    home: "Home",
    menu: "Conversations and people",
    homeOf: "What the bot shows you on its home tab",
    waiting: "Waiting for the bot",
    more: "More",
    optional: "(optional)",
    required: "Fill this in",
    trouble: "The bot did not answer. What you typed is kept: try again.",
    /** @param {number} count */
    offered: (count) => `${count} ${count === 1 ? "suggestion" : "suggestions"}, arrow keys choose`,
    /** @param {string} name */
    replying: (name) => `Replying to ${name}`,
    cancel: "Cancel",
    close: "Close",
    empty: "Nothing has been said here yet.",
    emptyHint: "Ask about a customer by name or ID, or choose one of the suggestions below.",
    connected: "Connected",
    away: "Connection lost, trying again",
    /** @param {number} status */
    failed: (status) => `The bot answered with ${status}.`,
    choose: "Choose",
    hints: ["/segment list", "/segment help", "@clientele list"],
    directHints: ["list", "help"],
    commands: [
      {
        text: "/segment <customer>",
        about: "Who is this customer: a name, an ID or a part of one",
      },
      { text: "/segment why <customer>", about: "Why this customer is in these segments" },
      { text: "/segment list", about: "All segments and how many customers they hold" },
      { text: "/segment list <segment>", about: "The customers of a segment" },
      { text: "/segment digests", about: "The digests that you and this channel get" },
      { text: "/segment digest <name>", about: "A digest as it would be sent now" },
      { text: "/segment help", about: "Everything that can be asked" },
    ],
  },
  zh: {
    local: "本地工作区",
    conversations: "会话",
    you: "当前身份",
    bot: "Clientele",
    app: "应用",
    onlyYou: "仅自己可见",
    edited: "已编辑",
    /** @param {string} room */
    message: (room) => `在 ${room} 发消息`,
    placeholder: "/segment、@clientele 或消息",
    send: "发送",
    reply: "在话题中回复",
    home: "首页",
    menu: "会话与身份",
    homeOf: "机器人首页",
    waiting: "等待机器人",
    more: "更多",
    optional: "（选填）",
    required: "请填写此项",
    trouble: "机器人没有响应。所填内容已保留，请重试。",
    /** @param {number} count */
    offered: (count) => `${count} 条建议，用方向键选择`,
    /** @param {string} name */
    replying: (name) => `回复 ${name}`,
    cancel: "取消",
    close: "关闭",
    empty: "这里还没有消息。",
    emptyHint: "按名称或编号查询客户，或选择下面的建议。",
    connected: "已连接",
    away: "连接中断，正在重试",
    /** @param {number} status */
    failed: (status) => `机器人返回 ${status}。`,
    choose: "选择",
    hints: ["/segment 客群", "/segment 帮助", "@clientele 客群"],
    directHints: ["客群", "帮助"],
    commands: [
      { text: "/segment <客户>", about: "查询客户：名称、编号或其一部分" },
      { text: "/segment 为什么 <客户>", about: "为什么在这些客群中" },
      { text: "/segment 客群", about: "全部客群与客户数" },
      { text: "/segment 名单 <客群>", about: "客群中的客户" },
      { text: "/segment 简报", about: "本人与本频道收到的简报" },
      { text: "/segment 简报 <名称>", about: "立即查看一份简报" },
      { text: "/segment 帮助", about: "可以查询的全部内容" },
    ],
  },
};

/** @typedef {typeof catalogues.en} Words */

/**
 * @param {string} locale
 * @returns {Words}
 */
export const wordsFor = (locale) => (locale.startsWith("zh") ? catalogues.zh : catalogues.en);
