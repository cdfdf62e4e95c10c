/** What the program's own phrases are called in Chinese: types, kinds and what was expected. */
const chinese: Readonly<Record<string, string>> = {
  // types and units
  number: "数值",
  string: "文本",
  text: "文本",
  date: "日期",
  timestamp: "时间",
  boolean: "是非值",
  bool: "是非值",
  duration: "时长",
  interval: "时长",
  null: "空值",
  unknown: "未知类型",
  money: "金额",
  days: "天数",
  orders: "订单数",
  share: "占比",
  int: "整数",
  integer: "整数",
  bigint: "整数",
  double: "数值",
  decimal: "数值",
  object: "映射",
  record: "映射",
  array: "列表",
  tuple: "列表",
  nothing: "空",
  "a list": "列表",
  "a map": "映射",
  "another type": "其他类型",
  // kinds of names
  key: "键",
  metric: "指标",
  "built-in metric": "内置指标",
  segmentation: "分群方案",
  segment: "客群",
  consent: "同意事项",
  column: "列",
  source: "数据源",
  "built-in source": "内置数据源",
  "built-in unit": "内置单位",
  group: "分组",
  // what a value must be
  "an expression": "表达式",
  "an id": "名称",
  "a file": "文件",
  "a file, or { sqlite, table }, { postgres, table } or { xlsx, sheet }":
    "文件，或 { sqlite, table }、{ postgres, table }、{ xlsx, sheet }",
  "an address such as postgresql://reader@host:5432/crm":
    "形如 postgresql://reader@host:5432/crm 的地址",
  "something else": "其他内容",
  "a text, or a map of languages": "文本，或按语言给出的文本",
  "a number of days, such as 365 days": "天数，如 365 days",
  "a column, or { value, format }": "列名，或 { value, format }",
  "a currency code, such as EUR": "货币代码，如 CNY",
  "latest, or a date such as 2026-11-21": "latest，或日期，如 2026-11-21",
  "later date": "更晚的日期",
  "two columns, such as [valid_from, valid_to]": "两列，如 [valid_from, valid_to]",
  "number above zero": "大于零的数",
  "an expression, or { value, currency, rates }": "表达式，或 { value, currency, rates }",
  "at least one segment": "至少一个客群",
  "at least one tier": "至少一个层级",
  "a score, or [lowest, highest]": "一个分数，或 [最低, 最高]",
  "such as 80% of value": "形如 80% of value",
  "rules, rfm or tiers": "rules、rfm 或 tiers",
  "events, scores, spans, levels or factors": "events、scores、spans、levels 或 factors",
  "[industry, region], or { industry: sector }": "[industry, region]，或 { industry: sector }",
  "[lowest, highest]": "[最低, 最高]",
  "when or else, not both": "when 与 else 二选一",
  both: "两者都有",
  "one of top, at_least, rest": "top、at_least、rest 之一",
  "an aggregate or a built-in metric in value": "value 中含聚合或内置指标",
  "a built-in metric in by": "by 中含内置指标",
  "a column of customers": "客户表的一列",
  "a language such as en or zh-CN": "语言，如 en 或 zh-CN",
  // what the parser wanted
  "a value": "一个值",
  "a name": "一个名称",
  "an operator": "运算符",
  "a date": "日期",
  "a shorter expression": "更短的表达式",
  "a shorter time": "更短的时间",
  "a smaller number": "更小的数",
  "a plain number": "普通的数",
  "the end": "表达式结束",
  // reasons
  "too many aliases": "别名过多",
  "nested too deeply": "嵌套过深",
  "manifest.json is not whole": "manifest.json 不完整",
  "model.json is not whole": "model.json 不完整",
  "published.json is not whole": "published.json 不完整",
  "nobody listens there": "该地址无服务",
  "no such host": "没有此主机",
  "no answer in time": "超时未答",
  "no way to the host": "无法到达主机",
  "it is starting up or shutting down": "正在启动或关闭",
  "too many connections": "连接过多",
  "it has no such database": "没有此数据库",
  "snapshot.duckdb is missing": "缺少 snapshot.duckdb",
};

/**
 * A phrase of the program in Chinese; the English one where there is none.
 *
 * @example inChinese("number or date") // => "数值或日期"
 */
export function inChinese(phrase: string): string {
  const whole = chinese[phrase];
  if (whole !== undefined) return whole;
  const parts = phrase.split(" or ").map((part) => chinese[part]);
  return parts.every((part) => part !== undefined) ? parts.join("或") : phrase;
}
