/** Help for the command and each of its parts. */
import { listTemplates } from "../compute/project/templates.ts";
import { languageOf, type Language } from "../messages/index.ts";
import { commandNames, optionTypes, type CommandName, type OptionName } from "./arguments.ts";
import { commandTakes, generalOptions } from "./command-takes.ts";
import { optionWords } from "./option-words.ts";

type Help = {
  readonly use: string;
  readonly en: string;
  readonly zh: string;
  /** What else there is to say. */
  readonly more?: (language: Language) => readonly string[];
};

/** The examples to start from, each with what it is about. */
function templateLines(language: Language): readonly string[] {
  const names = listTemplates();
  const width = Math.max(0, ...names.map((name) => name.length)) + 2;
  const about = templates[language];
  return [
    "",
    { en: "Templates", zh: "模板" }[language],
    ...names.map((name) => `  ${name.padEnd(width)}${about[name] ?? ""}`.trimEnd()),
  ];
}

const templates: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {
    b2b: "key accounts and account trees, industry and size, choosing targets",
    bank: "young and digital, old and at the counter; wealth, risk, credit, firms",
    ecommerce: "browsing and buying, interests, a campaign and its effect",
    insurance: "contracts and renewals, satisfaction, a save list",
    internet: "stickiness, interests, activation, trying a new version",
    retail: "members, levels and promotions; the default",
    travel: "families, business and young travellers, seasons",
  },
  zh: {
    b2b: "重点客户与集团客户、行业与规模、目标客户选择",
    bank: "年轻数字客户与老年柜台客户；财富、风险、信贷与对公",
    ecommerce: "浏览与购买、兴趣、营销活动效果",
    insurance: "保单与续保、满意度、挽留名单",
    internet: "粘性、兴趣、激活、新版本试验",
    retail: "会员、等级与促销；默认模板",
    travel: "家庭、商务与年轻旅客，淡旺季",
  },
};

