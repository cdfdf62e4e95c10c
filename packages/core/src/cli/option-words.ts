/** What help says of each option, in both languages; where commands mean different things by one, of each command. */
import type { Language } from "../messages/index.ts";
import type { CommandName, OptionName } from "./arguments.ts";

type Words = Readonly<Record<Language, string>>;

const own: Readonly<Partial<Record<OptionName, Words>>> = {
  project: {
    en: "the project's folder; default the nearest one upwards",
    zh: "项目文件夹；默认为向上最近的一个",
  },
  "allow-read": { en: "a folder outside the project that may be read", zh: "项目之外可读的文件夹" },
  json: { en: "one JSON object on stdout", zh: "向标准输出打印一个 JSON 对象" },
  locale: { en: "language of what is printed, such as zh-CN", zh: "输出语言，如 zh-CN" },
  help: { en: "what a command does", zh: "命令的用途" },
  version: { en: "the version", zh: "版本" },
  use: {
    en: "which column is what it needs, such as age=alter",
    zh: "所需内容对应哪一列，如 age=年龄",
  },
  template: {
    en: "which example to start from; default retail",
    zh: "以哪个示例为起点；默认 retail",
  },
  refit: {
    en: "models and clusters learn anew, whatever they learned still holds",
    zh: "模型与聚类重新学习，不沿用以往所学",
  },
  publish: { en: "publish when it went well", zh: "运行成功后发布" },
  why: { en: "what changed, in a sentence", zh: "一句话说明改了什么" },
  request: {
    en: "ask for the files as they are; in Slack somebody approves it",
    zh: "按现有文件申请发布，由他人在 Slack 中审批",
  },
  title: { en: "what the request is called", zh: "申请的标题" },
  sort: { en: "a metric to sort by, the largest first", zh: "按哪个指标排序，从大到小" },
  ascending: { en: "the smallest first", zh: "从小到大" },
  owner: { en: "about this owner's customers alone", zh: "只看该负责人的客户" },
  against: {
    en: "a file of other rules, written as loyalty.yaml is",
    zh: "另一套规则的文件，写法同 loyalty.yaml",
  },
  segment: { en: "for a segment, such as value.high", zh: "针对一个客群，如 value.high" },
  bundles: { en: "what is bought together", zh: "哪些商品常一起购买" },
  training: {
    en: "material for staff: how to serve whom, what to say, and what words mean",
    zh: "员工培训材料：如何服务哪些客户、怎么说、术语含义",
  },
  method: {
    en: "what there is of the whole method, from market insight to culture, and what is missing",
    zh: "整套方法已有哪些、还缺哪些，从市场洞察到文化",
  },
  backlog: {
    en: "what segments need more than others and no strategy addresses",
    zh: "客群比其他客户更需要、而策略尚未回应的需求",
  },
  opportunity: {
    en: "what it gains beyond one treatment for everybody, by segment",
    zh: "相比一视同仁多收益多少，按客群列出",
  },
  evaluate: {
    en: "test on the last part of the data, beside what is popular",
    zh: "用最后一段数据检验，并与热门商品比较",
  },
  target: {
    en: "the metric that groups that no rule covers stand out by; default monetary",
    zh: "未覆盖的群体在哪个指标上突出；默认 monetary",
  },
  actor: { en: "who, such as slack:U024BE7LH or cli:li", zh: "谁，如 slack:U024BE7LH 或 cli:li" },
  action: {
    en: "what, such as show, export or contact",
    zh: "做了什么，如 show、export 或 contact",
  },
  since: {
    en: "from this day or time on, such as 2026-11-01",
    zh: "自该日或该时刻起，如 2026-11-01",
  },
  group: {
    en: "a user group of Slack that they are in, by handle or id",
    zh: "其所在的 Slack 用户组，名称或 ID",
  },
  by: {
    en: "the day by which, such as 2026-11-30; default the month's end",
    zh: "最晚日期，如 2026-11-30；默认月底",
  },
  personal: { en: "personal data too", zh: "包括个人数据" },
  purpose: {
    en: "what for, such as sms: who did not agree to it, or wants no contact, is left out",
    zh: "用途，如 sms：未同意或拒绝联系者不在其中",
  },
  "new-key": { en: "pseudonyms under a new key", zh: "使用新密钥的假名" },
  reidentify: {
    en: "a file of pseudonyms, to be written with their ids",
    zh: "把该文件中的假名还原为编号",
  },
  pending: { en: "only what an earlier delivery left", zh: "只发送之前未送达的部分" },
  "dry-run": { en: "what would be sent, without sending it", zh: "只显示将发送的内容，不发送" },
  sensitive: { en: "sensitive columns in the persona too", zh: "画像中也包括敏感列" },
  channel: {
    en: "how, such as phone; default as it was proposed",
    zh: "联系渠道，如 phone；默认为建议的渠道",
  },
  outcome: {
    en: "won, lost, no_answer, later or do_not_contact",
    zh: "结果：won、lost、no_answer、later 或 do_not_contact",
  },
  report: {
    en: "write an impact assessment (PIPL Art. 55), .html or .md",
    zh: "写出影响评估（《个人信息保护法》第五十五条），.html 或 .md",
  },
  junit: { en: "write the outcomes as JUnit XML too", zh: "同时写出 JUnit XML 结果" },
  watch: { en: "again on every change, until Ctrl-C", zh: "每次改动后重新检查，按 Ctrl-C 结束" },
  stdio: { en: "over standard input and output", zh: "使用标准输入输出" },
  data: {
    en: "read the data too, in folders that you trust",
    zh: "同时读取数据，仅用于信任的文件夹",
  },
};

