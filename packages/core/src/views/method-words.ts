/** The words of the method's check list. */
import type { EvidenceName, MethodArea, MethodItem } from "../domain/method/method.ts";
import { isChinese } from "./format-number.ts";

type Told = {
  /** @param n how many there are @param of of how many, where all are wanted @param names what there is, or what lacks it */
  readonly there: (n: string, of: string, names: string) => string;
  /** What to do where it is not there, or not everywhere. @param names what lacks it */
  readonly todo: (names: string) => string;
};

/** Words for every kind of evidence. */
const told = (words: Readonly<Record<EvidenceName, Told>>) => words;

const en = {
  title: "Method · from market insight to execution",
  status: { found: "found", partly: "in part", missing: "missing" } satisfies Readonly<
    Record<MethodItem["status"], string>
  >,
  summary: (found: string, all: string) => `${found} of ${all} areas are answered in full`,
  areas: {
    gap: "Gap",
    market_insight: "Market insight",
    strategic_intent: "Strategic intent",
    innovation_focus: "Innovation focus",
    business_design: "Business design",
    critical_tasks: "Critical tasks",
    formal_organisation: "Formal organisation",
    talent: "Talent",
    culture: "Climate and culture",
  } satisfies Readonly<Record<MethodArea, string>>,
  evidence: told({
    targets: {
      there: (n) => `${n} targets in checks/`,
      todo: () => "say in checks/ what segments should come to (customers, share, gain)",
    },
    targets_met: {
      there: (n, of) => `${n} of ${of} targets are met`,
      todo: () => "close the gaps that `clientele check` tells, or say why a target is wrong",
    },
    published: {
      there: () => "a published run that new ones are held against",
      todo: () => "publish a run, so that gaps and drift are told against it (`clientele publish`)",
    },
    factors: {
      there: (_, __, names) => `market figures: ${names}`,
      todo: () => "join market figures by industry or region (a source of `kind: factors`)",
    },
    rivals: {
      there: (_, __, names) => `competition: ${names}`,
      todo: () => "add a column of competition to the market figures, such as rivals",
    },
    surveys: {
      there: (_, __, names) => `what customers say: ${names}`,
      todo: () => "add answers of customers (a source of `kind: scores`)",
    },
    objectives: {
      there: (_, __, names) => `objectives: ${names}`,
      todo: () => "write a strategy with its objective (`clientele add strategies`)",
    },
    chosen_targets: {
      there: (_, __, names) => `targets are chosen by ${names}`,
      todo: () => "choose whom to win by potential, competition and own resources (`kind: score`)",
    },
    plans: {
      there: (_, __, names) => `plans within a budget: ${names}`,
      todo: () => "say what money and hours there are (`plans/`)",
    },
    needs: {
      there: (_, __, names) => `needs and values: ${names}`,
      todo: () => "declare columns that tell of needs (`dimension: needs` or `psychographic`)",
    },
    discovered: {
      there: (_, __, names) => `groups found in the data: ${names}`,
      todo: () => "look for groups that nobody thought of (`kind: kmeans`, `clientele evaluate`)",
    },
    experiments: {
      there: (n, of) => `${n} of ${of} effects were tested`,
      todo: (names) => `test what is only judged: ${names}`,
    },
    served_segments: {
      there: (n, of) => `${n} of ${of} segments have a strategy`,
      todo: (names) => `decide how to serve ${names}`,
    },
    offers: {
      there: (n, of) => `${n} of ${of} strategies say what is offered`,
      todo: (names) => `say product, price, promotion or positioning of ${names}`,
    },
    due: {
      there: (n, of) => `${n} of ${of} actions have a date`,
      todo: (names) => `say by when (\`due\`): ${names}`,
    },
    measured: {
      there: (n, of) => `${n} of ${of} actions have a measure`,
      todo: (names) => `say by what success is seen (\`kpi\` or \`effect\`): ${names}`,
    },
    owned: {
      there: (n, of) => `${n} of ${of} strategies have an owner`,
      todo: (names) => `name who answers for ${names}`,
    },
    hand_offs: {
      there: (_, __, names) => `departments work together on ${names}`,
      todo: () => "name the departments that help (`owners: { with: … }`)",
    },
    roles: {
      there: (_, __, names) => `roles: ${names}`,
      todo: () => "say who sees and approves what (`access.yaml`)",
    },
    talk_tracks: {
      there: (n, of) => `${n} of ${of} actions say what to say`,
      todo: (names) => `write a talk track: ${names}`,
    },
    titles: {
      there: (n, of) => `${n} of ${of} metrics and segments have a name that people read`,
      todo: (names) => `give a title: ${names}`,
    },
    contacts: {
      there: (n) => `${n} contacts logged in 90 days`,
      todo: () => "log what came of contacts (`clientele contact`, or the form in Slack)",
    },
    disputes: {
      there: (n, of) => `${n} of ${of} disputes are answered`,
      todo: () => "answer open disputes (`clientele disputes`)",
    },
    digests: {
      there: (_, __, names) => `digests: ${names}`,
      todo: () => "let teams read what changed (`digests/`)",
    },
  }),
  separator: ", ",
  between: "; ",
  stop: ". ",
  next: "To do: ",
  andMore: (n: string) => `and ${n} more`,
  foot: "After the business leadership model (IBM, Huawei): strategy from gap to design, execution from tasks to culture. It counts what is written and logged here, not how good it is.",
};