const commands: Readonly<Record<CommandName, Help>> = {
  init: {
    use: "init [dir] --template T",
    en: "start a project from an example",
    zh: "从示例新建项目",
    more: templateLines,
  },
  add: {
    use: "add [PRESET] [--as NAME] [--for SEGMENT]",
    en: "add a ready-made segmentation, playbook or strategies for every segment, or list them",
    zh: "加入现成的分群方案、策略手册或各客群策略，或列出可选项",
  },
  check: {
    use: "check [dir] [--junit F] [--watch] [--report F] [--method]",
    en: "find problems, and run the checks; or what there is of the whole method",
    zh: "检查配置并运行检查；或对照整套方法清点",
  },
  profile: {
    use: "profile [dir] [--out report.html]",
    en: "show what the data hold, and what is wrong with them",
    zh: "查看数据内容与质量",
  },
  run: {
    use: "run [dir] [--as-of D] [--refit] [--publish]",
    en: "compute metrics and segments",
    zh: "计算指标与客群",
  },
  runs: { use: "runs", en: "list what was computed", zh: "列出运行记录" },
  publish: {
    use: "publish [run] [--why W]; publish --request [--title T] [--why W] [--until D] [--as WHO]",
    en: "make a run the one that answers; or ask for that, to be approved in Slack",
    zh: "发布一次运行；或提交申请，在 Slack 中审批",
  },
  requests: {
    use: "requests [--all]; requests show ID; requests withdraw ID",
    en: "what people ask to have published, what it would change, and what is live",
    zh: "发布申请、其影响，以及线上的配置",
  },
  show: {
    use: "show CUSTOMER",
    en: "one customer by id or name, and why they are where they are",
    zh: "按编号或名称查看客户及原因",
  },
  explain: {
    use: "explain CUSTOMER [--to SEGMENT] [--by D]",
    en: "why a customer is in their segments, and what would move them to another",
    zh: "客户为何在当前客群，以及怎样才会进入另一客群",
  },
  contact: {
    use: "contact CUSTOMER [--outcome O] [--channel C] [--note N]",
    en: "write down that a customer was contacted; what to do next counts it at once",
    zh: "登记一次客户联系；下一步行动随即更新",
  },
  history: {
    use: "history CUSTOMER",
    en: "the segments of a customer over the runs that are kept, why they changed, and contacts",
    zh: "客户在各次保留运行中的客群、变化原因与联系记录",
  },
  disputes: {
    use: "disputes [--all]; disputes resolve ID --note TEXT",
    en: "what people hold to be wrong; whoever reported it in Slack is told when it is resolved",
    zh: "被指出有误之处；处理后会在 Slack 通知提出者",
  },
  recommend: {
    use: "recommend CUSTOMER | --segment ID | --bundles | --evaluate",
    en: "what customers might buy next, what is bought together, and how well that foretells",
    zh: "客户接下来可能购买什么、哪些商品常一起购买，以及推荐的命中率",
  },
  loyalty: {
    use: "loyalty [--against OTHER.yaml]",
    en: "members, points and what they cost; against other rules, whom those move and what they cost",
    zh: "会员、积分及其成本；与另一套规则对比时，显示谁会升降级及成本变化",
  },
  find: {
    use: 'find "EXPR" [--sort M] [--limit N]',
    en: "customers for whom a rule holds",
    zh: "查找符合规则的客户",
  },
  evaluate: {
    use: "evaluate [A [B]] [--target M] [--customer C] [--limit N]",
    en: "how alike customers of a segment are, how sure that is, and groups that no rule covers; of two, who disagrees; of a customer, how sure the segments are",
    zh: "评估分群：组内相似、组间差异、稳定性与未覆盖的群体；两个方案则对比不一致的客户；指定客户则看其归属有多稳",
  },
  model: {
    use: "model [NAME]",
    en: "what a fitted model found, and how well it foretells",
    zh: "查看模型卡：参数与留出期表现",
  },
  segment: {
    use: "segment ID [--sort M] [--limit N]",
    en: "a segment, what sets it apart, and its customers, such as care.save_list",
    zh: "查看客群、其画像与客户",
  },
  strategies: {
    use: "strategies [--backlog | --training]",
    en: "what all strategies ask for and bring, and departments who would contact the same customers; or what segments need and none addresses; or material to train staff",
    zh: "各策略的应办、投入与预期收益，以及会联系同一客户的部门；或客群有需求而策略未回应的待办；或员工培训材料",
  },
  plan: {
    use: "plan [ID] [--opportunity]",
    en: "the actions that gain most within a plan's money, hours and contacts; what is left out, and why; or what that gains beyond one treatment for all",
    zh: "在资金、工时与联系次数之内收益最高的行动安排；哪些未安排、为何；或相比一视同仁多收益多少",
  },
  digest: {
    use: "digest [ID] [--as-of RUN] [--out f.png|svg|txt]",
    en: "what changed since the digest before, whom to call, what is overdue",
    zh: "自上一份简报以来的变化、优先跟进的客户与逾期行动",
  },
  diff: {
    use: "diff A [B] [--segmentation S]",
    en: "who moved between two runs, and why: published, previous, latest, or ids",
    zh: "比较两次运行：谁转移、原因何在（published、previous、latest 或编号）",
  },
  export: {
    use: "export --to f.csv|parquet [--for spss|sas] [--purpose CHANNEL] [--pseudonyms] [--as WHO]",
    en: "write customers, metrics and segments to a file",
    zh: "导出客户、指标与客群",
  },
  audit: {
    use: "audit [--actor A] [--customer ID] [--action X] [--since D] [--until D]",
    en: "who was shown whom, what left the project, and who changed what",
    zh: "谁查看了哪些客户、导出了什么、做了哪些更改",
  },
  access: {
    use: "access [WHO] [--group G]",
    en: "roles of access.yaml and who has them; of a Slack id or an address, what they see",
    zh: "access.yaml 的角色及其拥有者；指定 Slack ID 或邮箱则显示其可见内容",
  },
  forget: {
    use: "forget CUSTOMER [--yes]",
    en: "erase one person from snapshots, caches and state, keep them out, and prove it",
    zh: "从快照、缓存与状态中删除一位客户，今后不再纳入，并给出证明",
  },
  deliver: {
    use: "deliver [--dry-run] [--pending] [--consent C] [--pseudonyms]",
    en: "send what changed since the last delivery to the project's webhook, signed",
    zh: "将上次发送后的变化签名推送至项目的 webhook",
  },
  schema: {
    use: "schema [KIND] [--to F]",
    en: "print the JSON Schema of a kind of file: project, segmentation, strategy, plan, digest, loyalty, access, check",
    zh: "输出某类文件的 JSON Schema：project、segmentation、strategy、plan、digest、loyalty、access、check",
  },
  migrate: {
    use: "migrate [dir]",
    en: "bring the files of an older version up to date",
    zh: "将旧版本的文件更新到当前格式",
  },
  lsp: {
    use: "lsp [--data] --stdio",
    en: "serve an editor",
    zh: "为编辑器提供语言服务",
  },
  mcp: {
    use: "mcp [dir]",
    en: "serve language models (MCP) over standard input and output: look-ups, personal data masked",
    zh: "通过标准输入输出为语言模型提供查询（MCP），个人数据已遮盖",
  },
};

const heads: Readonly<
  Record<Language, { use: string; commands: string; options: string; more: string }>
> = {
  en: {
    use: "Use: clientele COMMAND [options]",
    commands: "Commands",
    options: "Options",
    more: "clientele COMMAND --help tells more. Exit code: 0 well, 1 problems, 2 wrong use.",
  },
  zh: {
    use: "用法：clientele 命令 [选项]",
    commands: "命令",
    options: "选项",
    more: "clientele 命令 --help 查看详情。退出码：0 正常，1 有问题，2 用法有误。",
  },
};

/** The help of one command, or of all. */
export function helpText(command: CommandName | undefined, locale: string): string {
  const language = languageOf(locale);
  const head = heads[language];
  const optionLines = (names: readonly OptionName[]): readonly string[] =>
    names.map((name) => {
      const given = `--${name}${optionTypes[name].type === "string" ? " …" : ""}`;
      return `  ${given.padEnd(18)}${optionWords(name, command, language)}`;
    });
  if (command !== undefined) {
    const help = commands[command];
    return [
      `clientele ${help.use}`,
      "",
      `  ${help[language]}`,
      "",
      head.options,
      ...optionLines([...commandTakes[command].options, ...generalOptions]),
      ...(help.more?.(language) ?? []),
    ].join("\n");
  }
  const width = Math.max(...commandNames.map((name) => commands[name].use.length)) + 2;
  return [
    head.use,
    "",
    head.commands,
    ...commandNames.map(
      (name) => `  ${commands[name].use.padEnd(width)}${commands[name][language]}`,
    ),
    "",
    head.options,
    ...optionLines(generalOptions),
    "",
    head.more,
  ].join("\n");
}