const shared: Readonly<Partial<Record<OptionName, Partial<Record<CommandName, Words>>>>> = {
  as: {
    add: {
      en: "the segmentation's name; default the preset's",
      zh: "分群方案的名称；默认与预设同名",
    },
    export: {
      en: "only what this Slack id or address may see",
      zh: "只导出该 Slack ID 或邮箱可见的内容",
    },
    publish: {
      en: "whose request it is, an e-mail address or Slack id",
      zh: "申请人，邮箱或 Slack ID",
    },
  },
  "as-of": {
    run: {
      en: "compute as if it were this day, such as 2026-11-21",
      zh: "按该日计算，如 2026-11-21",
    },
    digest: { en: "a run, or the newest as of this day", zh: "一次运行，或截至该日最新的一次" },
  },
  limit: {
    find: { en: "how many rows; default 20", zh: "显示多少行；默认 20" },
    segment: { en: "how many rows; default 20", zh: "显示多少行；默认 20" },
    diff: { en: "how many of those who moved; default 5", zh: "显示多少名转移的客户；默认 5" },
    evaluate: {
      en: "how many of those who disagree; default 10",
      zh: "显示多少名不一致的客户；默认 10",
    },
    recommend: { en: "how many products", zh: "显示多少种商品" },
    strategies: { en: "how many needs", zh: "显示多少项需求" },
    audit: { en: "how many entries", zh: "显示多少条记录" },
  },
  segmentation: {
    diff: { en: "only this one", zh: "只看该方案" },
    plan: { en: "with --opportunity: by its segments", zh: "与 --opportunity 同用：按其客群" },
    strategies: { en: "with --backlog: of its segments", zh: "与 --backlog 同用：其客群" },
  },
  for: {
    export: {
      en: "with a script that reads the file, for spss or sas",
      zh: "附带读取脚本，spss 或 sas",
    },
    add: {
      en: "whom strategies are for, such as rfm or care.save_list",
      zh: "策略面向谁，如 rfm 或 care.save_list",
    },
  },
  customer: {
    evaluate: {
      en: "how sure this customer's segments are, by id or name",
      zh: "该客户的归属有多稳，编号或名称",
    },
    audit: { en: "who was shown this id", zh: "谁查看过该编号" },
  },
  until: {
    audit: { en: "before this day or time", zh: "早于该日或该时刻" },
    publish: {
      en: "with --request: until when, such as 'Fri 18:00' or '2 days'; default three working days",
      zh: "与 --request 同用：截止时间，如 'Fri 18:00' 或 '2 days'；默认三个工作日",
    },
  },
  to: {
    export: { en: "the file, .csv or .parquet", zh: "文件，.csv 或 .parquet" },
    schema: { en: "the file", zh: "文件" },
    explain: { en: "a segment, such as care.save_list", zh: "一个客群，如 care.save_list" },
  },
  consent: {
    export: {
      en: "only customers who agreed to this, such as sms",
      zh: "只导出同意该项的客户，如 sms",
    },
    deliver: {
      en: "only customers who agreed to this, such as sms",
      zh: "只发送同意该项的客户，如 sms",
    },
  },
  yes: {
    forget: {
      en: "do it; without it, only what would be done is told",
      zh: "确认执行；否则只说明将做什么",
    },
    publish: { en: "though another configuration was approved", zh: "即使已批准的是另一配置" },
  },
  pseudonyms: {
    export: {
      en: "pseudonyms in place of ids, no personal data",
      zh: "以假名代替编号，不含个人数据",
    },
    deliver: { en: "pseudonyms in place of ids", zh: "以假名代替编号" },
  },
  out: {
    profile: {
      en: "write the report as a page, such as report.html",
      zh: "把报告写成网页，如 report.html",
    },
    digest: {
      en: "as a picture or text, such as week.png, .svg or .txt",
      zh: "写成图片或文本，如 week.png、.svg 或 .txt",
    },
  },
  note: {
    contact: { en: "what was said", zh: "沟通内容" },
    disputes: { en: "with resolve: what was done", zh: "与 resolve 同用：做了什么" },
  },
  all: {
    disputes: { en: "those that are resolved too", zh: "包括已处理的" },
    requests: { en: "those that ended too", zh: "包括已结束的" },
  },
};

/**
 * What help says of an option of a command.
 *
 * @param command left out for options of every command
 * @throws RangeError where nothing is said, which a test rules out
 * @example optionWords("limit", "diff", "en") // => "how many of those who moved; default 5"
 */
export function optionWords(
  option: OptionName,
  command: CommandName | undefined,
  language: Language,
): string {
  const words = (command === undefined ? undefined : shared[option]?.[command]) ?? own[option];
  if (words === undefined) throw new RangeError(`nothing is said of --${option} of ${command}`);
  return words[language];
}