type MethodWords = typeof en;

const zh: MethodWords = {
  title: "方法 · 从市场洞察到执行",
  status: { found: "已具备", partly: "部分具备", missing: "缺失" },
  summary: (found, all) => `${all} 个方面中 ${found} 个完全具备`,
  areas: {
    gap: "差距",
    market_insight: "市场洞察",
    strategic_intent: "战略意图",
    innovation_focus: "创新焦点",
    business_design: "业务设计",
    critical_tasks: "关键任务",
    formal_organisation: "正式组织",
    talent: "人才",
    culture: "氛围与文化",
  },
  evidence: {
    targets: {
      there: (n) => `checks/ 中有 ${n} 项目标`,
      todo: () => "在 checks/ 中写明各客群应达到的结果（客户数、占比、收益）",
    },
    targets_met: {
      there: (n, of) => `${of} 项目标中 ${n} 项达成`,
      todo: () => "弥补 clientele check 指出的差距，或说明目标为何不当",
    },
    published: {
      there: () => "有已发布的运行可供对比",
      todo: () => "发布一次运行，以便衡量差距与漂移（clientele publish）",
    },
    factors: {
      there: (_, __, names) => `市场数据：${names}`,
      todo: () => "按行业或地区关联市场数据（kind: factors）",
    },
    rivals: {
      there: (_, __, names) => `竞争状况：${names}`,
      todo: () => "在市场数据中加入竞争状况，如竞争对手数",
    },
    surveys: {
      there: (_, __, names) => `客户反馈：${names}`,
      todo: () => "加入客户评分（kind: scores）",
    },
    objectives: {
      there: (_, __, names) => `目标：${names}`,
      todo: () => "编写带目标的策略（clientele add strategies）",
    },
    chosen_targets: {
      there: (_, __, names) => `目标客户由 ${names} 选出`,
      todo: () => "按潜力、竞争与自身资源选择目标客户（kind: score）",
    },
    plans: {
      there: (_, __, names) => `预算内的计划：${names}`,
      todo: () => "写明可用的资金与工时（plans/）",
    },
    needs: {
      there: (_, __, names) => `需求与价值观：${names}`,
      todo: () => "声明反映需求的列（dimension: needs 或 psychographic）",
    },
    discovered: {
      there: (_, __, names) => `数据中发现的群体：${names}`,
      todo: () => "寻找未曾想到的群体（kind: kmeans，clientele evaluate）",
    },
    experiments: {
      there: (n, of) => `${of} 项效果中 ${n} 项经过实验`,
      todo: (names) => `检验仅凭判断的效果：${names}`,
    },
    served_segments: {
      there: (n, of) => `${of} 个客群中 ${n} 个有策略`,
      todo: (names) => `决定如何服务 ${names}`,
    },
    offers: {
      there: (n, of) => `${of} 项策略中 ${n} 项写明了提供什么`,
      todo: (names) => `写明产品、价格、促销或定位：${names}`,
    },
    due: {
      there: (n, of) => `${of} 项行动中 ${n} 项有期限`,
      todo: (names) => `写明期限（due）：${names}`,
    },
    measured: {
      there: (n, of) => `${of} 项行动中 ${n} 项有衡量指标`,
      todo: (names) => `写明如何衡量成效（kpi 或 effect）：${names}`,
    },
    owned: {
      there: (n, of) => `${of} 项策略中 ${n} 项有负责人`,
      todo: (names) => `指定负责部门：${names}`,
    },
    hand_offs: {
      there: (_, __, names) => `跨部门协作：${names}`,
      todo: () => "写明协办部门（owners: { with: … }）",
    },
    roles: {
      there: (_, __, names) => `角色：${names}`,
      todo: () => "写明谁能查看与批准什么（access.yaml）",
    },
    talk_tracks: {
      there: (n, of) => `${of} 项行动中 ${n} 项有话术`,
      todo: (names) => `编写话术：${names}`,
    },
    titles: {
      there: (n, of) => `${of} 个指标与客群中 ${n} 个有易读的名称`,
      todo: (names) => `补充名称（title）：${names}`,
    },
    contacts: {
      there: (n) => `90 天内登记 ${n} 次联系`,
      todo: () => "登记联系结果（clientele contact，或 Slack 中的表单）",
    },
    disputes: {
      there: (n, of) => `${of} 条异议中 ${n} 条已答复`,
      todo: () => "答复未处理的异议（clientele disputes）",
    },
    digests: {
      there: (_, __, names) => `简报：${names}`,
      todo: () => "让团队定期了解变化（digests/）",
    },
  },
  separator: "、",
  between: "；",
  stop: "。",
  next: "待办：",
  andMore: (n) => `另 ${n} 项`,
  foot: "依据业务领先模型（BLM，IBM、华为）：战略从差距到业务设计，执行从关键任务到文化。此处只清点写明与登记的内容，不评判其优劣。",
};

export const methodWordsFor = (locale: string): MethodWords => (isChinese(locale) ? zh : en);

export type { MethodWords };
