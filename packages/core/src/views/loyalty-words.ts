/** The words of loyalty programmes. */
import { isChinese } from "./format-number.ts";

const en = {
  points: "Points",
  toNext: (points: string, level: string) => `${points} points to ${level}`,
  levels: "Members by level",
  level: "Level",
  now: "Now",
  then: "By the other rules",
  change: "Change",
  benefits: "Benefits cost",
  none: "no member",
  costs: "Points and cost",
  figure: "Figure",
  held: "Points held",
  liability: "Worth of points held",
  expiring: "Lapse in 30 days",
  earned: "Points earned",
  earnedCost: "Cost of points earned",
  benefitsCost: "Cost of benefits",
  total: "Cost in all",
  moves: "Who moves",
  from: "From",
  to: "To",
  customers: "Customers",
  revenue: "Their spend",
  nobody: "Nobody moves.",
  foot: (window: string) =>
    `Points earned, benefits and spend of ${window}; worth and cost as far as points are expected to be used. Levels by points alone, without hold.`,
};

export type LoyaltyWords = typeof en;

const zh: LoyaltyWords = {
  points: "积分",
  toNext: (points, level) => `距${level}还差 ${points} 分`,
  levels: "各等级会员",
  level: "等级",
  now: "现行规则",
  then: "另一套规则",
  change: "变化",
  benefits: "权益成本",
  none: "非会员",
  costs: "积分与成本",
  figure: "指标",
  held: "未用积分",
  liability: "未用积分价值",
  expiring: "30 天内到期",
  earned: "获得积分",
  earnedCost: "获得积分的成本",
  benefitsCost: "权益成本",
  total: "总成本",
  moves: "升降级",
  from: "原等级",
  to: "新等级",
  customers: "客户数",
  revenue: "其消费额",
  nobody: "无人升降级。",
  foot: (window) =>
    `获得积分、权益与消费均为近${window}；价值与成本按预计使用比例计。等级仅按积分，不计 hold。`,
};

export const loyaltyWordsFor = (locale: string): LoyaltyWords => (isChinese(locale) ? zh : en);
