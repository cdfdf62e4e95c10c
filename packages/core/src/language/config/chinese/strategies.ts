/** The schema's words about strategies and plans, in Chinese by the English ones. */
export const strategiesInChinese: readonly (readonly [english: string, chinese: string])[] = [
  ["For each customer, in the project's currency", "每位客户的金额，以项目货币计"],
  ["For each customer, by department", "每位客户所需工时，按部门"],
  ["What it takes", "所需投入"],
  ["What to do, as people read it", "要做的事，显示给人看"],
  ["What to say, so that whoever does it for the first time can", "话术：首次执行的人也能照做"],
  [
    "For whom it is due: a rule, which may name days_since_contact; without it everybody",
    "对哪些客户到期应办：一条规则，可用 days_since_contact；省略即所有人",
  ],
  [
    "What it raises: P(alive) or renewal of a model, money, orders, or anything else with worth",
    "提升的指标：模型给出的 P(alive) 或续约概率、金额、订单数，或写明 worth 的其他指标",
  ],
  [
    "By how much, absolute: 0.05 is 5 points of probability, or so much more of it",
    "提升的绝对值：0.05 即概率提高 5 个百分点，其他指标则为增加的数量",
  ],
  [
    "What one more of it is worth, in the project's currency, where that does not follow",
    "无法推算时，每增加一单位的价值，以项目货币计",
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
    "Whose rows take work: transactions, or another source with times",
    "哪个数据源的记录需要人工处理：transactions 或其他带时间的数据源",
  ],
  ["Hours that a row takes, by department", "每条记录所需工时，按部门"],
  [
    "Work that customers bring by themselves: hours to come are forecast from it too",
    "客户自行带来的工作：未来工时也据此预测",
  ],
];
