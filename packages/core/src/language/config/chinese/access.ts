/** The schema's words about access, in Chinese by the English ones. */
export const accessInChinese: readonly (readonly [english: string, chinese: string])[] = [
  [
    "A Slack id such as U024BE7LH, or an e-mail address",
    "Slack 用户 ID（如 U024BE7LH），或电子邮箱地址",
  ],
  [
    "own, team, all, or a rule: customers whose owner they are, whose owner is in a team of theirs, every customer, or those that fit",
    "own、team、all 或规则：自己负责的客户、所属团队负责的客户、全部客户，或符合规则的客户",
  ],
  [
    "Columns of customers that are what is written of the person under attributes",
    "客户表的列，其值须等于该人 attributes 中所写的值",
  ],
  ["Who has it: Slack ids or e-mail addresses", "谁拥有此角色：Slack 用户 ID 或邮箱地址"],
  [
    "Members of these user groups of Slack have it, by handle or id",
    "这些 Slack 用户组的成员拥有此角色，写名称或 ID",
  ],
  ["Members of these teams have it, and their leads", "这些团队的成员与负责人拥有此角色"],
  [
    "Whoever asks in these channels has it there, by id",
    "在这些频道中提问的人在该频道内拥有此角色，写频道 ID",
  ],
  [
    "Which customers: own, team, all, a rule, or { match: [region] }; of a list, one is enough",
    "可见哪些客户：own、team、all、规则或 { match: [region] }；列表中满足其一即可",
  ],
  ["Only these metrics, columns and segmentations", "只显示这些指标、列与分群"],
  [
    "Metrics, columns and segmentations that are not there for the role",
    "对此角色不存在的指标、列与分群",
  ],
  [
    "Whether columns that are declared sensitive are shown, on request",
    "声明为敏感的列是否可按需显示",
  ],
  [
    "What is shown of a customer; without it all that is not sensitive",
    "显示客户的哪些内容；省略即显示全部非敏感内容",
  ],
  [
    "Classes of personal data that are shown in clear; without it none",
    "以明文显示的个人信息类别；省略即全部遮蔽",
  ],
  [
    "How classes read that are not shown: hidden, or what is left of them",
    "不显示的类别如何遮蔽：全部隐藏，或保留哪一部分",
  ],
  [
    "How customers are named: in full, by the first letter, or by id alone with no personal data",
    "如何称呼客户：全名、首字，或仅用编号且不含任何个人信息",
  ],
  ["What the role may do; approve: publish requests", "此角色可做什么；approve 指审批发布请求"],
  [
    "Their id in Slack, where their address there is another one",
    "此人在 Slack 中的用户 ID，用于邮箱不一致时",
  ],
  ["What the owner column calls them, besides id and address", "负责人列中对此人的其他写法"],
  [
    "What is true of them, such as their regions: what match looks at",
    "此人的属性，如所辖区域：供 match 比对",
  ],
  ["Who leads it", "团队负责人"],
  ["Who is in it", "团队成员"],
  [
    "The team above; its people see this team's customers, too",
    "上级团队；上级团队的人也能看到本团队的客户",
  ],
  ["Who is away", "谁不在岗"],
  ["Who stands in for them", "由谁代理"],
  ["The first day; without it, since ever", "第一天；省略即不限起始"],
  ["The last day; without it, for good", "最后一天；省略即长期"],
  ["Whom people ask for access; refusals name them", "向谁申请权限；拒绝时会写明"],
  [
    "The role of members of the workspace whom nothing else names; without it they see nothing",
    "未被任何条目提及的成员的角色；省略即什么也看不到",
  ],
  [
    "What there is to be given, from top to bottom: the first role that somebody has is theirs",
    "角色，从上到下：某人符合的第一个角色即为其角色",
  ],
  [
    "What Slack does not say of people, by address or id",
    "Slack 中没有的人员信息，按邮箱或用户 ID",
  ],
  ["Who works with whom", "团队构成"],
  ["Who stands in for whom, and when", "谁在何时代理谁"],
  ["How long look-ups stay in the log", "查询记录保留多久"],
  ["The log of look-ups; without it everything stays", "查询记录；省略即全部保留"],
  [
    "Links of the CRM, with {customer} where the customer's id stands",
    "CRM 链接，{customer} 处为客户编号",
  ],
  [
    "What the channel sees: nothing; a button that each presses for what they may see; the name, or the card, as the least permitted reader may see it",
    "频道可见内容：nothing 不显示；preview 仅按钮，点击者各见其可见内容；name 或 full 以权限最低的读者所见显示名称或客户卡",
  ],
  [
    "What is shown below links to customers that people post in Slack; without it nothing",
    "在 Slack 发布客户链接时其下方显示的内容；不写则不显示",
  ],
  [
    "The channel that publish requests are shown in, by id or as #name; without it each approver gets a direct message",
    "显示发布申请的频道，写 ID 或 #名称；省略则逐一私信审批人",
  ],
  [
    "The Slack workspace that publish requests are decided in, where the bot is in several; without it that of the author",
    "机器人装在多个 Slack 工作区时，发布申请在哪个工作区审批；省略则在申请人所在的工作区",
  ],
  [
    "Where publish requests are shown; without it each approver gets a direct message",
    "发布申请显示在何处；省略则逐一私信审批人",
  ],
];
