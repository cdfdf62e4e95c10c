/** The words of what serving segments differently gains. */
import { isChinese } from "./format-number.ts";

const en = {
  title: (name: string) => `Opportunity · ${name}`,
  beyond: "Beyond one treatment for all",
  less: "one treatment for everybody is expected to gain more: this plan is not worth its trouble yet",
  unsure: "may be nothing: the likely range holds zero",
  sure: "by serving segments differently, within the same budget",
  nothing: "Beyond doing nothing",
  uniform: "One treatment for all",
  uniformOf: (action: string, treated: string, reachable: string) =>
    `${action}, for ${treated} of ${reachable} customers who may be reached, nobody chosen`,
  none: "none brings more than it costs when everybody is treated alike",
  judged: (share: string) => `${share} of the plan's worth rests on judgement, not tested`,
  tested: "all of the plan's worth rests on experiments",
  untold: "no effect is known",
  assumed:
    "An effect is taken to be the same for everybody; who is in no segment that it was meant for may answer less, so the one treatment is told at its best.",
  segment: "Segment",
  customers: "Customers",
  served: "Served",
  planned: "Served differently",
  alike: "Treated alike",
  difference: "Difference",
  low: "Likely from",
  high: "to",
  all: "All customers",
  standing: "Satisfaction and share of wallet",
  kinds: {
    nps: (of: string) => `NPS (${of})`,
    score: (of: string) => `Mean ${of}`,
    wallet: (of: string) => of,
  },
  overlap:
    "A customer can be in several of these segments; each row counts everybody who is in it.",
};

type OpportunityWords = typeof en;

const zh: OpportunityWords = {
  title: (name) => `机会 · ${name}`,
  beyond: "相比一视同仁",
  less: "对所有人采取同一行动的预期收益更高：此计划目前不值得实施",
  unsure: "可能没有收益：约八成把握的区间包含零",
  sure: "来自对各客群区别服务，预算相同",
  nothing: "相比不采取行动",
  uniform: "一视同仁的做法",
  uniformOf: (action, treated, reachable) =>
    `${action}，可触达 ${reachable} 位，覆盖 ${treated} 位，不加挑选`,
  none: "对所有人采取同一行动，没有一项收益高于成本",
  judged: (share) => `计划价值的 ${share} 出自判断，未经检验`,
  tested: "计划价值全部出自实验",
  untold: "效果均未知",
  assumed:
    "假定行动效果对所有人相同；目标客群以外的客户反应可能较弱，因此一视同仁的收益已按最好情形计。",
  segment: "客群",
  customers: "客户数",
  served: "已服务",
  planned: "区别服务",
  alike: "一视同仁",
  difference: "差额",
  low: "约八成把握自",
  high: "至",
  all: "全部客户",
  standing: "满意度与钱包份额",
  kinds: {
    nps: (of) => `NPS（${of}）`,
    score: (of) => `${of} 均值`,
    wallet: (of) => of,
  },
  overlap: "一位客户可能属于其中多个客群；每行计入其全部客户。",
};

export const opportunityWordsFor = (locale: string): OpportunityWords =>
  isChinese(locale) ? zh : en;

export type { OpportunityWords };
