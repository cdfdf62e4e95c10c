/** What `audit` and `access` say. */
import { languageOf, type Language } from "../messages/index.ts";

const en = {
  audit: {
    title: "Audit log, newest first (UTC)",
    at: "When",
    actor: "Who",
    action: "What",
    asked: "Asked",
    customers: "Customers",
    none: "Nothing of that is in the audit log.",
    pruned: (count: number) =>
      `${count} entries were older than access.yaml keeps; they are gone, and the log says so.`,
  },
  access: {
    noFile:
      "There is no access.yaml: every member of the workspace sees every customer, with personal data masked; guests and bots see nothing.",
    roles: "Roles, the first that somebody has is theirs",
    role: "Role",
    has: "Who has it",
    rows: "Customers",
    identify: "Named",
    pii: "In clear",
    may: "May",
    everybody: "everybody else",
    approvers: (who: string) => `Publish requests are approved by: ${who}`,
    noApprovers: "No role may approve publish requests.",
    nobody: (who: string) => `${who} has no role and sees nothing.`,
    title: (who: string, role: string) => `${who}: ${role}`,
    sees: (count: string, all: string) => `Sees ${count} of ${all} customers`,
    hidden: "Hidden",
    groups:
      "Roles by user group hold only for the groups given with --group: the command does not ask Slack.",
    line: (name: string, value: string) => `${name}: ${value}`,
    own: "own",
    team: "the team's",
    all: "all",
  },
};

const zh: typeof en = {
  audit: {
    title: "查询记录，最新在前（UTC）",
    at: "时间",
    actor: "人员",
    action: "操作",
    asked: "所问",
    customers: "客户",
    none: "查询记录中没有符合条件的条目。",
    pruned: (count) => `${count} 条记录已超过 access.yaml 规定的保留期，已删除并留痕。`,
  },
  access: {
    noFile:
      "没有 access.yaml：工作区的每位成员都能看到全部客户，个人信息已遮蔽；访客与机器人看不到任何内容。",
    roles: "角色，某人符合的第一个角色即为其角色",
    role: "角色",
    has: "拥有者",
    rows: "客户",
    identify: "称呼",
    pii: "明文",
    may: "可做",
    everybody: "其余所有人",
    approvers: (who) => `发布请求由以下人员审批：${who}`,
    noApprovers: "没有角色可审批发布请求。",
    nobody: (who) => `${who} 没有角色，看不到任何内容。`,
    title: (who, role) => `${who}：${role}`,
    sees: (count, all) => `可见 ${all} 位客户中的 ${count} 位`,
    hidden: "隐藏",
    groups: "按用户组授予的角色只计入 --group 给出的组：此命令不询问 Slack。",
    line: (name, value) => `${name}：${value}`,
    own: "自己的",
    team: "团队的",
    all: "全部",
  },
};

const words: Readonly<Record<Language, typeof en>> = { en, zh };

export const accessWords = (locale: string): typeof en => words[languageOf(locale)];
