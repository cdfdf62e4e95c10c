/** The schema's words about sources, in Chinese by the English ones. */
export const sourcesInChinese: readonly (readonly [english: string, chinese: string])[] = [
  ["The customer's id, kept as text", "客户编号，按文本保留"],
  ["Columns that need words", "需要说明的列"],
  ["Rows that are kept", "保留哪些行"],
  [
    "Another table about customers, with a name of your choice",
    "另一张与客户有关的表，名称由您决定",
  ],
  [
    "What a row is: events (the default), scores, spans, levels or factors",
    "每行是什么：events（事件，默认）、scores（评分）、spans（时段）、levels（状态）或 factors（外部因素）",
  ],
  [
    "Columns of customers by which a row is found: names that both tables have, or { customers' column: column here }",
    "据以匹配的客户列：两表同名的列，或 { 客户表的列: 此表的列 }",
  ],
  [
    "When it happened: a date or a time in the project's time zone",
    "发生时间：日期，或项目时区的时间",
  ],
  [
    "When it was answered: a date or a time in the project's time zone",
    "回答时间：日期，或项目时区的时间",
  ],
  [
    "The column with the answer, a number; its name is the metric's",
    "答案所在的列，为数值；列名即指标名",
  ],
  [
    "The lowest and the highest answer that there can be, such as [0, 10]",
    "答案可能的最低与最高值，如 [0, 10]",
  ],
  [
    "From when it holds: a date or a time in the project's time zone",
    "从何时起有效：日期，或项目时区的时间",
  ],
  ["Columns that are not what they look like", "类型与内容不符的列"],
  [
    "When it began: a date or a time in the project's time zone",
    "开始时间：日期，或项目时区的时间",
  ],
  ["When it ended; empty while it is open", "结束时间；尚未结束时为空"],
];
