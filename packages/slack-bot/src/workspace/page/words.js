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
    lookUp: "Look up this message",
    shortcut: "Look up a customer",
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
    lookUp: "查询此消息",
    shortcut: "查询客户",
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
  },
};

/** @typedef {typeof catalogues.en} Words */

/**
 * @param {string} locale
 * @returns {Words}
 */
export const wordsFor = (locale) => (locale.startsWith("zh") ? catalogues.zh : catalogues.en);
