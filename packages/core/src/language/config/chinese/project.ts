/** The schema's words about `clientele.yaml` and the keys of every segmentation, in Chinese by the English ones. */
export const projectInChinese: readonly (readonly [english: string, chinese: string])[] = [
  [
    "How many days what models and clusters learned is used before they learn anew; 1 day: with every new day of data",
    "模型与聚类学到的参数沿用多少天后重新学习；1 day：每有新一天的数据就重新学习",
  ],
  ["The column with the name that people use", "日常称呼所在的列"],
  ["Columns with other names, for searching", "其他名称所在的列，供搜索"],
  [
    "The column with who looks after the customer: email or Slack id",
    "负责人所在的列：邮箱或 Slack 编号",
  ],
  ["The id of the account above it in a tree; empty at the top", "上级账户的编号；最上级为空"],
  [
    "The group's id: a column or a formula; empty for those in none",
    "组的编号：列或公式；不属于任何组时为空",
  ],
  [
    "Groups of customers by name, such as household: household_id",
    "客户分组，按名称列出，如 household: household_id",
  ],
  ["Rows that are kept; drops their transactions too", "保留哪些行；其余客户的交易一并去掉"],
  [
    "The order's id; lines of one order count once. Omit where a row is an order",
    "订单号；同一订单的多行只计一次。每行即一单时省略",
  ],
  [
    "When it was paid: a date or a time in the project's time zone",
    "付款时间：日期，或项目时区的时间",
  ],
  ["The amount of the row, in the project's currency", "该行金额，以项目货币计"],
  [
    "The amount of the row, in the project's currency or in its own",
    "该行金额，以项目货币或该行货币计",
  ],
  ["The amount of the row, in the currency of the row", "该行金额，以该行货币计"],
  ["The currency's code, such as EUR", "货币代码，如 EUR"],
  [
    "A table of currency, rate (units of the project's currency for one) and, where rates change, date",
    "汇率表：currency、rate（一单位合多少项目货币），汇率变动时另有 date",
  ],
  [
    "What the row earns, in the project's currency; amount is the row's net amount",
    "该行的毛利，以项目货币计；amount 为该行净额",
  ],
  [
    "Known duplicates: what an old id has counts for the customer",
    "已知的重复客户：旧编号名下的数据计入现客户",
  ],
  ["The old id, or that of a duplicate", "旧编号，或重复客户的编号"],
  [
    "The id that the customer has now; may be an old id itself",
    "客户现在的编号；也可以是另一个旧编号",
  ],
  [
    "ranks: by the share of strictly worse buyers; quantiles: by cuts between equal parts, as R has them; or by fixed cuts",
    "ranks：按严格更差的购买者占比；quantiles：按等分界线，与 R 一致；或按固定界线",
  ],
  ["Days, ascending: from a cut on the score is one lower", "天数，升序：达到界线则分数减一"],
  ["Orders, ascending: from a cut on the score is one higher", "订单数，升序：达到界线则分数加一"],
  ["Amounts, ascending: from a cut on the score is one higher", "金额，升序：达到界线则分数加一"],
  [
    "The column of the day on which somebody became a customer, for looking back",
    "成为客户之日所在的列，供回溯检验之用",
  ],
  [
    "The columns of the first day of a row and of the day on which it ends, where a customer has several rows",
    "一位客户有多行时：一行生效首日与失效当日所在的两列",
  ],
  ["A column or a rule; unknown means no", "列或规则；未知即为不同意"],
  [
    "What customers agreed to, by name, such as sms: sms_ok",
    "客户同意的事项，按名称，如 sms: sms_ok",
  ],
  ["Which rows are refunds; their amounts are netted", "哪些行是退款；其金额会被扣减"],
  ["The order that is refunded, where it is named", "被退的订单，若有记录"],
  ["Rows that take back what was sold", "退款所在的行"],
  ["The version of this format", "文件格式的版本"],
  ["The project's name", "项目名称"],
  ["Language of reports", "报告所用语言"],
  ["Of every amount, such as EUR", "所有金额的货币，如 CNY"],
  ["Where a day begins, such as Asia/Shanghai", "以哪个时区划分日期，如 Asia/Shanghai"],
  [
    "The day for which everything is computed: a date, or latest, the last in the data",
    "按哪一天计算：某个日期，或 latest，即数据中的最后一天",
  ],
  ["What computes", "计算引擎"],
  ["The table of customers, a row for each", "客户表，每位客户一行"],
  ["The table of what they bought", "交易表"],
  ["The tables", "数据表"],
  ["A file with a column of dates: days on which nobody can buy", "含日期列的文件：无法购买的日子"],
  ["Days that do not make anybody late", "不计入间隔天数的日子"],
  ["Values for each customer, by name", "每位客户的指标，按名称"],
  ["Who belongs here", "谁属于此客群"],
  ["Everyone whom no rule above took", "上面规则都不符合的客户"],
  [
    "Scores of recency, the highest bought last: one, or [lowest, highest]",
    "新近度得分，最高者最近购买：一个分数，或 [最低, 最高]",
  ],
  ["Scores of frequency: one, or [lowest, highest]", "频次得分：一个分数，或 [最低, 最高]"],
  ["Scores of monetary value: one, or [lowest, highest]", "金额得分：一个分数，或 [最低, 最高]"],
  ["Several rectangles of scores", "多个得分区域"],
  [
    "Cumulative, such as 80% of value or 20% of customers",
    "累计份额，如 80% of value（金额）或 20% of customers（人数）",
  ],
  ["Everyone below the tiers above", "以上各层之外的客户"],
  [
    "first: the first rule that holds; all: every one, so a customer can be in several",
    "first：归入第一条符合的规则；all：归入所有符合的规则，一位客户可在多个客群",
  ],
  ["Segments in order, each with its rule", "客群，按顺序，各带规则"],
  ["Scores run from 1 to this", "得分从 1 到此数"],
  [
    "Segments by their scores; without it, the ten of the usual map",
    "按得分划分的客群；省略则用通用的十个客群",
  ],
  ["The segment of customers without an order in the window", "窗口期内没有订单的客户所属客群"],
  ["The number that is ranked", "用来排序的数值"],
  [
    "How long a lower tier must have stood in published runs before a customer goes down",
    "客户降级前，较低层级须在已发布的结果中持续多久",
  ],
  [
    "What customers might buy next, and what is bought together",
    "客户接下来可能购买什么，以及哪些商品常一起购买",
  ],
  [
    "The webhook of a CRM: it is told who is in which segment, and what to do next",
    "CRM 的 webhook：告知客户所在客群与下一步行动",
  ],
  [
    "Where to: an address that begins with https://, or a variable such as ${CRM_URL}",
    "发送地址：以 https:// 开头，或环境变量，如 ${CRM_URL}",
  ],
  [
    "The variable with the secret of signatures, such as ${CRM_SECRET}",
    "存放签名密钥的环境变量，如 ${CRM_SECRET}",
  ],
  ["Which segmentations the receiver is told of; without it all", "告知哪些分群；省略则全部"],
  ["Only customers who agreed to this, of the consents", "只告知同意此项的客户"],
  ["Pseudonyms in place of ids", "以假名代替编号"],
  [
    "publish: whenever a run is published; command: when clientele deliver is run",
    "publish：每次发布运行后；command：执行 clientele deliver 时",
  ],
];
