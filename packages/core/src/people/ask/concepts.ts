/** What people call the values that every project can have, and which value of a project that is. */
import type { AskCatalog, AskValue } from "./ask-catalog.ts";

export type Concept = {
  readonly words: string;
  /** The value, the best first. */
  readonly find: (catalog: AskCatalog) => AskValue | undefined;
  /** `worth`: summed over customers where nothing else is said. */
  readonly how?: "sum";
};

const byId =
  (...ids: readonly string[]) =>
  ({ values }: AskCatalog): AskValue | undefined =>
    ids.map((id) => values.find((v) => v.id === id)).find((v) => v !== undefined);

const estimated =
  (...kinds: readonly string[]) =>
  ({ values }: AskCatalog): AskValue | undefined =>
    kinds
      .map((kind) => values.find(({ estimate }) => estimate?.of === kind))
      .find((v) => v !== undefined);

/** By its name or a title. */
const like =
  (pattern: RegExp, type: AskValue["type"]) =>
  ({ values }: AskCatalog): AskValue | undefined =>
    values.find(
      (v) =>
        v.type === type &&
        (pattern.test(v.id) ||
          (typeof v.title === "string" ? [v.title] : Object.values(v.title)).some((title) =>
            pattern.test(title),
          )),
    );

const first =
  (...ways: readonly Concept["find"][]): Concept["find"] =>
  (catalog) =>
    ways.map((way) => way(catalog)).find((v) => v !== undefined);

export const concepts: readonly Concept[] = [
  {
    words:
      "lifetime spend|lifetime revenue|total spend|spend so far|历史消费|累计消费|spend|spent|spending|spends|sales|revenue|turnover|money spent|paid|pay|monetary|income|worth of order|消费|花|花费|花了|花得|收入|销售额|营业额|营收|消费额|消费金额|购买金额|成交额|金额|交易额|业绩|销售|支出|花掉",
    find: byId("monetary"),
  },
  {
    words:
      "orders|order|purchases|how often|how many times|how many orders|how many purchases|frequency|visits|times bought|number of orders|order count|bought|buy|购买次数|下单|订单|订单数|购买频次|频次|几次|多少次|几单|多少单|几笔|买了几次|次数|下单次数|单量|订单量|购买频率",
    find: byId("frequency"),
  },
  {
    words:
      "recency|how long since|how many days since|days since|recent|days since last order|days since the last order|inactive|absent|last seen days|quiet|silent|dormant|多少天没来|有多少天没来|多少天没来买|有多少天没来买|有多少天没买|几天没来|多久没来买|多少天没下单|多长时间没买|多长时间没来|最近购买|最近购买天数|未购天数|沉寂|多久没买|多久没来|上次购买多少天|离上次购买多少天|距上次购买多少天|多少天没买|几天没买|沉默天数",
    find: byId("recency"),
  },
  {
    words:
      "最后一次下单|最后下单|末次购买|末次下单|last buy|last order date|date of last order|last order|last purchase|last bought|last ordered|last shop|last come|last visit|last came|latest order|most recent order|上次购买|最近一次购买|上次下单|最后一次购买|上次买|最近订单|最近一单|最后一单|上一单|上次来|最后购买|最近一次下单|上次消费",
    find: byId("last_order"),
  },
  {
    words:
      "first buy|first order|first purchase|first bought|became a customer|first ordered|首次购买|首单|头一回下单|头一次下单|头一回买|头一次买|第一次下单|第一次购买|第一次买|第一单|首次下单|初次购买",
    find: byId("first_order"),
  },
  {
    words:
      "tenure|how long|how long been a customer|been a customer|customer for|客户时长|多久的客户|客龄|成为客户多久",
    find: byId("tenure"),
  },
  {
    words:
      "average order|average order value|order value|basket|basket size|mean order value|ticket|average ticket|aov|客单价|平均订单金额|单价|笔单价|每单金额",
    find: byId("monetary_mean"),
  },
  {
    words:
      "days between orders|inter-purchase time|purchase interval|rhythm|buying cycle|平均隔多少天买一次|隔多少天买一次|多少天买一次|几天买一次|隔多久买一次|平均多久买一次|平均几天买一次|多久来一次|多久下一次单|购买间隔|多久买一次|购买周期|平均购买间隔|复购周期",
    find: byId("inter_purchase_time"),
  },
  {
    words:
      "clv|ltv|lifetime value|customer lifetime value|future value|expected value|potential|终身价值|生命周期价值|未来价值|预期价值|价值|客户价值",
    find: first(estimated("clv"), byId("monetary")),
  },
  {
    words: "worth|valuable|how valuable|value at stake|值多少钱|值多少|值|值得多少钱|身价",
    find: first(estimated("clv"), byId("monetary")),
    how: "sum",
  },
  {
    words:
      "still active|how active|alive|active probability|probability of being active|still a customer|still there|still buying|survival|still with us|活跃度|活跃程度|还活跃|仍活跃|还会买|还在|活跃概率|还会来|是否活跃|还会回来|活着",
    find: estimated("p_alive", "survival", "renewal"),
  },
  {
    words: "expected orders|expected transactions|orders to come|预计订单|预期购买次数|预计下单",
    find: estimated("expected_transactions"),
  },
  {
    words:
      "refund|refunds|refunded|return|returns|returned|send back|sends back|sent back|sending back|bring back|refund rate|return rate|退货|退款|退|退货率|退款率|退单|退换",
    find: like(/refund|return|退货|退款/i, "number"),
  },
  {
    words:
      "joined|join|registered|register|signed up|sign up|member since|enrolled|customer since|入会|注册|加入|开户|入会日期|注册时间|成为会员|加入会员|建档",
    find: like(/^since$|joined|regist|sign.?up|created|opened|入会|注册|加入|开户|建档/i, "date"),
  },
  {
    words: "age|aged|years old|year old|years of age|岁|周岁|年龄|年纪",
    find: like(/^age$|年龄/i, "number"),
  },
  {
    words: "margin|profit|毛利|利润|盈利",
    find: like(/margin|profit|毛利|利润/i, "number"),
  },
  {
    words:
      "phone|phone number|mobile|mobile number|cell|cell number|telephone|telephone number|电话|电话号码|手机|手机号|手机号码|联系电话",
    find: like(/phone|mobile|telephone|电话|手机/i, "text"),
  },
  {
    words: "email|e-mail|email address|mail address|邮箱|电子邮箱|邮箱地址|邮件地址",
    find: like(/e-?mail|邮箱|邮件/i, "text"),
  },
  { words: "nps|satisfaction|满意度|评分|打分", find: like(/nps|csat|satisf|满意/i, "number") },
  {
    words: "point|points balance|points|bonus points|积分|分数",
    find: like(/point|积分/i, "number"),
  },
  {
    words: "city|town|where|location|based|live|城市|哪里|在哪|哪个城市|地区|所在地|在哪个城市",
    find: first(like(/^(?:city|town)$|城市/i, "text"), like(/region|地区/i, "text")),
  },
  {
    words:
      "owner|looks after|look after|looking after|account manager|responsible|responsible for|in charge|in charge of|manages|manage|handles|handle|takes care of|taking care of|rep|sales rep|负责|客户经理|负责人|跟进人|谁跟|谁管|归谁|谁在跟|经理|归属|谁的客户",
    find: ({ values, owner }) => values.find((v) => v.id === owner),
  },
];
