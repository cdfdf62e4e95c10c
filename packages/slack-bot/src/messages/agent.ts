import type { BotLocale } from "./index.ts";

/** What a suggestion is called, and what pressing it asks. */
export type Prompt = { readonly title: string; readonly message: string };

/** The words of the agent view: what is suggested, what it says while it works, whether an answer was right. */
const en = {
  working: "is looking…",
  promptsTitle: "Questions to begin with",
  prompts: (segment: string): readonly string[] => [
    `how many ${segment.toLowerCase()}`,
    "top 10 customers",
    "what changed since the last run",
    "what can you do",
  ],
  about: (label: string, id: string): readonly Prompt[] => [
    { title: `Why ${label}?`, message: `why ${id}` },
    { title: `What next for ${label}?`, message: `what next for ${id}` },
  ],
  right: "Right",
  wrong: "Not what I asked",
  rightLabel: "This answers the question",
  wrongLabel: "This is not what was asked",
  noted: "Noted.",
  notedWrong: "Noted. Put it another way, or type help to see what can be asked.",
};

type AgentMessages = typeof en;

const zh: AgentMessages = {
  working: "正在查找…",
  promptsTitle: "可以这样开始",
  prompts: (segment) => [
    `${segment}有多少`,
    "消费最多的十个客户",
    "和上次相比有什么变化",
    "你能做什么",
  ],
  about: (label, id) => [
    { title: `${label}为什么在这个客群？`, message: `为什么 ${id}` },
    { title: `${label}下一步做什么？`, message: `${id} 下一步做什么` },
  ],
  right: "答对了",
  wrong: "不是所问",
  rightLabel: "此回答符合问题",
  wrongLabel: "此回答与问题不符",
  noted: "已记录。",
  notedWrong: "已记录。请换一种说法，或输入“帮助”查看可询问的内容。",
};

/** @example agentMessages("en").right // => "Right" */
export const agentMessages = (locale: BotLocale): AgentMessages => (locale === "zh-CN" ? zh : en);
