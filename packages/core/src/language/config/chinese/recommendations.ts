/** The schema's words about recommendations, in Chinese by the English ones. */
export const recommendationsInChinese: readonly (readonly [english: string, chinese: string])[] = [
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
];
