/** The schema's words about kinds of segmentation, in Chinese by the English ones. */
export const segmentationsInChinese: readonly (readonly [english: string, chinese: string])[] = [
  ["From this value on", "不低于此值"],
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
];
