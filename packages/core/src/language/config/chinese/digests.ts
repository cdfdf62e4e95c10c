/** The schema's words about digests, in Chinese by the English ones. */
export const digestsInChinese: readonly (readonly [english: string, chinese: string])[] = [
  ["A channel of Slack, such as '#sales' or its id", "Slack 频道，如 '#sales'，或其编号"],
  [
    "The Slack workspace of its audience, where the bot is in several; by default the first that it was installed in",
    "机器人装在多个 Slack 工作区时，收件人所在的工作区；默认为最先安装的那个",
  ],
  ["One person, by e-mail or Slack id", "一个人，按邮箱或 Slack 编号"],
  [
    "Each owner of customers gets their own, about their customers alone",
    "每位客户负责人各收一份，只含其客户",
  ],
  ["The column of customers that says of which team they are", "客户表中标明所属团队的列"],
  [
    "For each value of the column, who gets it: a channel or a person",
    "该列的每个取值由谁接收：频道或个人",
  ],
  ["Each team gets its own, about its customers alone", "每个团队各收一份，只含其客户"],
  [
    "Who gets it: a channel, a person, each owner, or each team",
    "接收者：频道、个人、每位负责人或每个团队",
  ],
  [
    "When, in the five fields of cron, such as '0 9 * * 1'; or weekly",
    "发送时间：cron 五个字段，如 '0 9 * * 1'；或 weekly",
  ],
  ["In which time zone; by default the project's", "所用时区；默认为项目时区"],
  [
    "When it is sent: daily, weekdays, weekly (Monday) or monthly, at nine; or cron",
    "发送时间：daily（每天）、weekdays（工作日）、weekly（周一）或 monthly（每月一日），均为九点；或 cron",
  ],
  [
    "The digest's name: letters, digits and _, not starting with a digit",
    "简报名称：字母、汉字、数字与 _，不以数字开头",
  ],
  [
    "What changes are counted from: the run of the digest before, the run that was published before, or the newest run at least so many days older",
    "变化从何时算起：上一份简报所用的运行、上一次发布的运行，或至少早若干天的最近一次运行",
  ],
  [
    "Segmentations and segments that it reports; by default all",
    "所报告的分群方案与客群；默认全部",
  ],
  [
    "Segments that it is bad to enter, such as care.save_list",
    "进入即为流失的客群，如 care.save_list",
  ],
  ["Segments that it is bad to leave, such as value.high", "离开即为流失的客群，如 value.high"],
  [
    "Which moves are losses; by default to a lower tier, and into segments whose strategy is to retain or to win back",
    "哪些移动算作流失；默认为降级，以及进入策略目标为挽留或赢回的客群",
  ],
  [
    "What it tells: balance, revenue, losses, actions, decision; by default all",
    "内容：balance（期初期末）、revenue（收入）、losses（流失）、actions（行动）、decision（决定）；默认全部",
  ],
  [
    "The decision that it asks for; by default what the numbers ask for",
    "请求作出的决定；默认由数字给出",
  ],
  [
    "The chart below it: who came and went, how large segments are, or none",
    "所附图表：moves（转入转出）、sizes（客群规模）或 none（不附）",
  ],
  [
    "Whether it is left out where nothing that it reports has changed",
    "所报告内容没有变化时是否不发",
  ],
  [
    "Its language, such as en or zh-CN; by default the project's",
    "所用语言，如 en 或 zh-CN；默认为项目语言",
  ],
  ["At most so many customers by name; 0 names nobody", "最多列出多少位客户；0 为不列出"],
];
