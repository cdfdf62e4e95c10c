/** An invented team: who tries the bot in the local workspace, and the channels that they share. */

export type TeamMember = {
  readonly name: string;
  readonly realName: string;
  /** What they call themselves in Slack, where that is another name. */
  readonly displayName?: string;
  readonly email: string;
  readonly locale: string;
  /** What they do, as their profile says it. */
  readonly title: string;
  /** A guest of the workspace, who belongs to another firm. */
  readonly guest?: boolean;
};

/** The first two are who tests speak as. Li Na, Wang Lei and Zhao Min look after the customers of the `retail` example. */
export const team: readonly TeamMember[] = [
  member("mia", "Mia Clarke", "mia.clarke@example.com", "en-GB", "Head of sales"),
  {
    ...member("lina", "李娜", "li.na@example.com", "zh-CN", "客户经理"),
    displayName: "Li Na",
  },
  member("wanglei", "Wang Lei", "wang.lei@example.com", "en-US", "Account manager"),
  member("zhaomin", "Zhao Min", "zhao.min@example.com", "en-US", "Analyst"),
  member("chenwei", "陈伟", "chen.wei@example.com", "zh-CN", "华东区总监"),
  {
    ...member("sam", "Sam Ortiz", "sam.ortiz@partner.example", "en-US", "Partner agency"),
    guest: true,
  },
];

/** User groups, which the emulator lacks; members by their names above. */
export const userGroups: readonly {
  readonly id: string;
  readonly handle: string;
  readonly members: readonly string[];
}[] = [{ id: "S0EAST0001", handle: "sales-east", members: ["lina", "wanglei"] }];

export const channelNames: readonly string[] = ["sales", "east-china"];

function member(
  name: string,
  realName: string,
  email: string,
  locale: string,
  title: string,
): TeamMember {
  return { name, realName, email, locale, title };
}

export const personScopes: readonly string[] = [
  "chat:write",
  "users:read",
  "channels:read",
  "channels:write",
  "channels:history",
  "im:read",
  "im:write",
  "im:history",
];
