/** Files with every key that there is. */
export const fullProject = `clientele: 1
name: { en: Shop, zh-CN: 商店 }
locale: zh-CN
currency: CNY
timezone: Asia/Shanghai
as_of: 2026-11-21
engine: duckdb
sources:
  customers:
    from: data/customers.csv
    key: customer_id
    label: name
    aliases: [short_name]
    owner: manager
    parent: parent_id
    groups: { household: household_id }
    where: not internal
    valid: [valid_from, valid_to]
    consent: { sms: sms_ok }
    columns:
      joined: { title: Joined, type: date, pii: other, sensitive: true }
  transactions:
    from: data/*.parquet
    customer: customer_id
    order: invoice
    time: { value: paid_at, format: "%d/%m/%Y" }
    amount: { value: quantity * price, currency: ccy, rates: data/fx.csv }
    margin: amount * 0.3
    refund: { when: type = 'refund', of: original }
    where: quantity > 0
  identities: { from: data/merged.csv, alias: old_id, customer: customer_id }
metrics:
  app_share:
    title: App share
    value: count(transactions) filter (where channel = 'app') / count(transactions)
    within: 180 days
`;

export const fullSegmentations: readonly string[] = [
  `segmentation: care
title: Care
kind: rules
unit: household
among: class = 'personal'
assign: all
segments:
  - { id: save, title: { en: Save }, when: recency > 60 }
  - { id: rest, else: true }
`,
  `segmentation: rfm
title: RFM
kind: rfm
unit: household
among: class = 'personal'
within_each: region
scale: 5
within: 8 weeks
others: { id: none, title: None }
segments:
  - { id: top, title: Top, recency: 5, frequency: [4, 5], monetary: [1, 5] }
  - { id: other, cells: [{ recency: 1 }, { recency: [2, 4], frequency: 3 }] }
`,
  `segmentation: value
title: Value
kind: tiers
unit: household
by: monetary
among: class = 'personal'
within_each: region
within: 365 days
hold: 30 days
tiers:
  - { id: high, title: High, top: 80% of value }
  - { id: mid, at_least: 500 }
  - { id: low, rest: true }
`,
];
