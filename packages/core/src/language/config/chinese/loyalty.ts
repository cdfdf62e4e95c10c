/** The schema's words about loyalty programmes, in Chinese by the English ones. */
export const loyaltyInChinese: readonly (readonly [english: string, chinese: string])[] = [
  ["From the highest to the lowest", "从高到低"],
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
];
