/** The schema's words about keys in Chinese, by the English ones; a test keeps the table complete. */
const chinese: ReadonlyMap<string, string> = new Map([
  [
    "A name: letters, digits and _, not starting with a digit",
    "名称：字母、汉字、数字与 _，不以数字开头",
  ],
  [
    "Its name: letters, digits and _, not starting with a digit",
    "方案名称：字母、汉字、数字与 _，不以数字开头",
  ],
  ["A text, or a map from language to text", "一段文字，或按语言分列的文字"],
  [
    "What people read: a text, or one for each language",
    "显示给人看的标题：一段文字，或按语言分列",
  ],
  ["A number of days or weeks, such as 365 days", "天数或周数，如 365 days"],
  ["How the column is read; by default as it looks", "按何种类型读取此列；默认按内容判断"],
  [
    "Personal data of this class: masked unless the viewer's role allows it",
    "属于此类个人信息：查看者无权限时打码",
  ],
  ["Shown only on request, such as age or health", "敏感信息，仅在要求时显示，如年龄、健康"],
  [
    "What the column tells of a customer: where personas speak of it",
    "该列反映客户的哪个方面：决定其在客群画像中的位置",
  ],
  [
    "A table or view; in PostgreSQL with its schema, crm.customers",
    "表或视图；PostgreSQL 须带模式名，如 crm.customers",
  ],
  ["A SQLite database, a file of the project", "SQLite 数据库，项目中的文件"],
  [
    "Where PostgreSQL is, such as ${CRM_URL}; a password never stands in a file",
    "PostgreSQL 的地址，如 ${CRM_URL}；密码绝不写在文件中",
  ],
  ["A workbook, a file of the project", "工作簿，项目中的文件"],
  ["A sheet; by default the first", "工作表；默认第一张"],
  [
    "CSV, TSV, JSON lines, Parquet (gz too) or xlsx, may be a glob; or { xlsx, sheet }, { sqlite, table }, { postgres, table }",
    "CSV、TSV、JSON lines、Parquet（可为 gz）或 xlsx 文件，可用通配符；或 { xlsx, sheet }、{ sqlite, table }、{ postgres, table }",
  ],
  ["The customer's id, kept as text", "客户编号，按文本保留"],
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
  [
    "What is assigned: customer, parent (the account above), root (the top of the tree) or a group of customers",
    "分群的对象：customer（客户）、parent（上级账户）、root（最上级账户）或某个分组",
  ],
  ["Rows that are kept; drops their transactions too", "保留哪些行；其余客户的交易一并去掉"],
  ["Columns that need words", "需要说明的列"],
  [
    "The order's id; lines of one order count once. Omit where a row is an order",
    "订单号；同一订单的多行只计一次。每行即一单时省略",
  ],
  ["The column", "时间所在的列"],
  [
    "When it was paid: a date or a time in the project's time zone",
    "付款时间：日期，或项目时区的时间",
  ],
  ["strptime's notation, such as %d/%m/%Y", "strptime 写法，如 %d/%m/%Y"],
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
  ["Rows that are kept", "保留哪些行"],
  [
    "A formula over metrics and columns, or aggregates of a source's rows; with model: p_alive, expected_transactions or clv; of contracts: renewal, survival, remaining or clv",
    "由指标与列组成的公式，或对某个数据源各行的聚合；写了 model 时：p_alive、expected_transactions 或 clv；合同模型：renewal、survival、remaining 或 clv",
  ],
  [
    "A model of purchases that is fitted to all customers; auto: the one that foretells held-out purchases best; of contracts: shifted_beta_geometric",
    "对全部客户拟合的购买模型；auto：选留出期预测最好的那个；合同用 shifted_beta_geometric",
  ],
  [
    "For shifted_beta_geometric: the source of kind spans that has the contracts",
    "用于 shifted_beta_geometric：存放合同的 spans 数据源",
  ],
  [
    "For shifted_beta_geometric: from one renewal of a contract to the next, such as 1 month",
    "用于 shifted_beta_geometric：合同两次续约之间的时长，如 1 month",
  ],
  [
    "For clv of contracts: what a customer brings in a period, such as sum(holdings.fee)",
    "用于合同的 clv：客户每期带来的金额，如 sum(holdings.fee)",
  ],
  [
    "How far expected_transactions, survival, remaining and clv look ahead, such as 90 days; default 365 days",
    "expected_transactions、survival、remaining 与 clv 向前看多远，如 90 days；默认 365 days",
  ],
  [
    "By how much a year makes later money worth less in clv; default 10% per year",
    "clv 中未来金额每年折现多少；默认 10% per year",
  ],
  [
    "What a purchase brings, for clv: gamma_gamma, a model that draws means of few purchases towards that of all; or own_mean",
    "clv 所用的单次购买金额：gamma_gamma 模型，购买少的客户向总体均值收缩；或 own_mean，客户自己的均值",
  ],
  [
    "What stands in where the model is refused: recency for p_alive, naive_rate for the others, or none",
    "模型不可用时的替代：p_alive 用 recency，其余用 naive_rate，或 none",
  ],
  ["Only the last so many days, up to the as-of date", "只看截至数据日期的最近若干天"],
  [
    "Whether people can bring it about: explanations may propose another value of it",
    "人能否促成它的变化：解释可据此提出另一取值",
  ],
  ["The version of this format", "文件格式的版本"],
  ["Not below this", "不得低于此值"],
  ["Not above this", "不得高于此值"],
  ["Not above this; 0.1 is notable, 0.25 is large", "不得高于此值；0.1 值得注意，0.25 属较大"],
  ["The population stability index of the segments' sizes", "各客群规模的群体稳定性指数（PSI）"],
  ["What must hold, one by one", "逐条列出必须成立的内容"],
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
  ["A file with a column of dates: days on which nobody can buy", "含日期列的文件：无法购买的日子"],
  ["Days that do not make anybody late", "不计入间隔天数的日子"],
  ["Columns that are not what they look like", "类型与内容不符的列"],
  [
    "When it began: a date or a time in the project's time zone",
    "开始时间：日期，或项目时区的时间",
  ],
  ["When it ended; empty while it is open", "结束时间；尚未结束时为空"],
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
  ["From this value on", "不低于此值"],
  ["Everyone below the tiers above", "以上各层之外的客户"],
  ["How customers are assigned", "如何分配客户"],
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
  ["A percentage, such as 10%", "百分比，如 10%"],
  ["A segment, such as care.save_list", "客群，如 care.save_list"],
  [
    "By customer: segmentation, metric, score (rfm.recency) or next_action, and what it should be",
    "按客户：方案、指标、得分（rfm.recency）或 next_action，及其应有的值",
  ],
  [
    "Customers of the test's own; without it, the project's data",
    "测试自带的客户；省略则用项目数据",
  ],
  [
    "How far sizes may be from what is published: population stability index",
    "各客群规模与已发布结果的差异上限：群体稳定性指标（PSI）",
  ],
  ["How many customers the segment may have, or the action be due for", "该客群或行动的客户数范围"],
  ["Rows of the customers table; columns left out are empty", "客户表的行；未写的列为空"],
  ["Rows of the transactions table; columns left out are empty", "交易表的行；未写的列为空"],
  ["Rows of that source; columns left out are empty", "该数据源的行；未写的列为空"],
  ["Segments that no two of share a customer", "两两之间没有共同客户的客群"],
  [
    "The day of the test; by default the last one with a transaction",
    "测试的日期；默认为最后一笔交易当天",
  ],
  ["What should hold, as a sentence", "用一句话说明应成立的事"],
  ["What the segment's customers may have spent", "该客群客户消费总额的范围"],
  [
    "Which share of all customers the segment may have, or the action be due for",
    "该客群占全部客户的比例范围",
  ],
  ["Which share of customers is in at least one segment", "至少属于一个客群的客户比例"],
  ["From the highest to the lowest", "从高到低"],
  [
    "How long a lower tier must have stood in published runs before a customer goes down",
    "客户降级前，较低层级须在已发布的结果中持续多久",
  ],
  ["A number for each customer: a metric or a formula", "每位客户的一个数值：指标或公式"],
  [
    "A column or a text for each customer, compared as same or not",
    "每位客户的一列或文本，只比较是否相同",
  ],
  [
    "What pulls a long tail in: yeo_johnson fits the data, log1p is ln(1 + x)",
    "收拢长尾的变换：yeo_johnson 由数据拟合，log1p 即 ln(1 + x)",
  ],
  [
    "Units: standard by mean and deviation, robust by median and quartiles",
    "缩放：standard 用均值与标准差，robust 用中位数与四分位距",
  ],
  ["How much its squared difference counts, 1 by default", "其平方差的权重，默认为 1"],
  ["The fewest clusters that are tried", "尝试的最少聚类个数"],
  ["The most clusters that are tried", "尝试的最多聚类个数"],
  ["What makes customers alike", "据以判断客户相似的特征"],
  [
    "How many clusters: a number, or auto, which weighs stability, size and separation",
    "聚类个数：数字，或 auto，由稳定性、规模和分离度共同决定",
  ],
  [
    "The share of customers that the smallest cluster must have where k is chosen",
    "自动选 k 时最小一类须达到的客户占比",
  ],
  ["Another seed draws another sample and other starts", "换一个种子，样本和起点随之改变"],
  [
    "So many customers are learned from; all of them are assigned",
    "用于学习的客户数；所有客户都会被分配",
  ],
  [
    "Customers without a value: in no cluster, or with the median or commonest one",
    "缺少取值的客户：不入任何一类，或以中位数或最常见值代替",
  ],
  [
    "Ids of clusters, by size in the first run; later they stay with their cluster",
    "各类的标识，首次运行按规模排列；此后随类保留",
  ],
  ["Who takes part; everybody else is in no segment", "谁参与划分；其余客户不入任何客群"],
  [
    "A column of customers: those with the same value are ranked among themselves",
    "客户表的一列：取值相同的客户之间相互排名",
  ],
  [
    "The stage that is called so, or several that are one segment",
    "如此命名的阶段；或合为一个客群的几个阶段",
  ],
  ["Without an order for longer: lost", "超过此天数未购买即为流失"],
  ["Away for longer than this before the last order", "最近一次购买前的间隔超过此天数"],
  ["The last order is at most so long ago", "最近一次购买距今不超过此天数"],
  ["Who came back", "哪些客户算回流"],
  [
    "Without an order for more than so many of the customer's own rhythms",
    "超过自身购买节奏的这么多倍未购买",
  ],
  [
    "Late by more than so many of the customer's own rhythms",
    "距上次购买超过自身购买节奏的这么多倍",
  ],
  ["At least so many orders", "至少这么多笔订单"],
  ["In so many days", "在这么多天内"],
  ["Who buys often", "哪些客户算忠实"],
  [
    "Other names for stages, or one for several; stages that are not named stay",
    "给阶段另取名称，或将几个合为一个；未提到的阶段保持不变",
  ],
  [
    "The highest values, cumulative, such as 20% of customers",
    "数值最高的客户，累计比例，如 20% of customers",
  ],
  ["These texts, or these segments of another segmentation", "这些文字，或另一分群方案的这些客群"],
  ["All other values that are known", "其余已知的值"],
  ["A number, a text or another segmentation", "数值、文字或另一分群方案"],
  [
    "Parts of the values: the first that fits, from the highest to the lowest",
    "分档：取第一个符合的，由高到低",
  ],
  ["Where the next band begins, from the lowest to the highest", "下一档的起点，由低到高"],
  [
    "So many bands of as many customers each; equal values stay together",
    "按客户数等分为这么多档；相同的值不拆开",
  ],
  ["Bands of the rows; without it all", "行的档；省略即全部"],
  ["Bands of the columns; without it all", "列的档；省略即全部"],
  ["Several rectangles of cells", "几个矩形的格子"],
  ["The first axis", "第一轴"],
  ["The second axis", "第二轴"],
  [
    "Segments by their cells; without it each cell is a segment",
    "按格子划分的客群；省略时每格一个客群",
  ],
  ["Points in [0, 100]", "得分，0 到 100"],
  [
    "What is judged: a number, or a text where points are given for texts",
    "评判什么：数值；按文字给分时可为文字",
  ],
  ["Beside the other criteria of its group", "与同组其他标准相比的权重"],
  [
    "The values of 0 and of 100 points, in between in proportion; may fall",
    "0 分与 100 分对应的值，其间按比例；可递减",
  ],
  [
    "Points by the share of customers who are worse; high or low values are better",
    "按不如该客户者的占比给分；数值高者优或低者优",
  ],
  [
    "Points by value: the first that fits, from the highest to the lowest",
    "按值给分：取第一个符合的，由高到低",
  ],
  [
    "Points where it is not known; without it there is no score",
    "未知时的得分；省略时未知即无总分",
  ],
  ["Beside the other groups, where they are averaged", "各组平均时，与其他组相比的权重"],
  ["What the group is made of, averaged by weight", "组内标准，按权重平均"],
  [
    "A column of customers or another segmentation: what is scored is each of its values, by the means of its customers",
    "客户的列或另一分群方案：按其每个取值下客户的均值来评分",
  ],
  [
    "How groups make the score: averaged by weight, or multiplied, where all must be good",
    "各组如何合成总分：按权重平均，或相乘（各组都要好）",
  ],
  [
    "Groups of criteria, such as attractiveness, fit and resources",
    "标准的分组，如吸引力、匹配度与资源",
  ],
  [
    "Segments by score, in [0, 100], from the highest to the lowest",
    "按总分（0 到 100）划分的客群，由高到低",
  ],
  ["How often weights are drawn", "权重抽取的次数"],
  ["By how much each weight goes up or down at most", "每个权重最多上下变动多少"],
  [
    "What a run tries to see how much the segments rest on the weights",
    "运行时检验客群多大程度取决于权重",
  ],
  ["For each customer, in the project's currency", "每位客户的金额，以项目货币计"],
  ["For each customer, by department", "每位客户所需工时，按部门"],
  ["What it takes", "所需投入"],
  ["What to do, as people read it", "要做的事，显示给人看"],
  ["What to say, so that whoever does it for the first time can", "话术：首次执行的人也能照做"],
  [
    "For whom it is due: a rule, which may name days_since_contact; without it everybody",
    "对哪些客户到期应办：一条规则，可用 days_since_contact；省略即所有人",
  ],
  ["What it raises: a metric that a model gives as P(alive)", "提升的指标：由模型给出的 P(alive)"],
  [
    "By how much, absolute: 0.05 is 5 points of probability",
    "提升的绝对值：0.05 即概率提高 5 个百分点",
  ],
  ["How uncertain that is: the standard deviation", "其不确定程度：标准差"],
  [
    "How it is known: judgement, or experiments/<id>",
    "依据：judgement（判断），或 experiments/<id>（实验）",
  ],
  ["What comes of it", "预期效果"],
  [
    "How long after the day of the data it should be done, such as 48 hours",
    "自数据日期起多久内完成，如 48 hours",
  ],
  ["The value by which success is seen, such as nps", "衡量成效的数值，如 nps"],
  [
    "The strategy's name: letters, digits and _, not starting with a digit",
    "策略名称：字母、汉字、数字与 _，不以数字开头",
  ],
  [
    "Who is served so: a segment, such as care.save_list, or everybody in a segmentation",
    "面向的客户：一个客群，如 care.save_list，或整个分群方案",
  ],
  ["What the strategy is to achieve", "策略的目标"],
  ["The department that answers for it", "负责的部门"],
  ["Departments that help", "协办部门"],
  ["Who does it", "由谁执行"],
  ["What is offered", "提供什么产品"],
  ["At what price", "价格政策"],
  ["With what promotion", "促销政策"],
  ["What the offer stands for", "定位"],
  ["Ways to reach the customer, the best first", "触达客户的渠道，优先者在前"],
  ["Ways that are not used", "不使用的渠道"],
  [
    "How customers are reached; a channel that is called like a consent needs it",
    "触达方式；与同意事项同名的渠道须经客户同意",
  ],
  ["The level of service", "服务等级"],
  ["How soon the customer hears from us", "多久之内首次响应"],
  ["How customers are served", "服务方式"],
  ["How often somebody should speak with the customer", "应多久与客户联系一次"],
  ["How the relationship is kept", "关系维护"],
  ["What there is to do, each with the customers for whom it is due", "行动：每项附有适用的客户"],
  [
    "Segmentations whose strategies come first when several apply, the first one first",
    "多个策略同时适用时的先后：按此顺序的分群方案优先",
  ],
  ["How often people are contacted at most, such as 2 per week", "联系次数上限，如 2 per week"],
  ["Whose contacts count together: customer or a group", "合并计算联系次数的单位：customer 或分组"],
  ["How often customers are contacted, whichever strategy asks for it", "各策略合计的联系频率"],
  [
    "An action of a strategy, such as save_high_value.call_within_48h",
    "策略的一项行动，如 save_high_value.call_within_48h",
  ],
  ["What the action may cost, done for all for whom it is due", "对所有应办客户执行该行动的成本"],
  [
    "What it should bring beyond its cost; at_least: 0 is none that loses",
    "扣除成本后的收益；at_least: 0 即不亏损",
  ],
  [
    "Who is served in any case: a segment, such as care.save_list",
    "必须服务的客户：一个客群，如 care.save_list",
  ],
  [
    "How many of them, such as 10 customers, or 5% of customers",
    "其中多少，如 10 customers 或 5% of customers",
  ],
  [
    "The plan's name: letters, digits and _, not starting with a digit",
    "计划名称：字母、汉字、数字与 _，不以数字开头",
  ],
  ["The time that the budget is for, such as 14 days", "预算所覆盖的时间，如 14 days"],
  ["Strategies whose actions are planned; by default all", "纳入计划的策略；默认全部"],
  [
    "At most so many actions for one customer; contact caps hold besides",
    "每位客户的行动数上限；联系次数上限同样适用",
  ],
  ["In the project's currency", "以项目货币计"],
  ["Hours that each department has", "各部门可用工时"],
  ["How many actions there can be", "行动总数上限"],
  ["What there is to spend; what is not named is not limited", "可用的预算；未写明的不设限"],
  [
    "Customers who are served even where others would bring more",
    "即使其他客户收益更高也须服务的客户",
  ],
  [
    "Of the draws behind intervals: the same seed gives the same plan",
    "区间抽样的种子：种子相同，计划相同",
  ],
  [
    "What customers might buy next, and what is bought together",
    "客户接下来可能购买什么，以及哪些商品常一起购买",
  ],
  [
    "What was bought: a column or a formula of a row of transactions",
    "买了什么：交易行的一列或一个公式",
  ],
  [
    "What people call it; the most frequent one where there are several",
    "商品名称；有多个时取最常见的",
  ],
  [
    "Rows that count: what may be recommended and what speaks for it, such as category <> 'postage'",
    "计入的行：既决定可推荐什么，也作为依据，如 category <> 'postage'",
  ],
  [
    "How long purchases and looks count; without it all do",
    "购买与浏览在多长时间内有效；省略则全部计入",
  ],
  ["How many products are recommended", "推荐多少件商品"],
  ["true: what a customer has bought may be recommended again", "true：客户买过的商品可再次推荐"],
  [
    "How many customers must have bought both products, and how many orders hold a bundle",
    "至少多少客户同时买过两件商品，以及组合至少出现在多少订单中",
  ],
  [
    "How many customers' worth of doubt: a lift of n customers counts n / (n + shrinkage)",
    "收缩强度：由 n 位客户得出的提升度按 n / (n + shrinkage) 计",
  ],
  [
    "The last part of the data, in which recommendations from before are tested",
    "数据的最后一段，用来检验此前的推荐",
  ],
  ["Products that customers looked at count too", "浏览过的商品也计入"],
  ["The source of events in which customers look at products", "记录浏览的事件数据源"],
  ["What was looked at, called as in the transactions", "浏览的商品，名称与交易中一致"],
  ["Events that count, such as page = 'product'", "计入的事件，如 page = 'product'"],
  [
    "What a product that was looked at and not bought counts, beside 1 for one bought",
    "只浏览未购买的商品的权重，购买为 1",
  ],
  ["So many points", "获得多少积分"],
  ["By how much; all that hold multiply", "倍数；同时满足的相乘"],
  [
    "Rows of transactions that earn more, such as category = 'fresh'",
    "积分更多的交易行，如 category = 'fresh'",
  ],
  [
    "Customers of this level earn more; it does not count for levels",
    "该等级的客户积分更多；多得的部分不计入等级",
  ],
  ["What earns more", "哪些交易积分更多"],
  ["What a member of the level gets", "该等级会员享有什么"],
  [
    "What it costs for each member in the window of levels, in the project's currency",
    "等级窗口内每位会员的成本，以项目货币计",
  ],
  ["From so many points of the window on", "窗口内积分达到多少"],
  ["Every other member", "其余会员"],
  ["What members of the level get", "该等级会员的权益"],
  [
    "The programme's name: letters, digits and _, not starting with a digit",
    "会员计划名称：字母、汉字、数字与 _，不以数字开头",
  ],
  [
    "Who is a member, by columns of customers; without it everybody",
    "哪些客户是会员，由客户表的列决定；省略即所有人",
  ],
  ["For so much money, in the project's currency", "每消费多少，以项目货币计"],
  ["Rows of transactions that earn; without it all", "可积分的交易行；省略即全部"],
  ["How points are earned; refunds take them back", "如何积分；退款扣回"],
  ["transactions, or a source of events", "transactions 或某个事件数据源"],
  ["How many points the row uses", "该行使用多少积分"],
  ["Rows that count", "计入的行"],
  ["Where points are used", "积分在何处使用"],
  [
    "Points lapse so long after they were earned, the oldest first",
    "积分获得后多久到期，先得先到期",
  ],
  [
    "What a point is worth when it is used, in the project's currency",
    "一个积分使用时抵多少钱，以项目货币计",
  ],
  ["The share of points that is expected to be used at last", "预计最终被使用的积分占比"],
  ["The window whose points decide the level", "决定等级的积分窗口"],
  [
    "How long a lower level must have stood in published runs before a customer goes down",
    "较低等级须在已发布的运行中持续多久，客户才降级",
  ],
]);

/** A description of the schema in the reader's language. @example describedIn("What computes", "zh-CN") // => "计算引擎" */
export const describedIn = (english: string, locale: string): string =>
  /^zh\b/i.test(locale) ? (chinese.get(english) ?? english) : english;

/** Every description that has Chinese words. */
export const describedInChinese = (): readonly string[] => [...chinese.keys()];
